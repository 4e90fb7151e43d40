/* Sleepers whose time has come together are cancelled before they are awake (the first, one in the middle, the last, all), after that, and by a call that is due between
 * them: each is thrown it, in the order of the requests and among those who are awake. */
#include "say.h"

enum { SLEEPERS = 5, MOMENT = 6 };
static async_task(void) sleepers[SLEEPERS];

static async void sleeper(int k, double seconds) {
    try {
        await async_sleep(seconds);
        say("%d awake", k);
    } catch (e, UV_ECANCELED) {
        say("%d cancelled", k);
        throw();
    }
}

static void cancel(const char *which) {
    for (; *which; which++) {
        say("cancels %c: %d", *which, async_cancel(sleepers[*which - '0']));
    }
}

static void cancel_call(void *which) { cancel(which); }

/* Gives way so often, then cancels. */
static async void canceller(int turns, const char *which) {
    for (int i = 0; i < turns; i++) await async_sleep(0);
    cancel(which);
}

static async void moment(int turns, char *which, int by_call) {
    double soon = 1e-10;        /* due as soon as somebody looks at the clock, which stands still on virtual time */
    async_task(void) c = async_spawn(canceller(turns, by_call ? "" : which));
    for (int k = 0; k < SLEEPERS; k++) {
        sleepers[k] = async_spawn(sleeper(k, by_call && k < 2 ? soon / 2 : soon));
    }
    if (by_call) async_call_later(soon / 1.5, cancel_call, which);
    say("turns %d, cancels %s%s", turns, which, by_call ? " by a call" : "");
    for (int k = 0; k < SLEEPERS; k++) {
        try {
            await async_join(async_retain(sleepers[k]));    /* the canceller may come later */
            say("joined %d", k);
        } catch (e, UV_ECANCELED) {
            say("joined %d: cancelled", k);
        }
    }
    await async_join(c);
    for (int k = 0; k < SLEEPERS; k++) async_detach(sleepers[k]);
}

async int main(void) {
    char *which[] = { "0", "2", "4", "04", "43210", "01234", "1" };
    for (int turns = 0; turns < 5; turns++) {
        for (int k = 0; k <= MOMENT; k++) await moment(turns, which[k], 0);
    }
    for (int k = 0; k <= MOMENT; k++) await moment(0, which[k], 1);
    return 0;
}
