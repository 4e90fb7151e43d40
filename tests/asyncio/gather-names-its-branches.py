import asyncio
from virtual_time import run, say, gather

kept = other = None


async def named(n):
    say(f"{n} is {asyncio.current_task().get_name()} of {len(asyncio.all_tasks())}")
    await asyncio.sleep(n % 3)
    return n


async def silent(n):
    await asyncio.sleep(0)
    if n < 0:
        say(f"{n}: {asyncio.current_task().get_name()}")
    return n


async def keeps(n):
    global kept
    kept = asyncio.current_task()
    await asyncio.sleep(n)
    if n > 2:
        raise OSError("no")
    return n


async def renamed(n):
    asyncio.current_task().set_name("other")
    await asyncio.sleep(1)
    return n


def starts(n):
    global other
    other = asyncio.create_task(named(n))
    return n + 1


async def main():
    global kept
    await gather(named(1), named(2), named(3))
    await asyncio.create_task(named(4))
    say("arguments that start tasks")
    await gather(named(starts(5)), named(7))
    await other
    await gather(named(5), named(starts(6)), other)
    t = asyncio.create_task(silent(1))
    await asyncio.sleep(1)
    await gather(t, named(starts(6)))
    await other
    say("a task that was there, and branches")
    t = asyncio.create_task(named(8))
    await gather(t, named(9), renamed(10))
    await gather(asyncio.create_task(named(11)), asyncio.create_task(named(12)))
    say("large ones")
    await gather(named(1), named(2), named(3))
    await gather(named(1), asyncio.create_task(named(3)), named(2))
    say("of many")
    many = await gather(*[silent(-1 if i == 2999 else i) for i in range(3000)])
    say(f"{many[2998]} {many[2999]}")
    await asyncio.create_task(named(13))
    say("kept")
    for n in range(4):
        try:
            await gather(named(14), keeps(n), named(15))
        except OSError as e:
            say(e)
        say(f"{kept.get_name()}: done {int(kept.done())}")
    await asyncio.create_task(named(16))


run(main())
