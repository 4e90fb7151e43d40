/* dns.h: names and addresses.
 *
 *     struct addrinfo *list = await async_getaddrinfo("example.org", "443", NULL);
 *     defer freeaddrinfo(list);
 */
#pragma once
#include "language.h"

struct addrinfo;            /* of <netdb.h> */
struct sockaddr;            /* of <sys/socket.h> */

/* The addresses of a host and a service (either may be null), as getaddrinfo(3) finds them; free the list with freeaddrinfo.  Suspends: the
 * system's resolver runs on a thread.  The strings and hints may go as soon as it has been called.  Cancelled, what is found is dropped.
 * Throws UV_EAI_…, UV_ENOMEM.  loop.getaddrinfo. */
_Async struct addrinfo *async_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints);

/* The name and the service of an address, in buffers of NI_MAXHOST and NI_MAXSERV bytes (either may be null), as getnameinfo(3) finds them; NI_NUMERICHOST
 * and the like as flags.  Suspends.  Cancelled, the buffers are left alone.  Throws UV_EAI_…, UV_ENOMEM.  loop.getnameinfo. */
_Async void async_getnameinfo(const struct sockaddr *address, char *host, char *service, int flags);
