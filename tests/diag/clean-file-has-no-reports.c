/* Code close to what is refused, all of it right: nothing is reported. */
#include <asyncc.h>
#include <stdio.h>
#include <unistd.h>

struct pair { int a, b; };

static async struct pair make(int n) {
    await async_sleep(n);
    return (struct pair){ n, n };
}

static void plain(void) {
    sleep(0);
}

async int main(int argc, char **argv) {
    (void)argv;
    int x = (await make(1)).a + (int)sizeof(make(2).b);
    async_task(struct pair) t = async_spawn(make(3));
    for (int i = 0; i < argc; i++) {
        defer {
            for (;;) {
                if (i) break;
                switch (i) { case 0: break; }
                break;
            }
        }
        if (i == 3) break;
    }
    if (argc > 5) goto end;
    {
        defer puts("in a block of its own");
    }
    await async_to_thread(plain());
    x += (await async_join(t)).b;
end:
    return x;
}
