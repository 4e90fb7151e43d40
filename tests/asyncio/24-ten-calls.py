import asyncio
from virtual_time import now, run

CALLS = 10


async def call_service(n):
    await asyncio.sleep(0.2)
    return n * n


async def main():
    start = now()
    results = [await call_service(i) for i in range(CALLS)]
    sequential = now() - start
    print(f"in sequence: total {sum(results)} in {sequential:.1f} s")

    start = now()
    results = await asyncio.gather(*[call_service(i) for i in range(CALLS)])
    parallel = now() - start
    print(f"in parallel: total {sum(results)} in {parallel:.1f} s")
    print(f"{sequential / parallel:.0f} times as fast")


run(main())
