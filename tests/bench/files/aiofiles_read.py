"""aiofiles: PROGRAM big|small|whole FOLDER."""
import asyncio
import sys
import time

import aiofiles

PIECE, AT_ONCE, FILES = 65536, 64, 10000


async def read_pieces(path):
    check = 0
    async with aiofiles.open(path, "rb") as f:
        while data := await f.read(PIECE):
            check += len(data) + data[0]
    return check


async def worker(folder, files):
    check = 0
    for k in files:
        check += await read_pieces(f"{folder}/{k}")
    return check


async def main(what, folder):
    if what == "big":
        return await read_pieces(f"{folder}/big")
    files = iter(range(FILES))
    return sum(await asyncio.gather(*[worker(folder, files) for _ in range(AT_ONCE)]))

began = time.process_time()
result = asyncio.run(main(*sys.argv[1:]))
print(result, time.process_time() - began)
