/* udp.h: datagrams.
 *
 *     async_with (async_udp *u, async_udp_bound("::", 5353)) {
 *         char packet[1500];
 *         struct sockaddr_storage from;
 *         for (size_t n;;) {
 *             n = await async_udp_receive(u, packet, sizeof packet, &from);
 *             await async_udp_send(u, packet, n, (struct sockaddr *)&from);
 *         }
 *     }
 *
 * A socket belongs to the loop that opened it and to whoever opened it, who closes it; the loop closes what was forgotten, and says so in debug mode.
 * Any number of tasks may send and receive at once.
 */
#pragma once
#include "language.h"
#include "size.h"

struct sockaddr;            /* of <sys/socket.h> */
struct sockaddr_storage;

typedef struct async_udp async_udp;

/* A socket on a port (0: any) of an address of this machine (null: all of them).  Suspends while the name is looked up; cancelled, nothing is open.  Throws
 * UV_EADDRINUSE, UV_EAI_…, UV_ENOMEM.  loop.create_datagram_endpoint(local_addr=). */
_Async async_udp *async_udp_bind(const char *host, int port);

/* A socket that sends to a port of a host and receives from there only.  The same.  create_datagram_endpoint(remote_addr=). */
_Async async_udp *async_udp_connect(const char *host, int port);

/* Context managers around them. */
_Async_context async_udp *async_udp_bound(const char *host, int port);
_Async_context async_udp *async_udp_connected(const char *host, int port);

/* Closes and frees it, at once.  Tasks that wait for it are thrown UV_ECONNABORTED.  Null is allowed.  transport.close(). */
void async_udp_close(async_udp *u);

/* Suspends until a datagram comes, and stores it: its size, of which what is more than `size` is lost.  Who sent it, if `from` is not null.
 * Cancelled, nothing is taken.  Throws UV_ECONNREFUSED when nobody was there for what was sent before (connected sockets only).
 * protocol.datagram_received. */
_Async size_t async_udp_receive(async_udp *u, void *buffer, size_t size, struct sockaddr_storage *from);

/* Sends a datagram, to where the socket is connected with `to` null.  Suspends only while the kernel's buffer is full.  Cancelled, it was not sent.  Throws
 * UV_EMSGSIZE, UV_EDESTADDRREQ, UV_ECONNREFUSED, UV_ENETUNREACH …  transport.sendto(). */
_Async void async_udp_send(async_udp *u, const void *data, size_t size, const struct sockaddr *to);

/* 0 or an error: sending to broadcast addresses; membership of a group, on the interface of that address, or of
 * that name for IPv6 (null: any). */
int async_udp_set_broadcast(async_udp *u, int on);
int async_udp_join(async_udp *u, const char *group, const char *interface);
int async_udp_leave(async_udp *u, const char *group, const char *interface);

/* Its port; "127.0.0.1:53" or "[::1]:53"; its descriptor, which stays its own. */
int async_udp_port(const async_udp *u);
int async_udp_name(const async_udp *u, char *buffer, size_t size);
int async_udp_fd(const async_udp *u);
