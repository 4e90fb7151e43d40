import asyncio
from contextlib import aclosing, asynccontextmanager
from virtual_time import run, say


@asynccontextmanager
async def held(n):
    say(f"enter {n}")
    try:
        yield n
    finally:
        await asyncio.sleep(1)
        say(f"leave {n}")


async def numbers(lock):
    async with held(1) as a:
        async with lock:
            async with asyncio.timeout(100):
                yield a
        say("never")
    say("never")
    yield 2


async def main():
    lock = asyncio.Lock()
    async with aclosing(numbers(lock)) as g:
        async for x in g:
            say(x)
            break
    say(f"locked {lock.locked():d}")
    try:
        async with aclosing(numbers(lock)) as g:
            async for x in g:
                raise ValueError(f"from {x}")
    except ValueError:
        say("caught")
    say(f"locked {lock.locked():d}")


run(main())
