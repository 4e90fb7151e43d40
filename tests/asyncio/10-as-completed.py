import asyncio
from virtual_time import now, run


async def fetch(url, seconds):
    await asyncio.sleep(seconds)
    return url


async def main():
    start = now()
    tasks = [fetch("url1", 3), fetch("url2", 1), fetch("url3", 2)]
    for task in asyncio.as_completed(tasks):
        url = await task
        print(f"{url} after {now() - start:.1f} s")


run(main())
