"""The function of another module that is awaited."""


async def mix(a, b):
    return ((a ^ b) + (a >> 3)) & 0xffffffff
