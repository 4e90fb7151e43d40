/* request.c: what the files here begin an operation with; see ../request.h. */
#include "../request.h"
#include <string.h>

async void *asyncc__request_new(size_t size, void (*drop)(asyncc__request *)) {
    void *request = asyncc__request_try_new(size, drop);
    if (!request) throw(UV_ENOMEM, "out of memory");
    return request;
}

char *asyncc__copy(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = asyncc__malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}
