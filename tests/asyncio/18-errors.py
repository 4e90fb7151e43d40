import asyncio
from virtual_time import now, run


class OutOfLuck(Exception):
    code = 1000


async def risky(n):
    await asyncio.sleep(1)
    if n % 2:
        raise OutOfLuck(f"number {n} is unlucky")
    return n * n


async def main():
    task = asyncio.create_task(risky(13))
    try:
        print(f"result: {await task}")
    except OutOfLuck as e:
        print(f"caught: {e}")
    finally:
        print("in any case")

    tasks = [asyncio.create_task(risky(i + 2)) for i in range(3)]
    for task in tasks:
        try:
            print(f"success: {await task}")
        except Exception as e:
            print(f"failure: {e}")

    square = 0
    for n in 6, 7:
        status = 0
        try:
            square = await risky(n)
        except OutOfLuck as e:
            status = e.code
        print(f"status {status}, square {square}")
    print(f"{now():.1f} s")


run(main())
