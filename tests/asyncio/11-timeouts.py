import asyncio
from virtual_time import now, run, wait_for


async def slow_operation():
    try:
        await asyncio.sleep(10)
        return "finished"
    finally:
        print("slow operation leaves")


async def main():
    start = now()
    try:
        result = await wait_for(slow_operation(), 2.0)
        print(f"result: {result}")
    except TimeoutError:
        print(f"timed out after {now() - start:.1f} s")

    start = now()
    try:
        async with asyncio.timeout(2.0):
            print("in the block")
            await slow_operation()
            await slow_operation()
    except TimeoutError:
        print(f"timed out after {now() - start:.1f} s")

    print(f"in time: {await wait_for(slow_operation(), 20.0)}")


run(main())
