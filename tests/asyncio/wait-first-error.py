import asyncio
from virtual_time import run, say


async def work(n, fail):
    await asyncio.sleep(n)
    if fail:
        raise ValueError(f"{n} failed")
    return n


async def main():
    t = [asyncio.create_task(work(*a)) for a in ((4, 0), (3, 1), (1, 0), (9, 0))]
    await asyncio.sleep(2)
    t[3].cancel()
    done, _ = await asyncio.wait(t, return_when=asyncio.FIRST_EXCEPTION)
    say(len(done))
    done, _ = await asyncio.wait(t)
    say(len(done))
    for task in t:
        try:
            say(await task)
        except asyncio.CancelledError:
            say("cancelled")
        except ValueError as e:
            say(e)


run(main())
