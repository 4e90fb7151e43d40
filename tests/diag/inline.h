/* For pointer-to-inline-coroutine.c. */
static inline async int doubled(int x) { await async_sleep(0); return 2 * x; }
