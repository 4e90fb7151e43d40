import asyncio
from virtual_time import gather, now, run


async def download(n, three):
    async with three:
        print(f"{now():.1f} s: download {n} starts")
        await asyncio.sleep(1)


async def use(name, lock):
    print(f"{name} wants the lock")
    async with lock:
        print(f"{name} has the lock")
        await asyncio.sleep(0.1)
    print(f"{name} gave it back")


counter = 0


async def increment(lock):
    global counter
    async with lock:
        value = counter
        await asyncio.sleep(0.1)
        counter = value + 1


async def main():
    three = asyncio.Semaphore(3)
    await gather(*[download(i, three) for i in range(10)])

    lock = asyncio.Lock()
    await gather(use("A", lock), use("B", lock), use("C", lock))

    await gather(*[increment(lock) for _ in range(10)])
    print(f"counter: {counter}")


run(main())
