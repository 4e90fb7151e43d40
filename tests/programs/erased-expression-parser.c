/* A recursive-descent parser that awaits its characters. */
#include <asyncc.h>
#include <ctype.h>
#include <stdio.h>

struct input { const char *text; int at; };

static async int peek(struct input *in) {
    while (in->text[in->at] == ' ') in->at++;
    if (in->at % 2) await async_sleep(0);
    return in->text[in->at];
}

static async int expression(struct input *in);

static async int primary(struct input *in) {
    int c = await peek(in), value = 0;
    if (c == '(') {
        in->at++;
        value = await expression(in);
        if (await peek(in) == ')') in->at++;
    } else if (c == '-') {
        in->at++;
        value = -await primary(in);
    } else {
        while (isdigit(await peek(in))) value = value * 10 + in->text[in->at++] - '0';
    }
    return value;
}

static async int product(struct input *in) {
    int value = await primary(in);
    for (int c; (c = await peek(in)) == '*' || c == '/' || c == '%';) {
        in->at++;
        int right = await primary(in);
        switch (c) {
            case '*': value *= right; break;
            case '/': value = right ? value / right : 0; break;
            default: value = right ? value % right : 0;
        }
    }
    return value;
}

static async int expression(struct input *in) {
    int value = await product(in);
    for (;;) {
        switch (await peek(in)) {
            case '+': in->at++; value += await product(in); continue;
            case '-': in->at++; value -= await product(in); continue;
        }
        return value;
    }
}

async int main(void) {
    static const char *const list[] = { "1", "1 + 2 * 3", "(1 + 2) * 3", "-(4 - 10) * 7 % 5", "2*3*4*5 - 100 / 7 / 2", "((((9))))-8" };
    for (unsigned i = 0; i < sizeof list / sizeof *list; i++) {
        struct input in = { list[i], 0 };
        printf("%s = %d\n", list[i], await expression(&in));
    }
    return 0;
}
// oracle: erase
