import asyncio
from virtual_time import run, say

SLEEPERS = 5
sleepers = [None] * SLEEPERS


async def sleeper(k, seconds):
    try:
        await asyncio.sleep(seconds)
        say(f"{k} awake")
    except asyncio.CancelledError:
        say(f"{k} cancelled")
        raise


def cancel(which):
    for k in which:
        say(f"cancels {k}: {int(sleepers[int(k)].cancel())}")


async def canceller(turns, which):
    for _ in range(turns):
        await asyncio.sleep(0)
    cancel(which)


async def moment(turns, which, by_call):
    soon = 1e-10
    c = asyncio.create_task(canceller(turns, "" if by_call else which))
    for k in range(SLEEPERS):
        sleepers[k] = asyncio.create_task(sleeper(k, soon / 2 if by_call and k < 2 else soon))
    if by_call:
        asyncio.get_running_loop().call_later(soon / 1.5, cancel, which)
    say(f"turns {turns}, cancels {which}{' by a call' if by_call else ''}")
    for k in range(SLEEPERS):
        try:
            await sleepers[k]
            say(f"joined {k}")
        except asyncio.CancelledError:
            say(f"joined {k}: cancelled")
    await c


async def main():
    whiches = ["0", "2", "4", "04", "43210", "01234", "1"]
    for turns in range(5):
        for which in whiches:
            await moment(turns, which, False)
    for which in whiches:
        await moment(0, which, True)


run(main())
