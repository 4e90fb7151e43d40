/* Inline assembly between awaits: operands of all kinds, named ones, several outputs, memory, clobbers, matching, in loops and statement
 * expressions, goto, with awaits in the operands; basic asm. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int add(int a, int b) {
    int sum = a, copy;
    __asm__ ("addl %2, %0" : "=r"(sum) : "0"(sum), "r"(await later(b)) : "cc");
    await later(0);
    asm volatile ("movl %[from], %[to]" : [to] "=&r"(copy) : [from] "rm"(sum) : "memory");
    __asm ("" : "+m"(copy), "+r"(sum));
    await later(0);
    return copy;
}

static async int divide(unsigned n, unsigned by) {
    unsigned quotient, rest;
    struct { unsigned q, r; } s = { 0, 0 }, *p = &s;
    unsigned many[2] = { await later(0), 0 };
    asm ("divl %4" : "=a"(quotient), "=d"(rest) : "0"((unsigned)await later((int)n)), "1"(0), "r"((unsigned)await later((int)by)) : "cc");
    asm ("movl %2, %0; movl %3, %1" : "=m"(p->q), "=m"(many[await later(1)]) : "r"(quotient), "ri"(rest) : "memory");
    await later(0);
    return (int)(s.q * 100 + many[1]);
}

static async int jump(int n) {
    int steps = 0;
again:
    asm goto ("testl %0, %0; jz %l1; cmpl $3, %0; jg %l[big]" : : "r"(n) : "cc" : zero, big);
    steps += await later(1);
    n--;
    goto again;
big:
    steps += await later(10);
    n -= 2;
    if (await later(n)) goto again;
zero:
    return steps;
}

static async long long sums(int n) {
    long long total = 0;
    for (int i = 0; i < n; i++) {
        total += ({ long long x = i; __asm__ ("shlq $1, %0" : "+r"(x)); x + await later(0); });
        asm volatile ("nop");
        if (await later(i) == 3) asm volatile ("" ::: "memory");
    }
    register int r asm ("ecx") = 5;
    asm volatile ("addl $1, %0" : "+r"(r));
    total += r;
    return total + await later(0);
}

async int main(void) {
    printf("%d %d\n", await add(2, 3), await divide(1234, 100));
    printf("%d %d\n", await jump(2), await jump(9));
    printf("%lld\n", await sums(5));
    return 0;
}
// oracle: erase
