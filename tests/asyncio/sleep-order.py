import asyncio
from virtual_time import run, say


async def sleeper(n, seconds):
    await asyncio.sleep(seconds)
    say(f"{n} after {seconds:.1f}")


async def main():
    await asyncio.gather(sleeper(1, 0.3), sleeper(2, 0.1), sleeper(3, 0.2), sleeper(4, 0.1), sleeper(5, 0.3), sleeper(6, 0))
    await asyncio.sleep(-5)
    say("end")


run(main())
