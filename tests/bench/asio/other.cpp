// other.cpp: see other.hpp.
#include "other.hpp"

boost::asio::awaitable<std::uint32_t> other_mix(std::uint32_t a, std::uint32_t b) { co_return (a ^ b) + (a >> 3); }
