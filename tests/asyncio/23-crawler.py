import asyncio
from virtual_time import now, run

WEB = {
    "/": (0.3, ["/a", "/b", "/c"]),
    "/a": (0.2, ["/a/1", "/a/2", "/"]),
    "/b": (0.5, ["/b/1", "/missing"]),
    "/c": (0.4, ["/a", "/c/1"]),
    "/a/1": (0.2, ["/"]),
    "/a/2": (0.6, ["/a/1", "/b/1"]),
    "/b/1": (0.1, ["/c/1"]),
    "/c/1": (0.3, []),
    "/missing": (0.1, []),
}


async def fetch(url):
    seconds, links = WEB[url]
    await asyncio.sleep(seconds)
    if url == "/missing":
        raise FileNotFoundError(f"404 {url}")
    return links


class Crawl:
    def __init__(self):
        self.pages = asyncio.Queue()
        self.seen = set()
        self.fetched = self.failed = self.running = self.most = 0

    def add(self, url):
        if url not in self.seen:
            self.seen.add(url)
            self.pages.put_nowait(url)

    async def visit(self, url):
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            links = await fetch(url)
            print(f"{now():.1f} s: {url}")
            self.fetched += 1
            for link in links:
                self.add(link)
        finally:
            self.running -= 1

    async def worker(self):
        while True:
            url = await self.pages.get()
            try:
                await self.visit(url)
            except Exception as e:
                print(f"{now():.1f} s: {e}")
                self.failed += 1
            finally:
                self.pages.task_done()


async def main():
    crawl = Crawl()
    crawl.add("/")
    async with asyncio.TaskGroup() as g:
        workers = [g.create_task(crawl.worker()) for _ in range(3)]
        await crawl.pages.join()
        for worker in workers:
            worker.cancel()
    print(f"{crawl.fetched} pages, {crawl.failed} failed, at most {crawl.most} at a time")


run(main())
