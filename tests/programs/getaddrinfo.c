// Addresses are found on a thread of libuv's; a failure is thrown; cancelled, the task goes on at once and nothing is lost.
// time: real
// every point
#include <arpa/inet.h>
#include <asyncc.h>
#include <netdb.h>
#include <stdio.h>

static async void look(const char *host, const char *service) {
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST };
    struct addrinfo *list = await async_getaddrinfo(host, service, &hints);
    defer freeaddrinfo(list);
    char text[INET_ADDRSTRLEN];
    struct sockaddr_in *address = (struct sockaddr_in *)list->ai_addr;
    printf("%s:%d\n", inet_ntop(AF_INET, &address->sin_addr, text, sizeof text), ntohs(address->sin_port));
}

async int main(void) {
    await look("127.0.0.1", "80");
    int status = await async_try(look("no such host", "80"));
    printf("%s\n", async_error_name(status));
    try {
        await look("no such host", "80");
    } catch (e) {
        puts(e->message);
    }
    async_task(void) t = async_spawn(look("127.0.0.1", "81"));
    await async_sleep(0);
    async_cancel(t);                    // libuv may have begun: its result is dropped
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        puts("cancelled");
    }
    await async_wait_for(look("127.0.0.1", "82"), 10);
    await async_gather(look("127.0.0.1", "83"));
}
// expect: 127.0.0.1:80
// expect: UV_EAI_NONAME
// expect: name 'no such host': unknown node or service
// expect: cancelled
// expect: 127.0.0.1:82
// expect: 127.0.0.1:83
