import asyncio
from virtual_time import run, say


async def fail(n):
    await asyncio.sleep(n)
    raise ValueError(f"error {n}")


async def work(how):
    try:
        try:
            if how != 3:
                await fail(1)
        except Exception as e:
            say(f"caught {e}")
            if how == 1:
                await fail(2)
            if how == 2:
                raise
        finally:
            say("finally")
            if how == 4:
                return 4
            if how == 5:
                await fail(3)
            await asyncio.sleep(1)
        say("after")
    finally:
        say("outer finally")
    return how


async def main():
    for how in range(6):
        try:
            say(f"-> {await work(how)}")
        except ValueError as e:
            say(f"-> {e}")


run(main())
