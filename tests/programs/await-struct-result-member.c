/* Members of a result, and results that are structs, unions, pointers and large. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct big { char text[100]; int n; };
union either { int i; float f; };

static async struct big make(const char *text) {
    struct big b = { .n = 7 };
    await async_sleep(0);
    strcpy(b.text, text);
    return b;
}

static async union either whole(int i) {
    await async_sleep(0);
    return (union either){ .i = i };
}

async int main(void) {
    printf("%d %s\n", (await make("one")).n, (await make("two")).text);
    struct big kept = await make("three");
    struct big again = kept;
    again.n += (await make("four")).n;
    printf("%s %d %c\n", kept.text, again.n, (await make("five")).text[1]);
    printf("%d\n", (await whole(12)).i);
    return 0;
}

// expect: 7 two
// expect: three 14 i
// expect: 12
