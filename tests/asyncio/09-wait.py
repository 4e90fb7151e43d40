import asyncio
from virtual_time import run


async def fetch(url, seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"{url} was cancelled")
        raise
    return url


async def main():
    tasks = [
        asyncio.create_task(fetch("url1", 2)),
        asyncio.create_task(fetch("url2", 1)),
        asyncio.create_task(fetch("url3", 3)),
    ]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(f"done: {len(done)}, pending: {len(pending)}")

    for task in tasks:
        if not task.done():
            task.cancel()
    for task in tasks:
        try:
            print(f"result: {await task}")
        except asyncio.CancelledError:
            print("no result")


run(main())
