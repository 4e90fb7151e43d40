import asyncio
from contextlib import aclosing
from virtual_time import now, run


class AsyncRange:
    def __init__(self, start, end):
        self.next, self.end = start, end

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.next >= self.end:
            raise StopAsyncIteration
        await asyncio.sleep(0.1)
        value = self.next
        self.next += 1
        return value


async def async_range(start, end):
    for i in range(start, end):
        await asyncio.sleep(0.1)
        yield i


async def fetch_pages(count):
    try:
        for i in range(1, count + 1):
            await asyncio.sleep(0.5)
            yield i, ["apple", "pear"]
    finally:
        print("connection closed")


async def main():
    async for x in AsyncRange(0, 3):
        print(f"object: {x}")

    async for x in async_range(0, 3):
        print(f"generator: {x}")

    async with aclosing(fetch_pages(100)) as pages:
        async for number, items in pages:
            print(f"page {number}: {', '.join(items)}")
            if number == 2:
                break
    print(f"{now():.1f} s")


run(main())
