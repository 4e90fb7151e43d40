// A chat server with names and rooms, for `nc`: the first line is your name, "/join room" goes to a room, "/who" lists who is there, "/quit" leaves.
// With a port as its argument it serves until Ctrl-C. Without, two people of its own talk.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person {
    struct person *next;
    async_stream *stream;
    char name[32], room[32];
};

static struct person *people;

static struct person *find(const char *name) {
    struct person *p = people;
    while (p && strcmp(p->name, name)) p = p->next;
    return p;
}

// A line to all in a room. Nobody waits for a slow reader: what one does not take is kept for it, up to a limit.
static void say(const char *room, const char *line) {
    for (struct person *p = people, *next; p; p = next) {
        next = p->next;
        if (strcmp(p->room, room)) continue;
        if (async_stream_unsent(p->stream) < 1 << 20) async_stream_printf(p->stream, "%s\n", line);
    }
}

static void announce(struct person *p, const char *what) {
    char line[128];
    snprintf(line, sizeof line, "* %s has %s %s", p->name, what, p->room);
    say(p->room, line);
}

static void leave(struct person *p) {
    struct person **at = &people;
    while (*at != p) at = &(*at)->next;
    *at = p->next;
    announce(p, "left");
}

static void list(struct person *asking) {
    async_stream_printf(asking->stream, "in %s:", asking->room);
    for (struct person *p = people; p; p = p->next)
        if (!strcmp(p->room, asking->room)) async_stream_printf(asking->stream, " %s", p->name);
    async_stream_put(asking->stream, "\n", 1);
}

async void chat(async_stream *s, void *data) {
    (void)data;
    struct person me = { .stream = s, .room = "lobby" };
    async_stream_set_limit(s, 1000);
    await async_stream_write(s, "your name?\n", 11);
    for (;;) {
        char *name = await async_stream_readline(s);
        if (!name) return;
        snprintf(me.name, sizeof me.name, "%s", name);
        if (*me.name && !find(me.name)) break;
        await async_stream_write(s, "another name, please\n", 21);
    }
    me.next = people;
    people = &me;
    defer leave(&me);
    announce(&me, "joined");
    async_for (char *line, async_stream_lines(s)) {
        if (!strncmp(line, "/join ", 6)) {
            char room[sizeof me.room];
            snprintf(room, sizeof room, "%s", line + 6);
            announce(&me, "left");
            strcpy(me.room, room);
            announce(&me, "joined");
        } else if (!strcmp(line, "/who")) {
            list(&me);
        } else if (!strcmp(line, "/quit")) {
            break;
        } else {
            char text[1100];
            snprintf(text, sizeof text, "%s: %s", me.name, line);
            say(me.room, text);
        }
        await async_stream_drain(s);
    }
}

// A person who reads until a line comes, and shows what she reads.
static async void until(const char *who, async_stream *s, const char *last) {
    async_for (char *line, async_stream_lines(s)) {
        printf("%-5s| %s\n", who, line);
        if (!strcmp(line, last)) break;
    }
}

async void demonstrate(async_server *server) {
    int port = async_server_port(server);
    async_with (async_timeout(10))
    async_with (async_stream *ada, async_connection("127.0.0.1", port))
    async_with (async_stream *bob, async_connection("127.0.0.1", port)) {
        async_stream_printf(ada, "ada\n");
        await until("ada", ada, "* ada has joined lobby");
        async_stream_printf(bob, "ada\nbob\n");
        await until("bob", bob, "* bob has joined lobby");
        await until("ada", ada, "* bob has joined lobby");
        async_stream_printf(ada, "hello, bob\n/join kitchen\n/who\n");
        await until("bob", bob, "* ada has left lobby");
        await until("ada", ada, "in kitchen: ada");
        async_stream_printf(bob, "/quit\n");
        await until("bob", bob, "");
    }
    async_server_stop(server);
}

async int main(int argc, char **argv) {
    async_with (async_server *server, async_listening(argc > 1 ? NULL : "127.0.0.1", argc > 1 ? atoi(argv[1]) : 0, NULL)) {
        if (argc > 1) {
            printf("listening on port %d\n", async_server_port(server));
            fflush(stdout);
            await async_serve(server, chat, NULL);
        } else {
            await async_gather(async_serve(server, chat, NULL), demonstrate(server));
        }
    }
}
// expect: ada  | your name?
// expect: ada  | * ada has joined lobby
// expect: bob  | your name?
// expect: bob  | another name, please
// expect: bob  | * bob has joined lobby
// expect: ada  | * bob has joined lobby
// expect: bob  | ada: hello, bob
// expect: bob  | * ada has left lobby
// expect: ada  | ada: hello, bob
// expect: ada  | * ada has left lobby
// expect: ada  | * ada has joined kitchen
// expect: ada  | in kitchen: ada
