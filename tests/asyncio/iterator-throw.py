import asyncio
from virtual_time import run, say


class E5(Exception):
    pass


class E6(Exception):
    pass


async def stubborn():
    for i in range(3):
        try:
            yield i
        except E5 as e:
            say(f"inside: {e}")
            await asyncio.sleep(1)
            if i == 1:
                return
            yield 100 + i
        finally:
            say(f"leaves {i}")


async def next(it):
    try:
        say(f"next {await anext(it)}")
    except StopAsyncIteration:
        say("end")
    except Exception as e:
        say(f"next throws {e}")


async def throw_into(it, kind, code):
    try:
        x = await it.athrow(kind(f"thrown {code}"))
        if x is None:       # what CPython gives for one that has ended
            say("throw ends")
        else:
            say(f"throw gives {x}")
    except StopAsyncIteration:
        say("throw ends")
    except Exception as e:
        say(f"throws {e}")


async def main():
    it = stubborn()
    await next(it)
    await throw_into(it, E5, 5)
    await next(it)
    await throw_into(it, E5, 5)
    await next(it)
    await throw_into(it, E5, 5)
    await it.aclose()

    it = stubborn()
    await next(it)
    await throw_into(it, E6, 6)
    await next(it)
    await it.aclose()

    it = stubborn()
    await throw_into(it, E5, 5)
    await next(it)
    await it.aclose()


run(main())
