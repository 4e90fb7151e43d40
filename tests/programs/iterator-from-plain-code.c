// A plain function makes an iterator; it lies in a struct, changes hands, and is of any type; a task goes on with it.
// args: 3
// expect: a b c
// expect: 3.5
// expect: 0 1 2 end
// expect: closed
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

struct word { char text[40]; _Alignas(32) double value; };

static async_generator struct word words(int n) {
    defer puts("closed");
    for (int i = 0; i < n; i++) {
        await async_sleep(0.1);
        yield (struct word){ .text = { (char)('a' + i) }, .value = i + 1.5 };
    }
    async_iterator(struct word) never = NULL;
    await async_generator_close(never);
}

static async_generator int upto(int n) {
    for (int i = 0; i < n; i++) yield i;
}

struct reader { async_iterator(struct word) words; async_iterator(int) numbers; };

static struct reader open_reader(int n) {
    return (struct reader){ async_iterate(words(n)), async_iterate(upto(n)) };
}

static async double print(struct reader *r) {
    double last = 0;
    const char *separator = "";
    async_for (struct word w, async_rest(r->words)) {
        printf("%s%s", separator, w.text);
        separator = " ";
        last = w.value;
        if (w.text[0] == 'c') break;
    }
    puts("");
    return last;
}

async int main(int argc, char **argv) {
    struct reader r = open_reader(argc > 1 ? atoi(argv[1]) : 4);
    printf("%.1f\n", await print(&r));
    for (;;) {
        int x = await async_next_or(r.numbers, -1);
        if (x < 0) break;
        printf("%d ", x);
    }
    puts("end");
    if (!async_generator_ended(r.numbers)) return 1;
    await async_generator_close(r.numbers);
    await async_generator_close(r.words);
    return 0;
}
