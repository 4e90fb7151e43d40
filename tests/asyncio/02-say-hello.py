import asyncio
from virtual_time import now, run


async def say_hello(name):
    print(f"hello, {name}")
    await asyncio.sleep(1)
    print(f"goodbye, {name}")
    return len(name)


async def main():
    names = ["A", "BB", "CCC"]

    print("in sequence")
    start = now()
    letters = [await say_hello(name) for name in names]
    print(f"{now() - start:.1f} s, {sum(letters)} letters")

    print("concurrently")
    start = now()
    letters = await asyncio.gather(*[say_hello(name) for name in names])
    print(f"{now() - start:.1f} s, {sum(letters)} letters")


run(main())
