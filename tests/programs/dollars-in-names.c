// oracle: erase
// expect: 1 2 3 4
// expect: bye 5
// GNU C takes dollars in names.
#include <asyncc.h>
#include <stdio.h>

struct s$0 { int a$1; char name$[4]; };

static void bye$(struct s$0 *s) { printf("bye %d\n", s->a$1); }

async struct s$0 make$(int $n) {
    struct s$0 s$$ = { .a$1 = $n };
    await async_sleep(0);
    return s$$;
}

async int first$(const struct s$0 *s$) {
    await async_sleep(0);
    return s$->a$1;
}

async char name$(const char *s) {
    await async_sleep(0);
    return *s;
}

#define ADD$(a$, b) (a$ + await first$(b))

async int main(void) {
    struct s$0 five __attribute__((cleanup(bye$))) = { 5, "" };
    int length$1 = (await make$(2)).a$1, vla$[length$1];
    vla$[1] = ADD$(1, &(struct s$0){ .a$1 = 2 });
    printf("%d %d %d ", (await make$(1)).a$1, length$1, vla$[1]);
    printf("%d\n", (await name$((await make$(1)).name$)) + 4);
    await async_sleep(0);
    return five.a$1 - 5;
}
