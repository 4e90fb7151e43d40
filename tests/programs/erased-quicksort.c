/* A sort whose comparison awaits. */
#include <asyncc.h>
#include <stdio.h>

static int comparisons;

static async int less(int a, int b) {
    comparisons++;
    if (comparisons % 3 == 0) await async_sleep(0);
    return a < b;
}

static void swap(int *a, int *b) {
    int t = *a;
    *a = *b;
    *b = t;
}

static async void sort(int *a, int n) {
    if (n < 2) return;
    int last = 0;
    swap(&a[0], &a[n / 2]);
    for (int i = 1; i < n; i++)
        if (await less(a[i], a[0])) swap(&a[++last], &a[i]);
    swap(&a[0], &a[last]);
    await sort(a, last);
    await sort(a + last + 1, n - last - 1);
}

async int main(void) {
    int a[100];
    unsigned seed = 7;
    for (int i = 0; i < 100; i++) a[i] = (int)((seed = seed * 1103515245 + 12345) >> 16) % 1000;
    await sort(a, 100);
    for (int i = 0; i < 100; i++) printf("%d%c", a[i], i % 10 == 9 ? '\n' : ' ');
    printf("%d comparisons\n", comparisons);
    return 0;
}
// oracle: erase
