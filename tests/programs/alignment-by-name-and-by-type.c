// oracle: erase
// expect: 0 0 0 0 0 0
// expect: 0 0 0
// How a local is aligned may be said by a macro, an expression, a type, more than once; it is so in the frame too.
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>

#define LINE 128
#define CACHED __attribute__((aligned(LINE)))
enum { PAGE_PART = 512 };
struct wide { char c[3]; } __attribute__((aligned(256)));

static unsigned over(const void *p, unsigned n) { return (unsigned)((uintptr_t)p % n); }

async int main(void) {
    char first = 1;
    char by_macro __attribute__((aligned(LINE))) = 1;
    _Alignas(2 * LINE) char by_expression = 2;
    _Alignas(struct wide) char by_type = 3;
    char CACHED in_macro = 4;
    char __attribute__((aligned(PAGE_PART))) by_constant = 5;
    _Alignas(32) _Alignas(LINE) char twice = 6;
    await async_sleep(0);
    printf("%u %u %u %u %u %u\n", over(&by_macro, LINE), over(&by_expression, 2 * LINE), over(&by_type, 256), over(&in_macro, LINE),
           over(&by_constant, PAGE_PART), over(&twice, LINE));
    await async_sleep(0);
    {
        char vla[first + 2] __attribute__((aligned(LINE)));
        _Alignas(LINE) int uninitialised;
        vla[0] = by_macro;
        for (int i = 0; i < 2; i++) {
            if (i) printf("%u %u ", over(vla, LINE), over(&uninitialised, LINE));
            uninitialised = vla[0] + by_expression + by_type;
            await async_sleep(0);
        }
        printf("%d\n", uninitialised - 6 + in_macro + by_constant + twice - 15);
    }
}
