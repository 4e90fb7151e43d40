/* A state machine by goto, with awaits on its edges. */
#include <asyncc.h>
#include <stdio.h>

static async int next(const char **p) {
    int c = (unsigned char)**p;
    if (c) ++*p;
    if (c == ' ') await async_sleep(0);
    return c;
}

static async void count(const char *text) {
    const char *p = text;
    int words = 0, numbers = 0, comments = 0, c;
start:
    c = await next(&p);
again:
    if (c == 0) goto end;
    if (c >= '0' && c <= '9') goto number;
    if (c == '/') goto slash;
    if (c > ' ') goto word;
    goto start;
word:
    words++;
    while ((c = await next(&p)) > ' ' && c != '/');
    goto again;
number:
    numbers++;
    do c = await next(&p); while (c >= '0' && c <= '9');
    goto again;
slash:
    if ((c = await next(&p)) != '*') goto again;
    comments++;
    for (int last = 0;; last = c) {
        c = await next(&p);
        if (!c) goto end;
        if (last == '*' && c == '/') break;
    }
    goto start;
end:
    printf("%d %d %d\n", words, numbers, comments);
}

async int main(void) {
    await count("");
    await count("one 2 three/* four 5 */ 66 /*");
    await count("a/b/*c*//*d*/e 1 2 3 / x");
    return 0;
}
// oracle: erase
