import asyncio
from contextlib import asynccontextmanager
from virtual_time import now, run


class Resource:
    def __init__(self, name):
        self.name = name
        self.uses = 0

    async def __aenter__(self):
        print(f"acquiring {self.name}")
        await asyncio.sleep(0.1)
        return self

    async def __aexit__(self, *error):
        await asyncio.sleep(0.1)
        print(f"released {self.name} after {self.uses} uses")


@asynccontextmanager
async def transaction():
    print("begin")
    try:
        yield
        print("commit")
    except Exception as e:
        print(f"roll back: {e}")
        raise


async def main():
    async with Resource("file") as r:
        r.uses += 1
        print(f"using {r.name}")

    try:
        async with Resource("lock") as r, transaction():
            r.uses += 1
            raise OSError("the disk is full")
    except OSError as e:
        print(f"caught: {e}")

    async with transaction():
        print("working")
    print(f"{now():.1f} s")


run(main())
