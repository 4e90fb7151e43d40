/* Memory of alloca lives until the function ends. */
#include <alloca.h>
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async int work(int n) {
    char *list[3];
    for (int i = 0; i < 3; i++) {
        list[i] = alloca((size_t)n);
        memset(list[i], 'a' + i, (size_t)n - 1);
        list[i][n - 1] = 0;
        await async_sleep(0);
    }
    return printf("%s %s %s\n", list[0], list[1], list[2]);
}

async int main(void) {
    int a, b;
    await async_gather(a = work(3), b = work(5));
    printf("%d %d\n", a, b);
    return 0;
}
// expect: aa bb cc
// expect: aaaa bbbb cccc
// expect: 9 15
