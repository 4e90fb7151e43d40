/* Parameters of every kind survive awaits, and can be changed. */
#include <asyncc.h>
#include <stdio.h>

struct pair { int a, b; };
enum color { RED, GREEN };

static async void many(char c, short s, int i, long l, long long ll, unsigned char u, float f, double d, long double ld,
                       const char *text, struct pair p, enum color color, int array[], _Bool flag, int (*f_p)(const char *)) {
    await async_sleep(0);
    printf("%c %d %d %ld %lld %d %.1f %.1f %.1Lf %s %d %d %d %d %d\n", c, s, i, l, ll, u, (double)f, d, ld, text, p.a, p.b,
           color, array[1], flag);
    i++, p.b = 100, text = "changed", array = &array[1], c++;
    await async_sleep(0);
    printf("%d %d %s %d %c\n", i, p.b, text, array[0], c);
    f_p("function");
}

async int main(void) {
    int array[] = { 1, 2, 3 };
    await many('c', -2, 3, 4L, 5LL, 200, 1.5f, 2.5, 3.5L, "text", (struct pair){ 6, 7 }, GREEN, array, 1, puts);
    return 0;
}

// expect: c -2 3 4 5 200 1.5 2.5 3.5 text 6 7 1 2 1
// expect: 4 100 changed 2 d
// expect: function
