/* Inline assembly between awaits, with operands that live across them. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    int a = 5, b = 7;
    await async_sleep(0);
#if defined __x86_64__
    __asm__ ("addl %1, %0" : "+r"(a) : "r"(b));
#else
    a += b;
#endif
    await async_sleep(0);
    __asm__ volatile ("" : "+m"(b));
    printf("%d %d\n", a, b);
    return 0;
}
// expect: 12 7
