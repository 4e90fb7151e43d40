// oracle: erase
// expect: 3 4 6 5 2 7 5
// expect: 1 2
// expect: macro 3
// expect: loop 1 2 3
// expect: parts 1.5 2.5, 3.5
// A value that is a struct with an array in it lives to the end of its whole expression, an await of it included.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct text { char name[16]; const int tag; };
struct plain { char name[16]; };

static struct text make(const char *s) {
    struct text t = { .tag = 1 };
    strcpy(t.name, s);
    return t;
}

async struct text later(const char *s) {
    await async_sleep(0);
    return make(s);
}

async int length(const char *s) {
    char clobber[200];
    memset(clobber, 'x', sizeof clobber);
    await async_sleep(0);
    return (int)strlen(s) + 0 * clobber[3];
}

static struct plain one = { "global" }, other = { "other" };

#define NAME(s) make(s).name

async double sum(const double *a, const double *b) {
    await async_sleep(0);
    return *a + *b;
}

async int main(void) {
    int yes = 1;
    struct plain copy = { "" };
    printf("%d ", await length(make("abc").name));
    printf("%d ", await length((await later("abcd")).name));
    printf("%d ", await length((yes ? one : other).name));
    printf("%d ", await length((copy = other).name));
    printf("%d ", await length(&make("abc").name[1]));
    printf("%d ", await length(({ struct plain p = { "seven77" }; p; }).name));
    printf("%d\n", await length((yes++, other).name));
    printf("%d %d\n", (int)strlen(make("x").name), (int)strlen((await later("xy")).name));
    printf("macro %d\nloop", await length(NAME("def")));
    const char *texts[] = { "a", "bc", "def" };
    for (int i = 0; i < 3 && await length(make(texts[i]).name); i++) printf(" %d", await length(NAME(texts[i])));
    double _Complex z = 1.5 + 2.5i;
    double *real = &__real__ z, *imaginary = &__imag__(z);
    await async_sleep(0);
    *imaginary += await sum(&__real__ z, real) - 3;
    printf("\nparts %.1f %.1f, %.1f\n", __real__ z, __imag__ z, *imaginary + 1);
}
