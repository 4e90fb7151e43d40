// Awaits that come out of macros of the file's own: it is to be translated with one parse, too.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(call) do { int status = await (call); if (status < 0) return status; } while (0)
#define GET(into, call) do { (into) = await (call); if (!(into)) return -1; } while (0)
#define TWICE(call) do { CHECK(call); CHECK(call); } while (0)

async int step(int n);
async char *text(int n);

async int work(int n) {
    char *name;
    for (int i = 0; i < n; i++) {
        CHECK(step(i));
        GET(name, text(i));
        if (strlen(name) > 10) printf("%s\n", name);
        TWICE(step(i + 1));
    }
    CHECK(step(-1));
    return 0;
}
