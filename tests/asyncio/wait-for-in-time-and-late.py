import asyncio
from virtual_time import run, say, wait_for


async def work(seconds):
    try:
        await asyncio.sleep(seconds)
        if seconds == 1:
            raise ValueError("own error")
        return int(seconds * 10)
    finally:
        say("cleanup")
        await asyncio.sleep(0.5)


async def main():
    for seconds in 0.5, 1, 3:
        try:
            say(f"result {await wait_for(work(seconds), 2)}")
        except TimeoutError:
            say("timeout")
        except ValueError as e:
            say(e)


run(main())
