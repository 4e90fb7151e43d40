/* terminal.c: a terminal that the program has made raw.
 *
 * It outlives the program, and so would its mode.  It is put back when its stream is closed, and, when the program ends with the stream open, by
 * exit or by the second SIGINT: hence one for the process, found without a loop.  `before` is written while `raw_fd` is -1 only.
 */
#include "internal.h"
#include "terminal.h"
#include <errno.h>
#include <stdlib.h>
#include <termios.h>

static struct termios before;
static int raw_fd = -1;

void asyncc__terminal_restore(int fd) {
    int raw = __atomic_load_n(&raw_fd, __ATOMIC_ACQUIRE);
    if (raw < 0 || (fd >= 0 && fd != raw)) return;
    tcsetattr(raw, TCSANOW, &before);
    __atomic_store_n(&raw_fd, -1, __ATOMIC_RELEASE);
}

static void restore_any(void) { asyncc__terminal_restore(-1); }

int asyncc__terminal_make_raw(int fd) {
    static int is_registered;
    struct termios mode;
    int raw = __atomic_load_n(&raw_fd, __ATOMIC_ACQUIRE);
    if (raw >= 0) return raw == fd ? 0 : UV_EBUSY;
    if (tcgetattr(fd, &mode)) return -errno;
    if (!__atomic_exchange_n(&is_registered, 1, __ATOMIC_RELAXED)) atexit(restore_any);
    before = mode;
    cfmakeraw(&mode);
    mode.c_oflag |= OPOST;              /* "\n" still begins a line */
    __atomic_store_n(&raw_fd, fd, __ATOMIC_RELEASE);
    if (!tcsetattr(fd, TCSADRAIN, &mode)) return 0;
    int status = -errno;
    __atomic_store_n(&raw_fd, -1, __ATOMIC_RELEASE);
    return status;
}
