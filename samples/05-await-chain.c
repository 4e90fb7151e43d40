/* Results come back through a chain of awaits: main awaits report, which awaits fetch_data. */
#include <asyncc.h>
#include <stdio.h>

struct data { int id; const char *value; };

static async struct data fetch_data(int id) {
    printf("fetching %d...\n", id);
    await async_sleep(1);
    return (struct data){ id, id % 2 ? "odd" : "even" };
}

static async int report(int id) {
    puts("report begins");
    struct data data = await fetch_data(id);
    printf("data %d is %s\n", data.id, data.value);
    puts("report ends");
    return data.id * 10;
}

async int main(void) {
    double start = async_time();
    printf("%s\n", (await fetch_data(7)).value);
    int result = await report(8);
    printf("result: %d after %.1f s\n", result, async_time() - start);
    return 0;
}

// expect: fetching 7...
// expect: odd
// expect: report begins
// expect: fetching 8...
// expect: data 8 is even
// expect: report ends
// expect: result: 80 after 2.0 s
