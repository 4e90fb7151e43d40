import asyncio

from virtual_time import run, say, wait_for


async def handler(reader, writer):
    async for line in reader:
        text = line.decode().rstrip("\n")
        say(f"server: '{text}'")
        writer.write((text + text + "\n").encode())
        await writer.drain()
        if text == "last":
            break
    writer.write(b"rest of it")
    await writer.drain()
    writer.close()


async def client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for line in ["one", "", "three", "last"]:
        writer.write((line + "\n").encode())
        await writer.drain()
        text = (await reader.readline()).decode().rstrip("\n")
        say(f"client: '{text}'")
    say(f"exactly '{(await reader.readexactly(4)).decode()}'")
    try:
        await reader.readexactly(100)
    except asyncio.IncompleteReadError as e:
        say(f"incomplete: {len(e.partial)} of {e.expected}")
    say(f"at the end: {int(reader.at_eof())}")
    say(f"then: {len(await reader.read(10))}")
    writer.close()
    await writer.wait_closed()


async def long_lines(reader, writer):
    try:
        await reader.readline()
    except ValueError:
        say("too long")
    writer.close()


async def send_long(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"a line of more than ten\n")
    await writer.drain()
    try:
        await reader.read(1)
    except ConnectionError:
        pass
    say("closed")
    writer.close()
    await asyncio.wait([asyncio.ensure_future(writer.wait_closed())])


async def program():
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    async with server:
        await client(server.sockets[0].getsockname()[1])
    say("stopped")
    server = await asyncio.start_server(long_lines, "127.0.0.1", 0, limit=10)
    async with server:
        await send_long(server.sockets[0].getsockname()[1])


async def main():
    await wait_for(program(), 2)


run(main())
