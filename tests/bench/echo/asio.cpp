// Boost.Asio: a coroutine for each connection, in one thread.
#include <utility>                      // which the next one needs and does not include
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

static awaitable<void> echo(tcp::socket socket) {
    char data[16384];
    try {
        for (;;) {
            std::size_t n = co_await socket.async_read_some(asio::buffer(data), use_awaitable);
            co_await asio::async_write(socket, asio::buffer(data, n), use_awaitable);
        }
    } catch (const boost::system::system_error &) {}     // the other end has gone
}

static awaitable<void> serve(asio::io_context &io, tcp::acceptor &acceptor) {
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(use_awaitable);
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(io, echo(std::move(socket)), asio::detached);
    }
}

int main() {
    asio::io_context io(1);
    tcp::acceptor acceptor(io, { asio::ip::address_v4::loopback(), 0 });
    std::printf("%d\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    asio::co_spawn(io, serve(io, acceptor), asio::detached);
    io.run();
}
