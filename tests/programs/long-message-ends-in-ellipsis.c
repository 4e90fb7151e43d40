/* At least 255 bytes of a message are kept; a longer one ends in an ellipsis. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async void fail(int length) {
    char text[1000];
    memset(text, 'x', sizeof text);
    text[length] = 0;
    throw(1, "%s", text);
    await async_sleep(0);
}

async int main(void) {
    int lengths[] = { 0, 200, 255, 900 };
    for (int i = 0; i < 4; i++) {
        try {
            await fail(lengths[i]);
        } catch (e) {
            size_t n = strlen(e->message);
            const char *end = n >= 3 ? e->message + n - 3 : "";
            printf("%s %d\n", n >= 255 ? "long" : n ? "short" : "empty", strcmp(end, "…") == 0);
        }
    }
    return 0;
}
// expect: empty 0
// expect: short 0
// expect: long 0
// expect: long 1
