import asyncio
from virtual_time import now, run


async def work(name, seconds):
    print(f"{name} begins")
    await asyncio.sleep(seconds)
    print(f"{name} done")
    return name


async def main():
    a = asyncio.create_task(work("A", 2))
    b = asyncio.create_task(work("B", 1))
    print("tasks created")
    first = await a
    second = await b
    print(f"results: {first}, {second} after {now():.1f} s")


run(main())
