import asyncio
from virtual_time import run, say


async def numbers(n):
    try:
        for i in range(n):
            await asyncio.sleep(1)
            yield i
    finally:
        say("numbers left")


class Pair:                     # no tuple: as a default of anext CPython takes it apart
    def __init__(self, a, b):
        self.a, self.b = a, b


async def pairs():
    yield Pair(1, 2)
    await asyncio.sleep(0.5)
    yield Pair(3, 4)


class Source:
    def __init__(self, name, values):
        self.name, self.values = name, values


END = object()


async def take(source, n):
    total = 0
    while n and (x := await anext(source.values, END)) is not END:
        say(f"{source.name} takes {x}")
        total += x
        n -= 1
    return total


async def main():
    source = Source("first", numbers(6))
    say("made")
    say(f"sum {await take(source, 2)}")
    source.name = "second"
    say(f"sum {await take(source, 1)}")
    async for x in source.values:
        say(f"rest {x}")
        if x == 4:
            break
    say("still open")
    for _ in range(3):
        say(f"next {await anext(source.values, -1)}")
    x = 7
    try:
        x = await anext(source.values)
        more = 1
    except StopAsyncIteration:
        more = 0
    say(f"{more} {x}")
    async for y in source.values:
        say(f"never {y}")
    await source.values.aclose()

    p = pairs()
    async for v in p:
        say(f"{v.a} {v.b}")
    last = await anext(p, Pair(8, 9))
    say(f"{last.a} {last.b}")
    await p.aclose()


run(main())
