// One session of a line protocol: a sequence of steps, a switch on what was read, something to be released however it ends.
// session.hand.c is the same as a state machine by hand.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

async int read_line(int peer, char *line, size_t size);
async void write_text(int peer, const char *text);
async int lookup(const char *name);
async void audit(int user, int what);
void release(char *line);

async int session(int peer) {
    char *line = malloc(512);
    if (!line) throw(UV_ENOMEM, "no memory for a line");
    defer release(line);
    int user = 0, commands = 0;
    await write_text(peer, "hello\n");
    while (await read_line(peer, line, 512) > 0) {
        commands++;
        switch (line[0]) {
        case 'u':
            user = await lookup(line + 1);
            await write_text(peer, user ? "welcome\n" : "unknown\n");
            break;
        case 'a':
            if (!user) {
                await write_text(peer, "who are you?\n");
                break;
            }
            await audit(user, line[1]);
            /* fall through */
        case 'n':
            await write_text(peer, "ok\n");
            break;
        case 'q':
            await write_text(peer, "bye\n");
            return commands;
        default:
            throw(UV_EPROTO, "command '%c' is not known", line[0]);
        }
    }
    return commands;
}
