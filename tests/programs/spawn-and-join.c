/* A task starts on a later turn; join gives its result, or throws its error. */
#include <asyncc.h>
#include <stdio.h>

static async int work(int n) {
    printf("start %d\n", n);
    await async_sleep(n);
    if (n == 3) throw(3, "three");
    printf("end %d\n", n);
    return n * 10;
}

async int main(void) {
    async_task(int) two = async_spawn(work(2)), one = async_spawn(work(1)), three = async_spawn(work(3));
    puts("spawned");
    printf("%d\n", await async_join(two));
    printf("%d\n", await async_join(one));
    try {
        await async_join(three);
    } catch (e) {
        puts(e->message);
    }
    int result = 0;
    async_task(int) t = async_spawn(result = work(4));
    await async_sleep(10);
    printf("%d\n", result);
    printf("%d\n", await async_join(t));
    return 0;
}
// expect: spawned
// expect: start 2
// expect: start 1
// expect: start 3
// expect: end 1
// expect: end 2
// expect: 20
// expect: 10
// expect: three
// expect: start 4
// expect: end 4
// expect: 40
// expect: 40
