// A scalar operand of a vector's operation stays a scalar until then: no assignment would spread it out.
#include <asyncc.h>
#include <stdio.h>

typedef unsigned vector __attribute__((vector_size(16)));

static async unsigned char pause(unsigned char x) {
    await async_sleep(0);
    return x;
}

static async vector all(vector v, unsigned char d) {
    v /= ({ await async_sleep(0); d; });
    v += await pause(3);
    v = v * d + await pause(2);
    v = (await pause(1) ? d : 7u) + v;
    v |= d, v = v << (await pause(1), d);
    vector w = v > await pause(200);
    return v + (d && await pause(d) ? w : v);
}

async int main(void) {
    vector v = await all((vector){ 4, 8, 15, 160 }, 4);
    printf("%u %u %u %u\n", v[0], v[1], v[2], v[3]);
}
// expect: 351 479 479 2911
