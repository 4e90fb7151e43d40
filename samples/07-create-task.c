/* A task is scheduled when it is spawned and starts on a later turn of the loop: "created" comes first.
 * Joining gives the result, in whatever order the tasks end. */
#include <asyncc.h>
#include <stdio.h>

static async const char *work(const char *name, double seconds) {
    printf("%s begins\n", name);
    await async_sleep(seconds);
    printf("%s done\n", name);
    return name;
}

async int main(void) {
    double start = async_time();
    async_task(const char *) a = async_spawn(work("A", 2));
    async_task(const char *) b = async_spawn(work("B", 1));
    puts("tasks created");
    const char *first = await async_join(a);
    const char *second = await async_join(b);
    printf("results: %s, %s after %.1f s\n", first, second, async_time() - start);
    return 0;
}

// expect: tasks created
// expect: A begins
// expect: B begins
// expect: B done
// expect: A done
// expect: results: A, B after 2.0 s
