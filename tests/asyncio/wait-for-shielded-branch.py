import asyncio
from virtual_time import run, say, wait_for


finished = False


async def work():
    global finished
    await asyncio.sleep(3)
    finished = True
    say("work ends")
    return 4


async def shielded():
    return await asyncio.shield(work())


async def main():
    try:
        await wait_for(shielded(), 1)
    except TimeoutError:
        say(f"timed out, finished {finished:d}")
    await asyncio.sleep(5)
    say(f"finished {finished:d}")
    say(f"in time: {await wait_for(shielded(), None)}")


run(main())
