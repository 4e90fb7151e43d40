/* UV_E… are macros of <asyncc.h> until <uv.h> comes, and libuv's enumerators from there on; both are the same numbers, wherever they stand. */
#include <asyncc.h>
#include <stdio.h>

#define FAIL(x) do { if (await (x)) throw(UV_EIO, "%s", TEXT(UV_EIO)); } while (0)      /* expanded, since it awaits */
#define CHECK(x) do { if ((x) != 0) puts(#x); } while (0)                               /* not expanded */
#define TEXT(x) #x
#define CODE UV_ENOENT

#if UV_EINVAL < 0
enum { before = UV_EINVAL };
#endif
_Static_assert(UV_EOF < 0, "in constant expressions");

static async int number(int n) { await async_sleep(0); return n; }
static async void fails(int code) { await async_sleep(0); if (code) throw(code, "%d", code == CODE ? 1 : 2); }

static async const char *name(int code) {
    switch (code) {
    case UV_EAGAIN: return await number(1) ? "again" : "";
    case UV_ENOENT ... UV_EPERM: return "first ones";
    case UV_EAI_AGAIN: return "name";
    default: return "other";
    }
}

static async void all_of_it(void) {
    try { FAIL(number(1)); } catch (e, UV_EIO) { puts(e->message); }
    CHECK(UV_EBUSY + await number(0));
    int codes[] = { [0] = UV_ENOENT, UV_EIO, await number(UV_EAGAIN), UV_ECANCELED };
    for (int i = 0; i < 4; i++) {
        try { await fails(codes[i]); }
        catch (e, CODE, UV_EIO) { printf("%s %s %s\n", async_error_name(e->code), e->message, await name(e->code)); }
        catch (e) { printf("%s %s\n", async_error_name(e->code), await name(e->code)); }
        catch (e, UV_ECANCELED) { puts("cancelled"); }
    }
    printf("%d %s\n", await async_try(fails(UV_EAI_AGAIN)) == UV_EAI_AGAIN, await name(UV_EAI_AGAIN));
}

static async void earlier(void) { await all_of_it(); }

#include <uv.h>

static async void later(void) {
    try { FAIL(number(1)); } catch (e, UV_EIO) { puts(uv_strerror(e->code)); }
    uv_errno_t code = UV_EINVAL;
    CHECK(code == UV_EINVAL && await number(UV_EINVAL) == (int)before && (int)before == (int)UV_EINVAL);
#if !UV_EINVAL
    puts("an enumerator");
#endif
}

async int main(void) {
    await earlier();
    await later();
    throw(UV_ENOSPC, "the end");
}
// expect: UV_EIO
// expect: UV_EBUSY + await number(0)
// expect: UV_ENOENT 1 first ones
// expect: UV_EIO 2 other
// expect: UV_EAGAIN again
// expect: cancelled
// expect: 1 name
// expect: i/o error
// expect: code == UV_EINVAL && await number(UV_EINVAL) == (int)before && (int)before == (int)UV_EINVAL
// expect: an enumerator
// stderr: UV_ENOSPC: the end
// exit: 1
