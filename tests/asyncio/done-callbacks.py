import asyncio
from functools import partial
from virtual_time import run, say


def done(data, t):
    say(f"callback {data}, done {t.done():d}")


async def work():
    await asyncio.sleep(1)
    say("work ends")


async def main():
    t = asyncio.create_task(work())
    t.add_done_callback(partial(done, "one"))
    t.add_done_callback(partial(done, "two"))
    three = partial(done, "three")
    t.add_done_callback(three)
    t.remove_done_callback(three)
    await t
    say("joined")
    t.add_done_callback(partial(done, "late"))
    say("added")
    await asyncio.sleep(0)
    say("a turn later")


run(main())
