import asyncio
from virtual_time import run, say


async def numbers(how):
    try:
        yield 1
        yield 2
    finally:
        say(f"cleanup {how}")
        await asyncio.sleep(1)
        if how == 1:
            raise ValueError("cleanup fails")
        if how == 2:
            yield 3
        say(f"closed {how}")


async def close(it):
    try:
        await it.aclose()
        say("closed without error")
    except ValueError as e:
        say(f"close throws {e}")
    except RuntimeError:
        say("close is ignored")


async def main():
    for how in range(3):
        it = numbers(how)
        say(f"next {await anext(it, 0)}")
        await close(it)
    await close(numbers(3))
    it = numbers(4)
    while await anext(it, 0):
        say("next")
    await close(it)


run(main())
