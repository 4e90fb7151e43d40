import asyncio

from virtual_time import run, say, wait_for


async def slow(reader, writer):
    line = await reader.readline()
    writer.write(b"half")
    await writer.drain()
    await reader.readline()
    writer.write(f" of '{'it' if line else 'nothing'}'\n".encode())
    await writer.drain()
    writer.close()


async def client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        try:
            async with asyncio.timeout(0.02):
                say(f"'{(await reader.readline()).decode().rstrip()}'")
        except TimeoutError:
            say("timed out")
        writer.write(b"go on\n")
        await writer.drain()
    try:
        say(f"'{(await wait_for(reader.readline(), 5)).decode().rstrip()}'")
    except Exception:
        say("failed")
    task = asyncio.create_task(reader.read(1))
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        say("cancelled")
    writer.close()
    await writer.wait_closed()


async def program():
    server = await asyncio.start_server(slow, "127.0.0.1", 0)
    async with server:
        await client(server.sockets[0].getsockname()[1])


async def main():
    await wait_for(program(), 2)
    await asyncio.sleep(1000)
    say("later")


run(main())
