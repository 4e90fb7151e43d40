import asyncio
import concurrent.futures
from virtual_time import run, say


async def twice(n):
    await asyncio.sleep(0)
    if n == 3:
        raise ValueError("3 is not to be doubled")
    return 2 * n


called = []


async def patient():
    try:
        await asyncio.Event().wait()
    finally:
        called.append("unwound")     # there at once, or a little later


def from_thread(loop):
    futures = [asyncio.run_coroutine_threadsafe(twice(n), loop) for n in range(5)]
    for f in futures:
        try:
            print(f.result(10))
        except ValueError as e:
            print(e)
    f = asyncio.run_coroutine_threadsafe(patient(), loop)
    try:
        f.result(0.01)
    except concurrent.futures.TimeoutError:
        print("not yet")
    print(f.done())
    print(f.cancel())
    try:
        f.result(10)
    except concurrent.futures.CancelledError:
        pass
    print(f.cancelled())
    return len(futures)


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(from_thread, loop))
    future = asyncio.run_coroutine_threadsafe(twice(21), loop)
    print(await asyncio.wrap_future(future))
    print(called)
    called.clear()
    for i in range(4):
        loop.call_soon_threadsafe(called.append, i)
    await asyncio.sleep(0.001)
    print(called)
    result = loop.create_future()
    await asyncio.to_thread(loop.call_soon_threadsafe, result.set_result, 5)
    print(await result)


run(main())
