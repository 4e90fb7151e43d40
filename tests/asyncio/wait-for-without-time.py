import asyncio
from virtual_time import run, say, wait_for


async def work(n):
    say(f"begin {n}")
    if n == 1:
        return 1
    await asyncio.sleep(1)
    say(f"end {n}")
    return n


async def main():
    for n in 1, 2:
        try:
            say(f"result {await wait_for(work(n), 0 if n == 1 else -1)}")
        except TimeoutError:
            say("timeout")


run(main())
