// oracle: erase
// expect: 3 4
// What stands in the place of something in parentheses does not run into the word in front of it, or behind it.
#include <asyncc.h>
#include <stdio.h>

async int later(int n) {
    await async_sleep(0);
    return(n);
}

async int inside(int n) {
    int more = n;
    if(n == 1) { return({ await async_sleep(0); (more + 2); }); }
    else return({ int v = await later(n); v; });
}

async int choose(int n) {
    switch(await later(n)) { case(4): return(await later(n)); default: break; }
    do(n)--; while(await later(n) > 4);
    for(int i = await later(0); i < 1; i++)if(({ await async_sleep(0); n; }))return(({ await async_sleep(0); n; }));
    return(sizeof(n));
}

async int main(void) { printf("%d %d\n", await inside(1), await choose(9)); }
