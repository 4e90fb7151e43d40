/* The same through pointers and fields. */
#include <asyncc.h>

typedef async int work(int n);
struct worker { work *run; };

static async int use(work *f, struct worker *w) {
    f(1);                               // error: is never awaited
    return w->run(2);                   // error: is never awaited
}

async int main(void) {
    return await use(0, 0);
}
