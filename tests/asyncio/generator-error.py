import asyncio
from contextlib import aclosing
from virtual_time import run, say


async def numbers(fail_at):
    try:
        i = 0
        while True:
            if i == fail_at:
                raise ValueError(f"generator failed at {i}")
            await asyncio.sleep(1)
            yield i
            i += 1
    finally:
        say("generator left")


async def main():
    for i in range(2):
        try:
            async with aclosing(numbers(100 if i else 2)) as g:
                async for x in g:
                    say(x)
                    if i and x == 1:
                        raise ValueError("consumer failed")
        except ValueError as e:
            say(e)


run(main())
