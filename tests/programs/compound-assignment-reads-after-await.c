/* In `x += await f()` the value of x is read after the await: updates made meanwhile are not lost. */
#include <asyncc.h>
#include <stdio.h>

struct account { int balance; };

static int total;

static async int slow(int value) {
    await async_sleep(1);
    return value;
}

static async void deposit(struct account *account, int amount) {
    account->balance += await slow(amount);
    total += await slow(amount);
}

async int main(void) {
    struct account account = { 0 };
    await async_gather(deposit(&account, 1), deposit(&account, 20), deposit(&account, 300));
    printf("%d %d\n", account.balance, total);
    // expect: 321 321
    int x = 100;
    int *p = &x;
    *p -= await slow(1), x *= await slow(2);
    x <<= await slow(1);
    printf("%d\n", x);
    // expect: 396
    return 0;
}
