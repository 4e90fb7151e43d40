/* A throw inside a try of the same function, without any await in between. */
#include <asyncc.h>
#include <stdio.h>

static async int parse(const char *text) {
    int n = 0;
    try {
        if (!*text) throw(1, "empty");
        for (const char *p = text; *p; p++) {
            if (*p < '0' || *p > '9') throw(2, "'%c' in '%s'", *p, text);
            n = n * 10 + *p - '0';
        }
    } catch (e, 1) {
        return -1;
    } catch (e) {
        printf("%s\n", e->message);
        return -2;
    }
    return n;
}

async int main(void) {
    printf("%d %d %d\n", await parse("12"), await parse(""), await parse("1x"));
    return 0;
}
// expect: 'x' in '1x'
// expect: 12 -1 -2
