/* The same greetings in sequence and concurrently: coroutines with arguments and results. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async size_t say_hello(const char *name) {
    printf("hello, %s\n", name);
    await async_sleep(1);
    printf("goodbye, %s\n", name);
    return strlen(name);
}

async int main(void) {
    const char *names[] = { "A", "BB", "CCC" };
    size_t letters[3];

    puts("in sequence");
    double start = async_time();
    for (int i = 0; i < 3; i++) letters[i] = await say_hello(names[i]);
    printf("%.1f s, %zu letters\n", async_time() - start, letters[0] + letters[1] + letters[2]);

    puts("concurrently");
    start = async_time();
    await async_gather_each(i, 3, letters[i] = say_hello(names[i]));
    printf("%.1f s, %zu letters\n", async_time() - start, letters[0] + letters[1] + letters[2]);
    return 0;
}

// expect: in sequence
// expect: hello, A
// expect: goodbye, A
// expect: hello, BB
// expect: goodbye, BB
// expect: hello, CCC
// expect: goodbye, CCC
// expect: 3.0 s, 6 letters
// expect: concurrently
// expect: hello, A
// expect: hello, BB
// expect: hello, CCC
// expect: goodbye, A
// expect: goodbye, BB
// expect: goodbye, CCC
// expect: 1.0 s, 6 letters
