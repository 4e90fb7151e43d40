/* Duff's device with an await in each round: cases inside a loop inside the switch. */
#include <asyncc.h>
#include <stdio.h>

static async void put(int *to, int value) {
    await async_sleep(0);
    *to = value;
}

static async int copy(int *to, const int *from, int count) {
    int n = (count + 3) / 4, steps = 0;
    switch (count % 4) {
        case 0: do { await put(to++, *from++); steps++; /* fall through */
        case 3:      await put(to++, *from++); steps++; /* fall through */
        case 2:      await put(to++, *from++); steps++; /* fall through */
        case 1:      await put(to++, *from++); steps++;
                } while (--n > 0);
    }
    return steps;
}

async int main(void) {
    int from[11], to[11] = { 0 };
    for (int i = 0; i < 11; i++) from[i] = i * i;
    for (int count = 1; count <= 11; count += 3) {
        printf("%d:", await copy(to, from, count));
        for (int i = 0; i < 11; i++) printf(" %d", to[i]);
        puts("");
    }
    return 0;
}

// expect: 1: 0 0 0 0 0 0 0 0 0 0 0
// expect: 4: 0 1 4 9 0 0 0 0 0 0 0
// expect: 7: 0 1 4 9 16 25 36 0 0 0 0
// expect: 10: 0 1 4 9 16 25 36 49 64 81 0
