import asyncio
from virtual_time import run, say, wait_for


async def work(fail):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        say("caught")
        if fail:
            raise ValueError("while being cancelled")
    return 5


async def main():
    for fail in range(2):
        try:
            say(f"result {await wait_for(work(fail), 1)}")
        except TimeoutError:
            say("timeout")
        except ValueError as e:
            say(e)
    await asyncio.sleep(1)
    say("end")


run(main())
