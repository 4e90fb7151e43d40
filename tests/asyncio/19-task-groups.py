import asyncio
from virtual_time import now, run


async def fetch(what, seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"{what} was cancelled")
        raise
    print(f"{what} arrived")
    return int(seconds * 10)


async def fail(seconds):
    await asyncio.sleep(seconds)
    raise ConnectionResetError("connection lost")


async def main():
    user, orders = await asyncio.gather(fetch("user", 2), fetch("orders", 1))
    print(f"with gather: {user + orders}")

    async with asyncio.TaskGroup() as group:
        user = group.create_task(fetch("user", 2))
        orders = group.create_task(fetch("orders", 1))
        print("waiting for the group")
    print(f"with a group: {user.result() + orders.result()} after {now():.1f} s")

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("user", 10))
            group.create_task(fail(0.5))
    except* ConnectionResetError as group_error:
        for e in group_error.exceptions:
            print(f"failed: {e}")
    print(f"{now():.1f} s")


run(main())
