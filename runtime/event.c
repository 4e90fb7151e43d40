/* event.c: a flag to wait for, as asyncio.Event. */
#include "waiters.h"
#include <stdlib.h>

struct async_event {
    asyncc__waiters line;
    int is_set;
};

async_event *async_event_new(void) {
    async_event *e = asyncc__malloc(sizeof *e);
    if (e) *e = (async_event){ 0 };
    return e;
}

void async_event_free(async_event *e) {
    if (e && e->line.first) asyncc__die("async_event_free: tasks wait for the event");
    free(e);
}

int async_event_is_set(const async_event *e) {
    asyncc__line_check(&e->line, "async_event_is_set", "event");
    return e->is_set;
}

void async_event_clear(async_event *e) {
    asyncc__line_check(&e->line, "async_event_clear", "event");
    e->is_set = 0;
}

void async_event_set(async_event *e) {
    asyncc__line_check(&e->line, "async_event_set", "event");
    if (e->is_set) return;
    e->is_set = 1;
    asyncc__line_wake_many(asyncc__here(), &e->line, e->line.count);
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__waiter_free(loop, container_of(wait, asyncc__waiter, wait));
    return 1;
}

static const struct asyncc__operation waiting = { "an event", NULL, finish, NULL };

int asyncc__event_forgot(const asyncc__wait *wait) {
    return wait->operation == &waiting && ((const async_event *)container_of(wait, const asyncc__waiter, wait)->of)->is_set;
}

ASYNCC__OPERATION(async_event_wait, async_event) {
    asyncc__line_check(&object->line, "async_event_wait", "event");
    if (!object->is_set) asyncc__line_wait(c, &object->line, object, &waiting);
}
