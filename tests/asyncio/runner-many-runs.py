import asyncio
from virtual_time import VirtualTimeLoop, say


async def background():
    try:
        for i in range(100):
            await asyncio.sleep(1)
            say(f"tick {i}")
    except asyncio.CancelledError:
        await asyncio.sleep(0.5)
        say("background left")
        raise


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        say("numbers closed")


async def first():
    global kept, iterator
    kept = asyncio.create_task(background())
    iterator = numbers()
    say(f"first {await anext(iterator)}")
    await asyncio.sleep(1.5)
    return 1


async def second():
    await asyncio.sleep(1)
    say("second")
    raise ValueError("no luck")


async def third():
    await asyncio.sleep(0)
    return 3


def done():
    print("closed")


with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
    print(runner.run(first()))
    try:
        runner.run(second())
    except ValueError as e:
        print(e)
    print(runner.run(third()))
done()
