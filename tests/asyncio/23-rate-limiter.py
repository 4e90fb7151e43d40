import asyncio
import collections
from virtual_time import gather, now, run, wait_for


class Limiter:
    """A token bucket, as one writes it with asyncio, which has none."""

    def __init__(self, per_second, burst):
        self.rate, self.burst, self.tokens = per_second, burst, burst
        self.waiting = collections.deque()
        self.at = now()
        self.timer = None

    def fill(self):
        self.tokens = min(self.burst, self.tokens + (now() - self.at) * self.rate)
        self.at = now()

    def serve(self):
        self.timer = None
        self.fill()
        while self.waiting and self.tokens >= 1 - 1e-9:
            waiter = self.waiting.popleft()
            if not waiter.done():
                self.tokens -= 1
                waiter.set_result(None)
        if self.waiting:
            self.timer = asyncio.get_running_loop().call_later((1 - self.tokens) / self.rate, self.serve)

    async def acquire(self):
        self.fill()
        if not self.waiting and self.tokens >= 1:
            self.tokens -= 1
            return
        waiter = asyncio.get_running_loop().create_future()
        self.waiting.append(waiter)
        if not self.timer:
            self.serve()
        await waiter


async def request(n, limiter):
    await limiter.acquire()
    print(f"{now():.1f} s: request {n}")


async def patient(n, seconds, limiter):
    try:
        await wait_for(request(n, limiter), seconds)
    except TimeoutError:
        print(f"{now():.1f} s: request {n} gives up")


async def main():
    limiter = Limiter(2, 4)
    await gather(*[request(i + 1, limiter) for i in range(8)])
    await gather(request(9, limiter), patient(10, 0.75, limiter), request(11, limiter))
    await asyncio.sleep(10)
    await gather(*[request(i + 12, limiter) for i in range(6)])


run(main())
