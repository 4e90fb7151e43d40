import asyncio
from python_3_13 import timeout
from virtual_time import run, say


class Err(Exception):
    pass


def tell(e):
    say(f"{e}, cancelling {asyncio.current_task().cancelling()}")


async def main():
    try:
        async with timeout(5):
            raise Err(7)
    except Err as e:
        tell(e)
    try:
        async with timeout(1):
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                raise Err(8)
    except Err as e:
        tell(e)
    try:
        async with timeout(1):
            try:
                await asyncio.sleep(5)
            finally:
                raise Err(9)
    except Err as e:
        tell(e)
    await asyncio.sleep(1)
    say("end")


run(main())
