/* __attribute__((cleanup)) runs exactly once, in reverse order, on every way out: the end of the block, return, break, continue, goto
 * forward and backward, switch, a statement expression, an error, a cancellation; in every place where a variable can be declared. */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

static int live;
static long long order;
struct guard { int id; };
static void release(struct guard *g) {
    live--;
    order = order * 10 + g->id;
}
static void release_text(char **text) { free(*text); live--; }
static struct guard enter(int id) { live++; return (struct guard){ id }; }
#define GUARD(id) __attribute__((cleanup(release))) struct guard g##id = enter(id)

static async int later(int value) {
    await async_sleep(0);
    return value;
}

enum way { END, RETURN, BREAK, CONTINUE, FORWARD, BACKWARD, SWITCH, ERROR, DEEP_ERROR, CANCEL, WAYS };

static async int deep(int how) {
    GUARD(9);
    await later(0);
    if (how == DEEP_ERROR) throw(EINVAL, "deep");
    return g9.id;
}

static async int work(int how) {
    int rounds = 0;
    GUARD(1);
back:
    for (int i = 0; i < 2; i++) {
        GUARD(2);
        await later(i);
        {
            struct guard g3 __attribute__((cleanup(release))) = enter(await later(3)), plain = { 4 };
            switch (how) {
                case RETURN: return await later(g2.id + plain.id);
                case BREAK: goto leave_loop;
                case CONTINUE: continue;
                case FORWARD: goto out;
                case BACKWARD: if (rounds++ < 1) goto back; break;
                case SWITCH: { GUARD(5); await later(0); if (i) break; }
                             break;
                case ERROR: throw(EIO, "error");
                case DEEP_ERROR: await deep(how); break;
                case CANCEL: await async_sleep(1000); break;
            }
            int value = ({ GUARD(6); await later(g3.id + g6.id); });
            if (value != 9) abort();
        }
        if (0) { leave_loop: break; }
    }
    for (struct guard g7 __attribute__((cleanup(release))) = enter(7); g7.id < 9; g7.id++) await later(0);
    if (how == END) {
        __attribute__((cleanup(release_text))) char *text = malloc(4);
        live++;
        await later(0);
    }
out:
    return await later(100);
}

static async int caught(int how) {
    int code = 0;
    try {
        GUARD(8);
        code = await work(how);
    } catch (e) {
        code = -e->code;
    } catch (e, UV_ECANCELED) {
        code = -1;
    } finally {
        order = order * 10;
    }
    return code;
}

async int main(void) {
    for (int how = END; how < WAYS; how++) {
        order = 0;
        live = 0;
        async_task(int) t = async_spawn(caught(how));
        await async_sleep(1);
        if (how == CANCEL) async_cancel(t);
        int code = await async_join(t);
        printf("%d: %d, %d live, %lld\n", how, code > -200 ? code : -200, live, order);
    }
    return 0;
}
// expect: 0: 100, 0 live, 6326329180
// expect: 1: 6, 0 live, 32180
// expect: 2: 100, 0 live, 329180
// expect: 3: 100, 0 live, 32329180
// expect: 4: 100, 0 live, 32180
// expect: 5: 100, 0 live, 326326329180
// expect: 6: 100, 0 live, 563256329180
// expect: 7: -5, 0 live, 32180
// expect: 8: -22, 0 live, 932180
// expect: 9: -1, 0 live, 32180
