import asyncio
from virtual_time import run, say


def make(text):
    def say_it(t):
        say(f"{text}, cancelled {t.cancelled():d}")
    return say_it


a, b, c, d, e = (make(x) for x in "abcde")


def add_d(t):
    say("adds d")
    t.add_done_callback(d)


async def work(seconds):
    await asyncio.sleep(seconds)


async def main():
    t = asyncio.create_task(work(1))
    for f in a, b, a, add_d, c:
        t.add_done_callback(f)
    say(f"taken back: {t.remove_done_callback(a)}")
    say(f"taken back: {t.remove_done_callback(a)}")
    await t
    say("joined")
    await asyncio.sleep(1)
    say(f"taken back: {t.remove_done_callback(c)}")
    t = asyncio.create_task(work(5))
    t.add_done_callback(e)
    await asyncio.sleep(1)
    t.cancel()
    say("asked")
    await asyncio.sleep(0)
    say(f"a turn later, done {t.done():d}")
    await asyncio.sleep(0)


run(main())
