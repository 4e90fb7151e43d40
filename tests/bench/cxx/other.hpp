// other.hpp: the function of another unit that is awaited.
#pragma once
#include "coroutine.hpp"

task<std::uint32_t> other_mix(std::uint32_t a, std::uint32_t b);
