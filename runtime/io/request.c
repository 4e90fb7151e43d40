/* request.c: what the files here begin an operation with; see ../request.h. */
#include "../request.h"

async void *asyncc__request_new(size_t size, void (*drop)(asyncc__request *)) {
    void *request = asyncc__request_try_new(size, drop);
    if (!request) throw(UV_ENOMEM, "out of memory");
    return request;
}
