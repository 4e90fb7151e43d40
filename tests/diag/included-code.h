/* For included.h. */
await async_sleep(0); return x;
