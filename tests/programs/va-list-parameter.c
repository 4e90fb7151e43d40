// A va_list is a parameter and a local like others: a variadic function hands its arguments on to an async one.
// expect: 1 2.5 three
// expect: 4 again 4, sum 15
// expect: first 9, then 10
#include <asyncc.h>
#include <stdarg.h>
#include <stdio.h>

struct visit { va_list *list; int n; };

async void print(const char *kinds, va_list list) {
    for (; *kinds; kinds++) {
        if (*kinds == 'i') printf("%d", va_arg(list, int));
        if (*kinds == 'd') printf("%.1f", va_arg(list, double));
        if (*kinds == 's') printf("%s", va_arg(list, const char *));
        await async_sleep(0);
        putchar(kinds[1] ? ' ' : '\n');
    }
}

async int sum(va_list list) {
    va_list copy;
    va_copy(copy, list);
    await async_sleep(0);
    int first = va_arg(list, int), again = va_arg(copy, int), total = first;
    for (int n; (n = va_arg(list, int)); total += n) await async_sleep(0);
    va_end(copy);
    printf("%d again %d, ", first, again);
    return total;
}

async int through_pointer(struct visit *v) {
    va_list *list = v->list;
    await async_sleep(0);
    v->n = va_arg(*list, int);
    return v->n;
}

async int next(va_list *list) {
    return va_arg(*list, int) + 0 * await through_pointer(&(struct visit){ list, 0 });
}

void start(const char *kinds, ...) {
    va_list list;
    va_start(list, kinds);
    print(kinds, list);
    va_end(list);
}

int add(int count, ...) {
    va_list list;
    va_start(list, count);
    int total = sum(list);
    va_end(list);
    return total;
}

void step(int unused, ...) {
    va_list list;
    va_start(list, unused);
    int first = next(&list), then = unused ? 0 : first + 1;
    printf("first %d, then %d\n", first, then);
    va_end(list);
}

int main(void) {
    start("ids", 1, 2.5, "three");
    printf("sum %d\n", add(0, 4, 5, 6, 0));
    step(0, 9, 10);
}
