import asyncio
from virtual_time import now, run


async def fetch_data(id):
    print(f"fetching {id}...")
    await asyncio.sleep(1)
    return id, "odd" if id % 2 else "even"


async def report(id):
    print("report begins")
    data = await fetch_data(id)
    print(f"data {data[0]} is {data[1]}")
    print("report ends")
    return data[0] * 10


async def main():
    print((await fetch_data(7))[1])
    result = await report(8)
    print(f"result: {result} after {now():.1f} s")


run(main())
