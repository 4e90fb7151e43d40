"""A person at a terminal: types, reads, changes the window's size, interrupts; and looks whether the terminal is afterwards what it was."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time


class Terminal:
    def __init__(self, *argv):
        self.master, self.slave = pty.openpty()
        self.resize(80, 24, None)
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        self.pid = os.fork()
        if not self.pid:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for fd in 0, 1, 2:
                os.dup2(self.slave, fd)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execv(argv[0], argv)

    def resize(self, columns, rows, pid):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, text):
        end = time.monotonic() + 30
        while text not in self.seen:
            if time.monotonic() > end or not select.select([self.master], [], [], 1)[0] and self.is_gone():
                sys.exit(f"no {text} in {self.seen}")
            self.seen += os.read(self.master, 65536)
        before, self.seen = self.seen.split(text, 1)
        return before

    def is_gone(self):
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None

    def type(self, text):
        os.write(self.master, text)

    def ends(self, status, restored=True):
        """The status as subprocess has it; and the terminal is as it was."""
        end = time.monotonic() + 30
        while not self.is_gone():
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                sys.exit(f"it does not end; {self.seen}")
            if select.select([self.master], [], [], 0.02)[0]:
                self.seen += os.read(self.master, 65536)
        actual = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if actual != status:
            sys.exit(f"status {actual}, not {status}: {self.seen}")
        if (termios.tcgetattr(self.slave) == self.before) != restored:
            sys.exit(f"the terminal is not as it was: {termios.tcgetattr(self.slave)}")
        while select.select([self.master], [], [], 0)[0]:
            self.seen += os.read(self.master, 65536)
        os.close(self.master)
        os.close(self.slave)
        return self.seen


program, counter, tree = sys.argv[1:]

t = Terminal(program, "lines")
t.type(b"one\n")
t.until(b"one\r\n'one' 80x24\r\n")
t.type(b"two\x7f\x7f\x7fthree\n")               # the terminal edits
t.until(b"'three' 80x24\r\n")
t.resize(100, 30, t.pid)
t.until(b"now 100x30\r\n")
t.type(b"\xc3\xa9 with \0 in it"[:3] + b"\nno newline\x04\x04")
t.until(b"'\xc3\xa9 ' 100x30\r\n")
t.until(b"'no newline' 100x30\r\n")
t.until(b"the end\r\n")
t.ends(0)

t = Terminal(program, "lines")                  # Ctrl-C is a signal here
t.type(b"one\n")
t.until(b"'one'")
t.type(b"\x03")
t.ends(-signal.SIGINT)


def raw(mode="keys"):
    t = Terminal(program, mode)
    t.until(b"raw\r\n")
    flags = termios.tcgetattr(t.slave)[3]
    if flags & (termios.ICANON | termios.ECHO | termios.ISIG):
        sys.exit("the terminal is not raw")
    t.type(b"a\x03")
    if t.until(b"key 97\r\n") + t.until(b"key 3\r\n"):
        sys.exit("it echoes")
    return t


for key, status in (b"q", 0), (b"e", 3), (b"c", 1), (b"x", 1):
    t = raw()
    t.type(key)
    t.ends(status)
t = raw()                                       # lines again, while it runs
t.type(b"l")
t.until(b"key 108\r\nlines\r\n")
t.type(b"a line\n\x04")
t.until(b"a line\r\n'a line'")
t.until(b"the end")
t.ends(0)
t = raw()
os.kill(t.pid, signal.SIGINT)
t.ends(-signal.SIGINT)
t = raw("stubborn")
os.kill(t.pid, signal.SIGINT)
time.sleep(0.1)
os.kill(t.pid, signal.SIGINT)                   # at once
t.ends(-signal.SIGINT)
t = raw()
os.close(os.dup(t.master))
os.kill(t.pid, signal.SIGKILL)                  # nothing can be done then
t.ends(-signal.SIGKILL, restored=False)

# The progress bar of a sample: it grows, is wiped away, and leaves the counts.
t = Terminal(counter, tree)
said = t.ends(0)
bars = re.findall(rb"\r\[(#*) *\] (\d+) of (\d+) files", said)
if not bars or any(int(done) > int(found) for _, done, found in bars) or len({len(b[0]) for b in bars}) < 1:
    sys.exit(f"no progress bar: {said}")
if not re.search(rb"\r\x1b\[K(\d+) files: \d+ lines, \d+ words, \d+ bytes\r\n$", said):
    sys.exit(f"the bar is not wiped away: {said}")
