/* For main.c: not translated. */
#include "shared.h"

int from_plain(int x) {
    int y = doubled(x);
    report("blocking", y);
    return y + 1;
}
