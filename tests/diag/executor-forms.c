/* Calls on executors: of plain functions, awaited or joined, from coroutines. */
#include <asyncc.h>

async int coroutine(int n);
int plain(int n);

void from_plain_code(async_executor *e) {
    async_submit(e, plain(1));                          // error: 'async_submit' outside an async function
    async_run_in(e, plain(1));                          // error: 'async_run_in' outside an async function
}

async int main(void) {
    int n = 0;
    async_with (async_executor *e, async_threads(2, "two")) {
        n = async_run_in(e, plain(1));                  // error: 'async_run_in' is never awaited
        await async_run_in(e, coroutine(1));            // error: 'coroutine' is an async function: 'async_run_in' runs plain ones
        await async_run_in(e, n + 1);                   // error: a branch of 'async_run_in' is a call of a plain function
        async_submit(e, n = plain(1));                  // error: the result of a submitted call can outlive the variable
        async_submit(e, coroutine(1));                  // error: 'coroutine' is an async function: 'async_submit' runs plain ones
    }
    return n;
}
