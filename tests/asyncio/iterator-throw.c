/* Throwing into a generator: caught inside, and it goes on or ends; not caught; before its first step; after its end. */
#include "say.h"

static async_generator int stubborn(void) {
    for (int i = 0; i < 3; i++) {
        try {
            yield i;
        } catch (e, 5) {
            say("inside: %s", e->message);
            await async_sleep(1);
            if (i == 1) async_end;
            yield 100 + i;
        } finally {
            say("leaves %d", i);
        }
    }
}

static async void next(async_iterator(int) it) {
    try {
        int x;
        if (await async_next(it, &x)) say("next %d", x);
        else say("end");
    } catch (e) {
        say("next throws %s", e->message);
    }
}

static async void throw_into(async_iterator(int) it, int code) {
    try {
        int x;
        if (await async_generator_throw(it, &x, code, "thrown %d", code)) say("throw gives %d", x);
        else say("throw ends");
    } catch (e) {
        say("throws %s", e->message);
    }
}

async int main(void) {
    async_iterator(int) it = async_iterate(stubborn());
    await next(it);
    await throw_into(it, 5);
    await next(it);
    await throw_into(it, 5);
    await next(it);
    await throw_into(it, 5);
    await async_generator_close(it);

    it = async_iterate(stubborn());
    await next(it);
    await throw_into(it, 6);
    await next(it);
    await async_generator_close(it);

    it = async_iterate(stubborn());
    await throw_into(it, 5);
    await next(it);
    await async_generator_close(it);
    return 0;
}
