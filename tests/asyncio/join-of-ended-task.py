import asyncio
from virtual_time import run, say


async def work(fail):
    await asyncio.sleep(0)
    if fail:
        raise ValueError("failed")
    return 5


async def other():
    say("other")
    await asyncio.sleep(0)
    say("other again")


async def main():
    good, bad = asyncio.create_task(work(0)), asyncio.create_task(work(1))
    await asyncio.sleep(1)
    o = asyncio.create_task(other())
    say(f"{await good}")
    try:
        await bad
    except ValueError as e:
        say(e)
    say("joining other")
    await o
    say("end")


run(main())
