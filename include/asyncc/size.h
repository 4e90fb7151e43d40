/* size.h: size_t and NULL, without the other names of <stddef.h> (wchar_t, ptrdiff_t, offsetof): in this way the C library's own headers ask gcc's and clang's
 * for a part of it. */
#pragma once
#define __need_size_t
#define __need_NULL
#include <stddef.h>
