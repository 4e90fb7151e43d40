import asyncio
from virtual_time import run


def on_time(rings, value):
    print("callback: setting the future")
    rings.set_result(value)


def start_alarm(milliseconds, value):
    loop = asyncio.get_running_loop()
    rings = loop.create_future()
    loop.call_later(milliseconds / 1000, on_time, rings, value)
    return rings


async def waits(future):
    print("coroutine: waiting for the future")
    value = await future
    print(f"coroutine: got {value}")
    return value * 2


async def main():
    future = start_alarm(20, 21)
    print(f"set already? {'yes' if future.done() else 'no'}")
    print(f"twice that is {await waits(future)}")
    print(f"a loop is running: {'yes' if asyncio.get_running_loop() else 'no'}")


run(main())
