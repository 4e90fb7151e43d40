/* Strings in local arrays, pointers into them, and library calls between awaits. */
#include <asyncc.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static async int letter(int c) {
    if (isupper(c)) await async_sleep(0);
    return tolower(c);
}

static async size_t lower(char *to, const char *from) {
    char *start = to;
    while ((*to++ = (char)await letter((unsigned char)*from++)));
    return (size_t)(to - start) - 1;
}

static async void reverse_words(const char *text) {
    char copy[100], *words[20];
    int n = 0;
    size_t length = await lower(copy, text);
    for (char *p = strtok(copy, " "); p; p = strtok(NULL, " ")) {
        words[n++] = p;
        await async_sleep(0);
    }
    printf("%zu:", length);
    while (n--) {
        printf(" %s", words[n]);
        *words[n] = (char)toupper(*words[n]);
        await async_sleep(0);
    }
    printf(" [%s]\n", copy);
}

async int main(void) {
    await reverse_words("The Quick brown FOX");
    await reverse_words("");
    await reverse_words("One");
    return 0;
}
// oracle: erase
