import asyncio
from virtual_time import run, say


async def inner():
    try:
        await asyncio.sleep(10)
    finally:
        say("inner cleanup")
        await asyncio.sleep(2)
        say("inner left")


async def outer(t):
    try:
        await t
    finally:
        say("outer left")


async def main():
    i = asyncio.create_task(inner())
    o = asyncio.create_task(outer(i))
    await asyncio.sleep(1)
    o.cancel()
    say("asked")
    try:
        await o
    except asyncio.CancelledError:
        say(f"outer cancelled, inner {i.cancelled():d}")


run(main())
