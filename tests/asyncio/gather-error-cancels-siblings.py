import asyncio
from virtual_time import gather, run, say


async def work(n, seconds):
    try:
        await asyncio.sleep(seconds)
    finally:
        say(f"{n} leaves")
        await asyncio.sleep(n)
        say(f"{n} left")


async def fails(seconds):
    await asyncio.sleep(seconds)
    say("failing")
    raise ValueError(f"failed after {seconds:.1f}")


async def main():
    try:
        await gather(work(3, 10), fails(1), work(1, 20), fails(30))
    except ValueError as e:
        say(e)
    say("end")


run(main())
