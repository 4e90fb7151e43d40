"""The Python side of random twins: runs a generated program as asyncio would, on virtual time, and returns its log.

What CPython leaves open is settled here, and nothing else: task groups, as_completed and the end of a run treat tasks in the order of
their start, where CPython has sets.  Of CPython 3.13 are task groups (a cancellation from outside is not lost beside errors) and
uncancel() (the last one takes back a request that was not delivered).  gather and wait_for are those of virtual_time.py.
"""

import asyncio
import errno
import signal
import sys
from asyncio import CancelledError
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "asyncio"))
from virtual_time import VirtualTimeLoop, gather, now, wait_for  # noqa: E402

ETIMEDOUT, ECANCELED, ESHUTDOWN, EINVAL, EALREADY, EAGAIN, EPIPE = -110, -125, -108, -22, -114, -11, -32

current = None          # the program that runs
unended = []            # programs with tasks that never end: kept, lest the garbage collector unwinds them into another program's loop


class Err(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Task(asyncio.tasks._PyTask):
    """Tells the run that it has ended, at once; uncancel as of CPython 3.13."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._log_destroy_pending = False
        current.tasks.append(self)

    def uncancel(self):
        left = super().uncancel()
        if left == 0:
            self._must_cancel = False
        return left

    def _Task__step(self, exc=None):
        """As ASYNCC_CANCEL_AT: a step that does not end the task is a suspension, and at one of them the task is cancelled."""
        super()._Task__step(exc)
        if not self.done():
            current.suspensions += 1
            if current.suspensions == current.cancel_at:
                self.cancel()

    def _Future__schedule_callbacks(self):
        current.ended(self)
        super()._Future__schedule_callbacks()


class Run:
    def __init__(self):
        self.log = []
        self.tasks = []
        self.leftover = set()
        self.loop = None
        self.suspensions = self.cancel_at = 0

    def say(self, id, step, value):
        self.log.append(f"{now():g} {id}.{step} {value:d}")

    def say_error(self, id, step, e):
        self.log.append(f"{now():g} {id}.{step} error {describe(e)}")

    def ended(self, task):
        if task in self.leftover:
            self.leftover.remove(task)
            if not self.leftover:
                self.loop.stop()

    def main(self, coroutine):
        task = self.loop.create_task(coroutine)
        task.add_done_callback(lambda _: self.loop.stop())
        self.loop.run_forever()
        text = "end" if not task.cancelled() and not task.exception() else describe(task.exception() if not task.cancelled() else CancelledError())
        # What is left is cancelled and unwinds; again, for what that started.
        while left := [t for t in self.tasks if not t.done()]:
            self.leftover = set(left)
            for t in left:
                t.cancel()
            self.loop.run_forever()
        self.log.append(f"main {text}")


class TooLong(BaseException):
    pass


def too_long(*_):
    raise TooLong


def run(source, cancel_at=0, name="main"):
    """The log of the program, or of what it did until its deadlock; a task is cancelled at that suspension, if there is one."""
    global current
    sys.unraisablehook = lambda *_: None
    current = r = Run()
    r.cancel_at = cancel_at
    r.loop = loop = VirtualTimeLoop()
    loop.set_task_factory(lambda loop, coroutine, **more: Task(coroutine, loop=loop, **more))
    loop.set_exception_handler(lambda *_: None)
    program = dict(NAMES, say=r.say, say_error=r.say_error)
    log = r.log
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(20)
    try:
        exec(compile(source, "twin", "exec"), program)
        try:
            r.main(program[name]())
        except RuntimeError as error:
            if error.args != ("deadlock",):
                raise
            r.log = []
            log.append("deadlock")
            unended.append(r)
    except TooLong:
        log.append("too long")
        unended.append(r)
    finally:
        signal.alarm(0)
        r.log = []
        r.leftover = set()
        try:
            loop.close()
        except RuntimeError:
            pass
    return "\n".join(log) + "\n"


# ------------------------------------------------------------- what programs call


def code(e):
    if isinstance(e, Err):
        return e.code
    if isinstance(e, CancelledError):
        return ECANCELED
    if isinstance(e, TimeoutError):
        return ETIMEDOUT
    if isinstance(e, BaseExceptionGroup):
        return code(e.exceptions[0])
    if isinstance(e, asyncio.BrokenBarrierError):
        return EPIPE
    if isinstance(e, RuntimeError):
        text = str(e)
        if "TaskGroup" in text:
            return ESHUTDOWN
        return EINVAL
    return 0        # GeneratorExit


def describe(e):
    if isinstance(e, BaseExceptionGroup):
        return f"{code(e)}[{' '.join(describe(s) for s in e.exceptions)}]"
    return str(code(e) or repr(e))


def soon(delay, function):
    loop = asyncio.get_running_loop()
    if delay is None:
        loop.call_soon(function)
    else:
        loop.call_later(delay, function)


class TaskGroup:
    """asyncio.TaskGroup as of CPython 3.13, its tasks in the order of their start, with cancel()."""

    def __init__(self):
        self.tasks = {}
        self.exiting = self.aborting = self.parent_requested = False
        self.errors = []
        self.completed = None

    async def __aenter__(self):
        self.loop = asyncio.get_running_loop()
        self.parent = asyncio.current_task()
        self.cancelling = self.parent.cancelling()
        return self

    async def __aexit__(self, et, exc, tb):
        self.exiting = True
        # The closing of a generator passes as a cancellation does; in CPython it comes out as a group of a GeneratorExit.
        propagate = exc if et is not None and issubclass(et, (CancelledError, GeneratorExit)) else None
        if et is not None and not self.aborting:
            self.abort()
        while self.tasks:
            if self.completed is None:
                self.completed = self.loop.create_future()
            try:
                await self.completed
            except CancelledError as error:
                if not self.aborting:
                    propagate = error
                    self.abort()
            self.completed = None
        if self.parent_requested and self.parent.uncancel() <= self.cancelling and not isinstance(propagate, GeneratorExit):
            propagate = None
        if propagate is not None and not self.errors:
            raise propagate
        if et is not None and not issubclass(et, (CancelledError, GeneratorExit)):
            self.errors.append(exc)
        if self.errors:
            if self.parent.cancelling():
                self.parent.uncancel()
                self.parent.cancel()
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", self.errors) from None
        return et is not None and issubclass(et, CancelledError)

    def create_task(self, coroutine):
        if self.aborting or (self.exiting and not self.tasks):
            coroutine.close()
            raise RuntimeError("TaskGroup is shutting down")
        task = self.loop.create_task(coroutine)
        self.tasks[task] = None
        task.add_done_callback(self.on_task_done)
        return task

    def abort(self):
        self.aborting = True
        for task in list(self.tasks):
            if not task.done():
                task.cancel()

    def ask_parent(self):
        if not self.parent_requested:
            self.parent_requested = True
            self.parent.cancel()

    def cancel(self):
        """Not in CPython: ends the group without an error."""
        if self.exiting and not self.tasks:
            return
        if not self.aborting:
            self.abort()
        self.ask_parent()

    def on_task_done(self, task):
        self.tasks.pop(task, None)
        if self.completed is not None and not self.tasks and not self.completed.done():
            self.completed.set_result(True)
        if task.cancelled() or task.exception() is None:
            return
        self.errors.append(task.exception())
        if not self.aborting and not self.parent_requested:
            self.abort()
            self.ask_parent()


class Condition(asyncio.Condition):
    """wait() as of CPython 3.13: a notification that reached a waiter which is cancelled goes to the next."""

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        fut = self._get_loop().create_future()
        self.release()
        try:
            try:
                self._waiters.append(fut)
                try:
                    await fut
                    return True
                finally:
                    self._waiters.remove(fut)
            finally:
                error = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as e:
                        error = e
                if error is not None:
                    try:
                        raise error
                    finally:
                        error = None
        except BaseException:
            self._notify(1)
            raise

    def _notify(self, n):
        for fut in self._waiters:
            if n <= 0:
                break
            if not fut.done():
                n -= 1
                fut.set_result(False)


async def as_completed(futures, timeout):
    """asyncio.as_completed, which yields the futures themselves; those that have ended already in the order given."""
    loop = asyncio.get_running_loop()
    done = asyncio.Queue()
    todo = dict.fromkeys(futures)
    handle = None

    def on_timeout():
        for f in todo:
            f.remove_done_callback(on_completion)
            done.put_nowait(None)
        todo.clear()

    def on_completion(f):
        if not todo:
            return
        todo.pop(f)
        done.put_nowait(f)
        if not todo and handle is not None:
            handle.cancel()

    n = len(todo)
    if todo and timeout is not None:
        handle = loop.call_later(timeout, on_timeout)
    for f in todo:
        f.add_done_callback(on_completion)
    try:
        for _ in range(n):
            f = await done.get()
            if f is None:
                raise TimeoutError
            yield f
    finally:
        if handle is not None:
            handle.cancel()
        for f in todo:
            f.remove_done_callback(on_completion)


async def settled(*coroutines):
    return await asyncio.gather(*coroutines, return_exceptions=True)


def failed(value):
    return isinstance(value, BaseException)


class Slots:
    """Futures: set once each, as in C, where setting takes the setter's reference."""

    def __init__(self, n):
        self.futures = [None] * n
        self.is_set = [False] * n

    def get(self, k):
        if self.futures[k] is None:
            self.futures[k] = asyncio.get_running_loop().create_future()
        return self.futures[k]

    def set(self, k, value, error=None):
        f = self.get(k)
        if self.is_set[k]:
            return EALREADY
        self.is_set[k] = True
        if f.done():
            return ECANCELED
        if error is not None:
            f.set_exception(error)
            f.exception()
        else:
            f.set_result(value)
        return 0


NAMES = {name: value for name, value in globals().items() if not name.startswith("_")}
