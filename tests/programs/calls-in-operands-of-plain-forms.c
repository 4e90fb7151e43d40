/* Operands of a form in plain code call coroutines themselves: that is done before the branch is started, and on loops of its own. */
#include <asyncc.h>
#include <stdio.h>

typedef async int step(int x);

static async int twice(int x) {
    await async_sleep(1);
    return 2 * x;
}
static async int plus(int x, int y) {
    await async_sleep(1);
    return x + y;
}
static async int hundred(int x) { return x + 100; }

async int one(void) {
    await async_sleep(1);
    return 1;
}
static int by_plain_code(void) { return one(); }
static async_error **slot(async_error **error) { return one() ? error : NULL; }

static step *table[] = { twice, hundred };
static async_loop *seen[4];
static int nseen;
static async int where(int x) {
    seen[nseen++] = async_loop_current();
    return x;
}

static async_task(void) started[2];
static async void member(int k) {
    await async_sleep(k);
    printf("member %d\n", k);
}
static int spawns(int k) {
    started[0] = async_spawn(member(k));
    return k + 1;
}
static async_group *group_of(async_group *g) {
    async_detach(async_spawn(member(5)));
    return g;
}
static void from_callback(void *data) {
    (void)data;
    started[1] = async_spawn(member(spawns(1)));
}
static void into_group(void *data) { async_group_spawn(group_of(data), member(4)); }

static async void spawning(void) {
    async_call_soon(from_callback, NULL);
    await async_sleep(0);
    await async_join(started[1]);
    await async_join(started[0]);
    async_with (async_group *g, async_task_group()) {
        async_call_soon(into_group, g);
        await async_sleep(3);
    }
    await async_sleep(2);
}

int main(void) {
    step *p = twice;
    async_error *error = NULL;
    int results[2] = { 0, 0 };
    printf("%d %d\n", async_run(p(one())), async_run(p(by_plain_code())));
    printf("%d %d\n", async_run(p(p(one()))), p(p(one())));
    printf("%d\n", async_run(table[one()](by_plain_code())));
    printf("%d\n", async_run(results[by_plain_code()] = p(one())));
    printf("%d %d\n", results[0], results[1]);
    int status = async_run_try(slot(&error), results[one() - 1] = plus(one(), by_plain_code()));
    printf("%d %d %d\n", status, results[0], results[1]);
    printf("%d\n", async_run(plus(async_run(twice(one())), async_run(p(3)))));

    async_runner *r = async_runner_new(NULL, NULL);
    printf("%d\n", async_runner_run(r, where(async_run(where(one())))));
    printf("%d\n", seen[0] != async_runner_loop(r) && seen[1] == async_runner_loop(r));
    async_runner_close(r);
    async_run(spawning());
    return 0;
}
// expect: 2 2
// expect: 4 4
// expect: 101
// expect: 2
// expect: 0 2
// expect: 0 2 2
// expect: 8
// expect: 1
// expect: 1
// expect: member 1
// expect: member 2
// expect: member 4
// expect: member 5
