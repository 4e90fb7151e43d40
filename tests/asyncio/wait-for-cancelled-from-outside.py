import asyncio
from virtual_time import run, say, wait_for


async def inner():
    try:
        await asyncio.sleep(100)
    finally:
        say("inner leaves")


async def outer():
    try:
        await wait_for(inner(), 50)
    except TimeoutError:
        say("never")
    finally:
        say("outer leaves")


async def main():
    t = asyncio.create_task(outer())
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")


run(main())
