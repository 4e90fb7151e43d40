import asyncio
from python_3_13 import timeout
from virtual_time import run, say


async def work(seconds):
    await asyncio.sleep(seconds)
    say(f"{seconds} ends")
    return seconds


async def main():
    t = [asyncio.create_task(work(seconds)) for seconds in (3, 1, 2)]
    for x in asyncio.as_completed(t):
        say(f"first: {await x}")
        break
    try:
        for x in asyncio.as_completed(t[1:] + t[:1], timeout=1.5):
            say(f"next: {await x}")
    except TimeoutError:
        say("out of time")
    for one in t[1:] + t[:1]:           # one by one: of several that have ended CPython does not say which comes first
        for x in asyncio.as_completed([one], timeout=100):
            say(f"last: {await x}")


run(main())
