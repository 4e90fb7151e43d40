import asyncio
import os
import tempfile
from pathlib import Path

# Without aiofiles: on threads, as that works, too.


async def count(path):
    lines = (await asyncio.to_thread(Path(path).read_text)).splitlines()
    return len(lines), sum(len(line.split()) for line in lines)


async def write_many(i):
    await asyncio.to_thread(Path(f"file{i}.txt").write_text, "".join(f"line {k} of file {i}\n" for k in range(i + 1)))


async def main():
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        await asyncio.to_thread(Path("test.txt").write_text, "Hello, Async!\n")
        print(await asyncio.to_thread(Path("test.txt").read_text), end="")
        await asyncio.gather(*[write_many(i) for i in range(5)])
        paths = [f"file{i}.txt" for i in range(6)]
        for path, result in zip(paths, await asyncio.gather(*map(count, paths), return_exceptions=True)):
            if isinstance(result, FileNotFoundError):
                print(f"{path}: UV_ENOENT")
            else:
                print(f"{path}: {result[0]} lines, {result[1]} words")
        os.chdir("/")


asyncio.run(main())
