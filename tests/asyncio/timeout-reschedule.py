import asyncio
from virtual_time import now, run, say


async def main():
    async with asyncio.timeout(1) as d:
        say(f"when {d.when():.1f}")
        await asyncio.sleep(0.5)
        d.reschedule(now() + 2)
        say(f"when {d.when():.1f}")
        await asyncio.sleep(1.5)
        say(f"expired {d.expired():d}")
    try:
        async with asyncio.timeout(5) as d:
            d.reschedule(now() + 1)
            try:
                await asyncio.sleep(3)
            finally:
                say(f"expired {d.expired():d}")
    except TimeoutError:
        say("timeout")
    async with asyncio.timeout(1) as d:
        d.reschedule(None)
        await asyncio.sleep(10)
        say("forever")
    try:
        async with asyncio.timeout_at(now() + 2):
            await asyncio.sleep(10)
    except TimeoutError:
        say("timeout")


run(main())
