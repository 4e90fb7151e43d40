import asyncio
from virtual_time import run, say, wait_for


class Err(Exception):
    pass


async def stubborn(how):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(2)
        if how == 1:
            raise Err(7)
        if how == 2:
            return 5
        raise
    return 0


async def main():
    for how in range(3):
        try:
            x = await wait_for(stubborn(how), 1)
            say(f"{how}: {x}")
        except TimeoutError:
            say(f"{how}: timed out")
        except Err as e:
            say(f"{how}: error {e}")
    say(f"cancelling {asyncio.current_task().cancelling()}")


run(main())
