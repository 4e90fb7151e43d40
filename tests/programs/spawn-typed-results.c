/* Tasks of any type: void, struct, pointer, double; in arrays and structs, handed to functions. */
#include <asyncc.h>
#include <stdio.h>

struct point { int x, y; };

static async void nothing(void) {
    await async_sleep(0);
    puts("nothing");
}

static async struct point make(int x) {
    await async_sleep(0);
    return (struct point){ x, -x };
}

static async double half(double x) {
    await async_sleep(0);
    return x / 2;
}

static async const char *word(void) {
    return "word";
}

struct jobs { async_task(struct point) list[2]; async_task(double) d; };

static async int collect(struct jobs *jobs) {
    return (await async_join(jobs->list[0])).x + (await async_join(jobs->list[1])).y;
}

async int main(void) {
    async_task(void) v = async_spawn(nothing());
    struct jobs jobs = { { async_spawn(make(5)), async_spawn(make(2)) }, async_spawn(half(9)) };
    async_task(const char *) w = async_spawn(word());
    await async_join(v);
    printf("%d\n", await collect(&jobs));
    printf("%.1f %s\n", await async_join(jobs.d), await async_join(w));
    return 0;
}
// expect: nothing
// expect: 3
// expect: 4.5 word
