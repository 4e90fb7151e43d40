"""CPython's streams at the other end.  server: echoes in random pieces on a free port, which it prints.  client PORT: sends random bytes in
random pieces to several connections at once and wants them back."""

import asyncio
import random
import sys


async def echo(reader, writer):
    rng = random.Random(7)
    while data := await reader.read(rng.choice([1, 10, 1000, 100000])):
        while data:
            n = rng.choice([1, 7, 500, 50000])
            writer.write(data[:n])
            data = data[n:]
            if not rng.randrange(5):
                await writer.drain()
    writer.close()
    await writer.wait_closed()


async def server():
    started = await asyncio.start_server(echo, "127.0.0.1", 0)
    print(started.sockets[0].getsockname()[1], flush=True)
    async with started:
        await started.serve_forever()


async def send(writer, data, rng):
    while data:
        n = rng.choice([1, 7, 500, 50000])
        writer.write(data[:n])
        data = data[n:]
        if not rng.randrange(5):
            await writer.drain()
        if not rng.randrange(10):
            await asyncio.sleep(0)
    writer.write_eof()


async def one(port, seed):
    rng = random.Random(seed)
    data = rng.randbytes(300000)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sending = asyncio.create_task(send(writer, data, rng))
    got = b""
    while piece := await reader.read(rng.choice([1, 100, 100000]) if rng.randrange(3) else 65536):
        got += piece
    await sending
    assert got == data, f"connection {seed}: {len(got)} of {len(data)} bytes"
    writer.close()


async def client(port):
    await asyncio.gather(*[one(port, seed) for seed in range(8)])


asyncio.run(server() if sys.argv[1] == "server" else client(int(sys.argv[2])))
