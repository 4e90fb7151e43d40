import asyncio
from virtual_time import run, say


class Err(Exception):
    pass


def tell(what, f):
    error = f.exception() if f.done() else None
    say(f"{what}: done {f.done():d}, cancelled {f.cancelled():d}, error {error or 0}")


async def wait_for_it(f, k):
    try:
        say(f"{k}: {await f}")
    except Err as e:
        say(f"{k}: error {e}")
    except asyncio.CancelledError:
        say(f"{k}: cancelled")


async def main():
    loop = asyncio.get_running_loop()
    f = [loop.create_future() for _ in range(3)]
    tell("pending", f[0])
    t = [asyncio.create_task(wait_for_it(f[k], k)) for k in range(3)]
    await asyncio.sleep(1)
    f[0].set_result(42)
    f[1].set_exception(Err(7))
    say(f"cancel: {f[2].cancel():d}")
    say(f"again: {f[2].cancel():d}")
    say(f"of the set one: {f[0].cancel():d}")
    say("set and failed")
    tell("set", f[0])
    say(f"result {f[0].result()}")
    tell("failed", f[1])
    say(f"cancelled: done {f[2].done():d}, cancelled {f[2].cancelled():d}")
    for task in t:
        await task
    await wait_for_it(f[0], 10)
    await wait_for_it(f[1], 11)
    try:
        f[2].set_result(1)
    except asyncio.InvalidStateError:
        say("set too late")


run(main())
