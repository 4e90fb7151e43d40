import asyncio
from python_3_13 import timeout
from virtual_time import run, say


def cancelling():
    return asyncio.current_task().cancelling()


async def main():
    try:
        async with timeout(2):
            try:
                async with timeout(2):
                    await asyncio.sleep(10)
            except TimeoutError:
                say(f"inner, cancelling {cancelling()}")
                await asyncio.sleep(1)
                say("after the inner")
    except TimeoutError:
        say(f"outer, cancelling {cancelling()}")
    try:
        async with timeout(1):
            try:
                await asyncio.sleep(10)
            finally:
                try:
                    async with timeout(2):
                        await asyncio.sleep(10)
                except TimeoutError:
                    say("the one in the cleanup")
    except TimeoutError:
        say(f"outer, cancelling {cancelling()}")


run(main())
