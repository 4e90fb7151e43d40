/* Nested deadlines: which one expired is told apart; equal times too. */
#include "say.h"

static async void nested(double outer, double inner) {
    try {
        async_with (async_timeout(outer)) {
            try {
                async_with (async_timeout(inner)) {
                    await async_sleep(10);
                }
            } catch (e, UV_ETIMEDOUT) {
                say("inner timed out");
                await async_sleep(0.5);
                say("after inner");
            }
            await async_sleep(0.2);
            say("outer block ends");
        }
    } catch (e, UV_ETIMEDOUT) {
        say("outer timed out");
    }
    await async_sleep(0);
    say("end");
}

async int main(void) {
    await nested(2, 1);
    await nested(1, 2);
    await nested(1, 1);
    await nested(1.3, 1);
    await nested(1.6, 1);
    return 0;
}
