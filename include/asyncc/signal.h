/* signal.h: signals that the process is sent.
 *
 *     async_for (int number, async_signals(SIGHUP, SIGTERM)) {
 *         if (number == SIGTERM) break;
 *         await read_configuration();
 *     }
 *
 * While somebody waits for a signal it has no other effect: SIGTERM does not end the program, SIGINT does not cancel the main task.  Every one who waits
 * for it is told, in every loop.  Afterwards it means what it meant before.  The names of the numbers are in <signal.h>.
 */
#pragma once
#include "language.h"

/* Suspends until the process is sent this signal: its number.  One that comes between two calls is not seen, and has its usual effect: use async_signals
 * for more than one.  Cancelled, it is no longer waited for.  Throws UV_EINVAL for SIGKILL, SIGSTOP and what is no signal, UV_ENOMEM.
 * loop.add_signal_handler. */
_Async int async_signal_wait(int number);

/* The signals of these numbers that come from now until the generator is closed, also those that come while the loop's body runs; several of one number
 * may be told as one.  Endless.  Cancelled, they mean again what they meant before.  Throws as above.  loop.add_signal_handler. */
#define async_signals(...) async_signals_of((const int[]){ __VA_ARGS__, 0 })
/* The same for an array that ends in 0. */
_Async_generator int async_signals_of(const int *numbers);
