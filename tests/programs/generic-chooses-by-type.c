/* _Generic with awaits in its associations chooses by the type of its operand, however that is spelled: qualified pointers, typedefs,
 * arrays, records, reordered specifiers, enumerations, through macros. */
#include <asyncc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct { int x; } point;
struct node { int value; };
enum color { RED };
typedef const char *string;
typedef int (*function)(int);

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static int plain(int x) { return x; }
static async const char *name(const char *s) { await async_sleep(0); return s; }

#define KIND(x) _Generic((x), \
    char: await later(1), signed char: await later(2), unsigned char: await later(3), short int: await later(4), int unsigned: await later(5), \
    long long int: await later(6), long unsigned int: await later(7), float: await later(8), long double: await later(9), \
    char *: await later(10), char const *: await later(11), const void *: await later(12), int *const *: await later(13), \
    point: await later(14), struct node *: await later(15), const struct node *: await later(16), function: await later(17), \
    _Bool: await later(18), default: await later(19))

async int main(void) {
    const char *const s = "s";
    char array[4] = "abc", *const mutable = array;
    const struct node n = { 1 }, *pn = &n;
    int i = 0, *const p = &i;
    const point pt = { 1 };
    volatile float f = 1;
    unsigned char byte = 1;
    printf("%d %d %d %d\n", KIND(s), KIND(array), KIND(mutable), KIND((string)"x"));
    printf("%d %d %d %d\n", KIND(pt), KIND(pn), KIND((struct node *)pn), KIND(&p));
    printf("%d %d %d %d\n", KIND(f), KIND(1.0L), KIND(1.0), KIND((size_t)1));
    printf("%d %d %d %d\n", KIND(byte), KIND((int8_t)1), KIND('c'), KIND((char)'c'));
    printf("%d %d %d %d\n", KIND(plain), KIND((const void *)0), KIND((_Bool)1), KIND(RED));
    printf("%d %d %d\n", KIND((int64_t)1 + 0ll), KIND(2u), KIND((short)2));
    typedef struct { char c; } own;
    own o = { 'o' }, *po = &o;
    printf("%d %d\n", _Generic(o, own: await later(1), default: await later(2)), _Generic(po, int: 0, own *: await later(3), default: await later(4)));
    const char *t = "t";
    printf("%d\n", _Generic(t, int: 0, default: await later(3)) + _Generic(i, default: 5, int: await later(i)));
    printf("%s\n", _Generic(&t, const char **: await name("right"), char **: "wrong", default: 0));
    return 0;
}
// oracle: erase
