import asyncio
from python_3_13 import timeout
from virtual_time import run, say


class Err(Exception):
    pass


async def work(seconds, code):
    await asyncio.sleep(seconds)
    if code:
        raise Err(code)
    return seconds


async def wait(t, when, timeout=None):
    done, _ = await asyncio.wait(t, return_when=when, timeout=timeout)
    say(len(done))


async def main():
    t = [asyncio.create_task(work(*x)) for x in ((1, 0), (1, 0), (1, 7), (3, 0))]
    await wait(t, "FIRST_COMPLETED")
    await wait(t[:3], "ALL_COMPLETED")
    await wait(t, "FIRST_EXCEPTION")
    await wait(t, "ALL_COMPLETED", 0)
    await wait(t, "ALL_COMPLETED", 1)
    await wait(t, "ALL_COMPLETED", 10)
    say(f"code {t[2].exception()}")


run(main())
