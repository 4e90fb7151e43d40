import asyncio
from virtual_time import run, say


async def waiter(n, f):
    say(f"{n} waits")
    try:
        say(f"{n} got {await f}")
    except ValueError as e:
        say(f"{n}: {e}")


async def main():
    for fail in range(2):
        f = asyncio.get_running_loop().create_future()
        a, b = asyncio.create_task(waiter(1, f)), asyncio.create_task(waiter(2, f))
        await asyncio.sleep(1)
        if fail:
            f.set_exception(ValueError("broken"))
        else:
            f.set_result(42)
        say(f"set, done {f.done():d}")
        await a
        await b


run(main())
