import asyncio
from python_3_13 import LifoQueue, PriorityQueue, Queue
from virtual_time import run, say


class Job:
    def __init__(self, priority, name):
        self.priority, self.name = priority, name

    def __lt__(self, other):
        return self.priority < other.priority


async def fill_and_empty(q):
    for priority, name in zip((3, 1, 2, 1, 3, 2, 1, 1, 2), "abcdefghi"):
        await q.put(Job(priority, name))
    say(q.qsize())
    while q.qsize():
        j = await q.get()
        say(f"{j.priority}{j.name}")


async def main():
    await fill_and_empty(Queue())
    await fill_and_empty(LifoQueue())
    await fill_and_empty(PriorityQueue())


run(main())
