/* A future set from a thread of the program's own. */
#include <asyncc.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *work(void *data) {
    usleep(10000);
    async_future_set_threadsafe((async_future(int))data, 42);
    return NULL;
}

async int main(void) {
    pthread_t thread;
    async_future(int) f = async_future_new(int);
    pthread_create(&thread, NULL, work, (void *)f);
    printf("%d\n", await async_join(f));
    await async_to_thread(pthread_join(thread, NULL));
    return 0;
}
// time: real
// expect: 42
