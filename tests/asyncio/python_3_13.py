"""What asyncio does since CPython 3.13, for twins that run on 3.11 and 3.12 as well.

    from python_3_13 import Queue, QueueShutDown, TaskGroup, timeout

On CPython 3.13 and later these are asyncio's own classes, so that running the twins there compares the models below with the original.
What differs before: queues have no shutdown; a condition loses the notification of a waiter that is cancelled; semaphores let later
ones pass or forget to wake the next; a deadline (before 3.11.3) and a group take a foreign cancellation for their own;
the last uncancel() does not take back a request that was not delivered yet.
"""

import asyncio
import sys
from asyncio import CancelledError
from collections import deque
from heapq import heappop, heappush

IS_NEW = sys.version_info >= (3, 13)


class Task(asyncio.Task if IS_NEW else asyncio.tasks._PyTask):
    if not IS_NEW:
        def uncancel(self):
            left = super().uncancel()
            if left == 0:
                self._must_cancel = False
            return left


def task_factory(loop, coroutine, **more):
    return Task(coroutine, loop=loop, **more)


class Line:
    """Futures of those who wait, in the order in which they came."""

    def __init__(self):
        self.waiting = deque()

    async def wait(self):
        place = asyncio.get_running_loop().create_future()
        self.waiting.append(place)
        try:
            await place
        except CancelledError as error:
            error.was_served = place.done() and not place.cancelled()
            raise
        finally:
            self.waiting.remove(place)

    def wake(self, n=1):
        """Up to n; how many there were."""
        woken = 0
        for place in self.waiting:
            if woken < n and not place.done():
                place.set_result(None)
                woken += 1
        return woken

    def is_idle(self):
        return all(place.cancelled() for place in self.waiting)


class Managed:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        self.release()


class Semaphore(Managed):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("less than no permits")
        self._value = value
        self._line = Line()

    def locked(self):
        return self._value == 0 or not self._line.is_idle()

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        try:
            await self._line.wait()
        except CancelledError as error:
            if error.was_served:
                self._value += 1
            raise
        finally:
            while self._value and self._wake():
                pass
        return True

    def _wake(self):
        woken = self._line.wake()
        self._value -= woken
        return woken

    def release(self):
        self._value += 1
        self._wake()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self._value >= self._bound:
            raise ValueError("all permits are there")
        super().release()


class Condition(Managed):
    def __init__(self, lock=None):
        self._lock = lock or asyncio.Lock()
        self.acquire, self.release, self.locked = self._lock.acquire, self._lock.release, self._lock.locked
        self._line = Line()

    async def wait(self):
        if not self.locked():
            raise RuntimeError("the lock is not held")
        self.release()
        failure = None
        try:
            await self._line.wait()
        except CancelledError as error:
            failure = error
        while True:
            try:
                await self.acquire()
                break
            except CancelledError as error:
                failure = error
        if failure:
            self._line.wake()       # it may have been notified: then that is another's
            raise failure
        return True

    async def wait_for(self, predicate):
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("the lock is not held")
        self._line.wake(n)

    def notify_all(self):
        self.notify(len(self._line.waiting))


class Barrier(asyncio.Barrier):
    def __init__(self, parties):
        super().__init__(parties)
        self._cond = Condition()


class QueueShutDown(Exception):
    pass


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._items, self._unfinished, self._is_shut = deque(), 0, False
        self._getters, self._putters = deque(), deque()
        self._finished = asyncio.Event()
        self._finished.set()

    def _add(self, item):
        self._items.append(item)

    def _take(self):
        return self._items.popleft()

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self.maxsize <= len(self._items)

    @staticmethod
    def _wake(line):
        """The first that waits; those before it have been cancelled."""
        while line:
            place = line.popleft()
            if not place.done():
                place.set_result(None)
                return

    async def _until(self, line, may_not):
        while may_not():
            if self._is_shut:
                raise QueueShutDown
            place = asyncio.get_running_loop().create_future()
            line.append(place)
            try:
                await place
            except BaseException:
                place.cancel()
                if place in line:
                    line.remove(place)
                if not may_not() and not place.cancelled():
                    self._wake(line)
                raise

    async def put(self, item):
        await self._until(self._putters, self.full)
        self.put_nowait(item)

    async def get(self):
        await self._until(self._getters, self.empty)
        return self.get_nowait()

    def put_nowait(self, item):
        if self._is_shut:
            raise QueueShutDown
        if self.full():
            raise asyncio.QueueFull
        self._add(item)
        self._unfinished += 1
        self._finished.clear()
        self._wake(self._getters)

    def get_nowait(self):
        if not self._items:
            raise QueueShutDown if self._is_shut else asyncio.QueueEmpty
        item = self._take()
        self._wake(self._putters)
        return item

    def task_done(self):
        if not self._unfinished:
            raise ValueError("done more often than put")
        self._unfinished -= 1
        if not self._unfinished:
            self._finished.set()

    async def join(self):
        if self._unfinished:
            await self._finished.wait()

    def shutdown(self, immediate=False):
        self._is_shut = True
        if immediate:
            self._unfinished -= min(self._unfinished, len(self._items))
            self._items.clear()
            if not self._unfinished:
                self._finished.set()
        for line in self._getters, self._putters:
            while line:
                self._wake(line)


class LifoQueue(Queue):
    def _take(self):
        return self._items.pop()


class PriorityQueue(Queue):
    def __init__(self, maxsize=0):
        super().__init__(maxsize)
        self._items = []

    def _add(self, item):
        heappush(self._items, item)

    def _take(self):
        return heappop(self._items)


class Timeout:
    def __init__(self, when):
        self._when, self._state, self._call = when, "created", None

    def when(self):
        return self._when

    def expired(self):
        return self._state in ("expiring", "expired")

    def reschedule(self, when):
        if self._state != "entered":
            raise RuntimeError(f"cannot change a timeout that is {self._state}")
        self._when = when
        if self._call:
            self._call.cancel()
        loop = asyncio.get_running_loop()
        if when is None:
            self._call = None
        elif when <= loop.time():
            self._call = loop.call_soon(self._expire)
        else:
            self._call = loop.call_at(when, self._expire)

    def _expire(self):
        self._task.cancel()
        self._state, self._call = "expiring", None

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("entered before")
        self._state, self._task = "entered", asyncio.current_task()
        self._cancelling = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, _):
        if self._call:
            self._call.cancel()
        if self._state == "entered":
            self._state = "exited"
        elif self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and isinstance(error, CancelledError):
                raise TimeoutError from error


def timeout(delay):
    return Timeout(None if delay is None else asyncio.get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)


class OrderedTaskGroup:
    """asyncio.TaskGroup, its members in the order of their start, where CPython's are a set."""

    def __init__(self):
        self._members, self._errors = {}, []
        self._exiting = self._aborting = self._asked_parent = False
        self._all_ended = None

    async def __aenter__(self):
        self._loop, self._parent = asyncio.get_running_loop(), asyncio.current_task()
        self._cancelling = self._parent.cancelling()
        return self

    async def __aexit__(self, kind, error, _):
        self._exiting = True
        passes_on = error if isinstance(error, CancelledError) else None
        if error is not None and not self._aborting:
            self._abort()
        while self._members:
            if self._all_ended is None:
                self._all_ended = self._loop.create_future()
            try:
                await self._all_ended
            except CancelledError as cancellation:
                if not self._aborting:
                    passes_on = cancellation
                    self._abort()
            self._all_ended = None
        if self._asked_parent and self._is_own_request(self._parent.uncancel()):
            passes_on = None
        if passes_on is not None and not self._errors:
            raise passes_on
        if error is not None and not isinstance(error, CancelledError):
            self._errors.append(error)
        if self._errors:
            if self._parent.cancelling():
                self._parent.uncancel()
                self._parent.cancel()
            raise BaseExceptionGroup("unhandled errors in a task group", self._errors) from None
        return passes_on is None and isinstance(error, CancelledError)

    def cancel(self):
        """Which CPython's have not: ends the group without an error."""
        if self._exiting and not self._members:
            return
        if not self._aborting:
            self._abort()
        if not self._asked_parent:
            self._asked_parent = True
            self._parent.cancel()

    def _is_own_request(self, left):
        return left == 0

    def create_task(self, coroutine, *, name=None):
        if self._aborting or (self._exiting and not self._members):
            coroutine.close()
            raise RuntimeError("the task group is shutting down")
        task = self._loop.create_task(coroutine, name=name)
        self._members[task] = None
        task.add_done_callback(self._ended)
        return task

    def _abort(self):
        self._aborting = True
        for task in list(self._members):
            task.cancel()

    def _ended(self, task):
        del self._members[task]
        if self._all_ended and not self._members and not self._all_ended.done():
            self._all_ended.set_result(None)
        if task.cancelled() or task.exception() is None:
            return
        self._errors.append(task.exception())
        if not self._aborting and not self._asked_parent:
            self._abort()
            self._asked_parent = True
            self._parent.cancel()


TaskGroup = OrderedTaskGroup

if IS_NEW:
    from asyncio import (Barrier, BoundedSemaphore, Condition, LifoQueue, PriorityQueue, Queue, QueueShutDown, Semaphore, TaskGroup,  # noqa: F811
                         Timeout, timeout, timeout_at)

__all__ = ["Barrier", "BoundedSemaphore", "Condition", "LifoQueue", "OrderedTaskGroup", "PriorityQueue", "Queue", "QueueShutDown", "Semaphore", "TaskGroup", "Task",
           "Timeout", "task_factory", "timeout", "timeout_at"]
