/* stdatomic.h as the compiler's own preprocessing runs see it: without the macros that are called like functions.
 *
 * When macros of the user have to be expanded, the target compiler's preprocessor does it, and what comes out is parsed by libclang, for
 * which the insides of another compiler's <stdatomic.h> make no sense.  So they come out as they went in.  Nobody else includes this.
 */
#include_next <stdatomic.h>

#undef atomic_init
#undef atomic_is_lock_free
#undef atomic_thread_fence
#undef atomic_signal_fence
#undef atomic_store
#undef atomic_store_explicit
#undef atomic_load
#undef atomic_load_explicit
#undef atomic_exchange
#undef atomic_exchange_explicit
#undef atomic_compare_exchange_strong
#undef atomic_compare_exchange_strong_explicit
#undef atomic_compare_exchange_weak
#undef atomic_compare_exchange_weak_explicit
#undef atomic_fetch_add
#undef atomic_fetch_add_explicit
#undef atomic_fetch_sub
#undef atomic_fetch_sub_explicit
#undef atomic_fetch_or
#undef atomic_fetch_or_explicit
#undef atomic_fetch_xor
#undef atomic_fetch_xor_explicit
#undef atomic_fetch_and
#undef atomic_fetch_and_explicit
#undef atomic_flag_test_and_set
#undef atomic_flag_test_and_set_explicit
#undef atomic_flag_clear
#undef atomic_flag_clear_explicit
