"""An asyncio event loop whose clock jumps: whenever nothing is ready and only timers are left, it goes on to the next
one at once.  Programs full of sleeps run in no time, and always the same way.

    from virtual_time import run, now, say
    run(main())             as asyncio.run, on virtual time
    now()                   seconds since the start of the run
    say("x")                prints "  1.5 x": the time and the text

Also the few things that asyncc has and CPython 3.11 does not: gather() that ends its branches, wait_for() as of CPython 3.12.
"""

import asyncio
import heapq
import itertools
import selectors


class JumpingSelector(selectors.DefaultSelector):
    """Waits for events only while a thread may still report one, or anything is open; otherwise the time that select should take is added to
    the clock."""

    loop: "VirtualTimeLoop"

    def select(self, timeout=None):
        if self.loop.jobs or self.loop.shutting_down:
            return super().select(None if timeout is None or timeout > 0 else 0)
        if len(self.get_map()) > 1:     # more than the loop's own: time goes on as it does for the others
            events = super().select(timeout)
            if not events and timeout:
                self.loop.clock = self.loop.next_timer()
            return events
        events = super().select(0)
        if not events and timeout is None:
            raise RuntimeError("deadlock")
        if not events and timeout > 0:
            self.loop.clock = self.loop.next_timer()
        return events


class OrderedTimer(asyncio.TimerHandle):
    __slots__ = ["turn"]
    turns = itertools.count()

    def __init__(self, *args):
        super().__init__(*args)
        self.turn = next(OrderedTimer.turns)

    def __lt__(self, other):
        return (self._when, self.turn) < (other._when, other.turn)


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.clock = 0.0
        self.jobs = 0
        self.shutting_down = False
        selector = JumpingSelector()
        selector.loop = self
        super().__init__(selector)
        self._clock_resolution = 1e-9   # timers within it of each other run in one step

    def time(self):
        return self.clock

    def call_at(self, when, callback, *args, context=None):
        """Timers of equal time run in the order in which they were set; CPython's heap promises no order."""
        self._check_closed()
        timer = OrderedTimer(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def next_timer(self):
        return self._scheduled[0].when()

    def run_in_executor(self, executor, function, *args):
        future = super().run_in_executor(executor, function, *args)
        self.jobs += 1
        future.add_done_callback(lambda _: self.done())
        return future

    def done(self):
        self.jobs -= 1

    async def shutdown_default_executor(self, *args):
        self.shutting_down = True       # joins its threads from a thread of its own
        await super().shutdown_default_executor(*args)


def run(coroutine):
    """Runs it; an error that leaves it ends the program with status 1, like asyncc's main."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(coroutine)


def now():
    return asyncio.get_running_loop().time()


def say(text):
    print(f"{now():5.1f} {text}", flush=True)


async def wait_for(coroutine, seconds, timeout=asyncio.timeout):
    """asyncio.wait_for as of CPython 3.12: in the same task, but for a limit that has passed already."""
    if seconds is not None and seconds <= 0:
        task = asyncio.ensure_future(coroutine)
        task.cancel()
        await asyncio.wait([task])
        try:
            return task.result()
        except asyncio.CancelledError as error:
            raise TimeoutError from error
    async with timeout(seconds):
        return await coroutine


class Gathering(asyncio.Future):
    """What the waiter of a gather awaits: done when all branches have ended and told so."""

    def start(self, tasks):
        self.tasks, self.left = tasks, len(tasks)
        self.failure = None
        self.is_cancelled = self.is_late = False    # the waiter was cancelled; after the first error
        for task in tasks:
            task.add_done_callback(self.on_end)

    def cancel_all(self, message=None):
        return any([task.cancel(message) for task in self.tasks])

    def cancel(self, msg=None):
        if self.done() or not self.cancel_all(msg):
            return False
        self.is_late = self.is_late or self.failure is not None
        self.is_cancelled = True
        return True

    def on_end(self, task):
        self.left -= 1
        error = task._make_cancelled_error() if task.cancelled() else task.exception()
        if error and not self.failure:
            self.failure = error
            if not self.is_cancelled:
                self.cancel_all()
        if self.left or self.done():
            return
        if self.is_cancelled and (self.is_late or not self.failure):
            self.set_exception(error if task.cancelled() else asyncio.CancelledError())
        elif self.failure:
            self.set_exception(self.failure)
        else:
            self.set_result([t.result() for t in self.tasks])


async def gather(*coroutines):
    """asyncio.gather, but structured: when one branch fails or is cancelled the others are cancelled, in order, and awaited, and
    only then is the error thrown; so too when the waiter is cancelled."""
    if not coroutines:
        return []
    waiting = Gathering()
    waiting.start([asyncio.ensure_future(c) for c in coroutines])
    return await waiting
