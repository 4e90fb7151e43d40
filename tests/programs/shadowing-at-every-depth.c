/* One name for everything: file scope, parameter, local, static, loop variable, typedef, enumerator, tag, label, member, function,
 * statement expression; the outer ones are live across awaits inside of the inner ones. */
#include <asyncc.h>
#include <stdio.h>

static int n = 1;
static int f(int n) { return n + 1; }

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int deep(int n) {
    int sum = n;
    {
        int n = sum + await later(10);
        sum += n;
        {
            static int n = 100;
            n += await later(1);
            sum += n;
            for (int n = 0; n < 2; n++) {
                sum += await later(n);
                for (char n = 'a'; n < 'c'; n++) {
                    sum += await later(n);
                    {
                        struct n { int n; } n = { await later(3) };
                        sum += await later(n.n) + (int)sizeof(struct n);
                        goto n;
                    }
                n:;
                }
                sum += n;
            }
            sum += n;
        }
        {
            extern int f(int);
            sum += f(await later(n));
        }
        sum += n;
    }
    return sum + await later(n);
}

static async int by_typedef(int T) {
    int outer = await later(T);
    {
        typedef short T;
        T x = (T)await later(70000);
        outer += x;
        await later(0);
        outer += (int)sizeof(T);
        {
            T T = 4;
            outer += await later(T);
            outer += T;
        }
    }
    await later(0);
    return outer + T;
}

static async int by_enumerator(int one, int two) {
    int three = 30, sum = 0;
    {
        enum { one = 1, two, three };
        sum += one + await later(two) * 10 + three * 100;
        await later(0);
        sum += one;
    }
    return sum + await later(one) + two + three;
}

static async int by_function(int later_) {
    int (*f)(int) = NULL;
    {
        extern int f(int);
        later_ += f(await later(later_));
    }
    await later(0);
    return later_ + (f == NULL);
}

static async int in_expressions(int x) {
    int y = ({ int x = await later(2); ({ int x = await later(3); x * 10; }) + x; });
    await later(0);
    return x + y + ({ int y = x; x = await later(100); y + x; });
}

int f(int n);

async int main(void) {
    printf("%d %d\n", await deep(5), n);
    printf("%d\n", await by_typedef(7));
    printf("%d\n", await by_enumerator(1000, 2000));
    printf("%d\n", await by_function(3));
    printf("%d\n", await in_expressions(1));
    return 0;
}
// flags: -Wno-shadow
// oracle: erase
