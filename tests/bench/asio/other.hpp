// other.hpp: the function of another unit that is awaited.
#pragma once
#include <utility>                  // which the next one needs and does not include
#include <boost/asio/awaitable.hpp>
#include <cstdint>

boost::asio::awaitable<std::uint32_t> other_mix(std::uint32_t a, std::uint32_t b);
