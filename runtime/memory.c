/* memory.c: memory of frames and other small objects of one loop; tasks have theirs from slab.c.
 *
 * Small objects are cut from chunks and kept on free lists by size (context.freed, which generated code uses directly); they go
 * back to the system with the loop.  Larger ones are malloc'd, and linked so that the loop can free what is left.  A frame at a
 * suspension cannot fail to be made: for that a reserve of address space is kept, which is touched only when malloc fails.
 *
 * Under a sanitizer nothing is cut from chunks (ASYNCC__DIRECT): each object is a block of its own.
 */
#include "internal.h"
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define CLASSES (sizeof((asyncc__context){ 0 }.freed) / sizeof(void *))
#define FIRST_CHUNK ((size_t)4096)
#define LAST_CHUNK ((size_t)1 << 20)
#define LARGEST_SPARE ((size_t)1 << 16)
#define SHARE 16                /* of a chunk is cut at once for objects of one size */
#define RESERVE ((size_t)1 << 20)

/* Stands right before what is handed out.  `raw` is what malloc gave; null: it is of the reserve. */
struct block { struct block *next, **link; void *raw, *pad; };

void asyncc__bug(const char *file, int line, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "asyncc: bug at %s:%d: ", file, line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    abort();
}

void asyncc__die(const char *format, ...) {
    va_list arguments;
    fflush(stdout);
    fputs("asyncc: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    asyncc__debug_where();
    exit(1);
}

/* ASYNCC_FAIL_ALLOC=n makes the n-th allocation of the process fail, n+ that one and all after it: how the tests walk through every
 * place where memory can run out. */
static long fail_at = -1;
static int fail_all;
static long allocations;

static int fails(void) {
    long at = __atomic_load_n(&fail_at, __ATOMIC_ACQUIRE);
    if (asyncc__likely(at == 0)) return 0;
    if (at < 0) {
        const char *text = getenv("ASYNCC_FAIL_ALLOC");
        char *end = NULL;
        at = text ? strtol(text, &end, 10) : 0;
        if (at < 0) at = 0;
        __atomic_store_n(&fail_all, end && *end == '+', __ATOMIC_RELAXED);
        __atomic_store_n(&fail_at, at, __ATOMIC_RELEASE);
        if (!at) return 0;
    }
    long n = __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
    if (n == at) fprintf(stderr, "asyncc: at allocation %ld\n", n);        /* it was reached: the walk goes on */
    return __atomic_load_n(&fail_all, __ATOMIC_RELAXED) ? n >= at : n == at;
}

void *asyncc__malloc(size_t size) { return fails() ? NULL : malloc(size); }
void *asyncc__realloc(void *memory, size_t size) { return fails() ? NULL : realloc(memory, size); }

int asyncc__memory_init(asyncc__loop *loop) {
    loop->chunk_size = FIRST_CHUNK;
    loop->reserve = loop->reserve_start = asyncc__malloc(RESERVE);
    if (!loop->reserve) return UV_ENOMEM;
    loop->reserve_end = loop->reserve + RESERVE;
    return 0;
}

void asyncc__memory_close(asyncc__loop *loop) {
    if (ASYNCC__DIRECT)         /* frames that generated code put there by itself */
        for (size_t k = 0; k < CLASSES; k++)
            for (void *p = loop->context.freed[k], *next; p; p = next) {
                next = *(void **)p;
                if ((char *)p < loop->reserve_start || (char *)p >= loop->reserve_end) free(p);
            }
    asyncc__slabs_close(loop);
    for (struct asyncc__chunk *chunk = loop->chunks, *next; chunk; chunk = next) next = chunk->next, free(chunk);
    if (ASYNCC__DIRECT && loop->blocks) BUG("a frame of the loop that ends is left");      /* a smaller one the sanitizer finds */
    for (struct block *b = loop->blocks, *next; b; b = next) next = b->next, free(b->raw);
    free(loop->reserve_start);
    loop->chunks = NULL;
    loop->blocks = loop->spare = NULL;
    loop->reserve_start = loop->reserve = loop->reserve_end = NULL;
}

static void *from_reserve(asyncc__loop *loop, size_t size, size_t align) {
    char *p = (char *)(((uintptr_t)loop->reserve + align - 1) & ~(uintptr_t)(align - 1));
    if (size > (size_t)(loop->reserve_end - p)) return NULL;
    loop->reserve = p + size;
    return p;
}

/* What has to be skipped, so that memory of that size is aligned to 16 when the size is a multiple of that: any C object's size is one of its alignment. */
static inline size_t padding(const char *room, size_t size) { return (uintptr_t)room & ~size & 8; }

/* One, and as many more of that size as a share of a chunk has room for, which go to their empty free list: so frames that are made by the million come from there, and the
 * kernel is asked for pages some at a time.  (Each time that it is, it takes the processor's memory of where calls return to, which a deep stack that suspends is about
 * to need.)  They are linked by rising address. */
static void *from_chunk(asyncc__loop *loop, size_t index) {
    size_t size = index * ASYNCC__FRAME_STEP;
    if (size + padding(loop->room, size) > (size_t)(loop->room_end - loop->room)) {
        struct asyncc__chunk *chunk = asyncc__malloc(loop->chunk_size);
        if (!chunk) return NULL;
        chunk->next = loop->chunks;
        chunk->size = loop->chunk_size;
        loop->chunks = chunk;
        loop->room = (char *)chunk + ((sizeof *chunk + 15) & ~(size_t)15);
        loop->room_end = (char *)chunk + loop->chunk_size;
        if (loop->chunk_size < LAST_CHUNK) loop->chunk_size *= 2;
    }
    char *first = loop->room + padding(loop->room, size), *next = first + size, *end = loop->room_end;
    if ((size_t)(end - next) > loop->chunk_size / SHARE) end = next + loop->chunk_size / SHARE;
    void **last = &loop->context.freed[index];
    for (size_t n = (size_t)(end - next) / size; n; n--, next += size) {
        *last = next;
        last = (void **)next;
    }
    *last = NULL;
    loop->room = next;
    return first;
}

static void *large(asyncc__loop *loop, size_t size, size_t align, int certain) {
    size_t total = sizeof(struct block) + size + align;
    char *raw = size > SIZE_MAX / 2 ? NULL : asyncc__malloc(total), *from = raw;
    if (!raw && certain) from = from_reserve(loop, total, 16);
    if (!from) return NULL;
    char *p = (char *)(((uintptr_t)from + sizeof(struct block) + align - 1) & ~(uintptr_t)(align - 1));
    struct block *b = (struct block *)p - 1;
    *b = (struct block){ .raw = raw };
    if (raw) {
        b->next = loop->blocks;
        b->link = (struct block **)&loop->blocks;
        if (b->next) b->next->link = &b->next;
        loop->blocks = b;
    }
    return p;
}

static void large_free(void *p) {
    struct block *b = (struct block *)p - 1;
    if (!b->raw) return;
    *b->link = b->next;
    if (b->next) b->next->link = b->link;
    free(b->raw);
}

static void *get(asyncc__loop *loop, size_t size, int certain) {
    size_t index = (size + ASYNCC__FRAME_STEP - 1) / ASYNCC__FRAME_STEP;
    if (index >= CLASSES) {
        void *spare = loop->spare;
        if (!spare || size > loop->spare_size || size < loop->spare_size / 4) return large(loop, size, 16, certain);
        loop->spare = NULL;
        return spare;
    }
    void *p = loop->context.freed[index];
    if (p) {
        loop->context.freed[index] = *(void **)p;
        return p;
    }
    p = ASYNCC__DIRECT ? asyncc__malloc(index * ASYNCC__FRAME_STEP) : from_chunk(loop, index);
    if (!p && certain) p = from_reserve(loop, index * ASYNCC__FRAME_STEP, 16);
    return p;
}

void *asyncc__get(asyncc__loop *loop, size_t size) { return get(loop, size, 0); }

void asyncc__put(asyncc__loop *loop, void *memory, size_t size) {
    size_t index = (size + ASYNCC__FRAME_STEP - 1) / ASYNCC__FRAME_STEP;
    if (index >= CLASSES) {
        if (!ASYNCC__DIRECT && size <= LARGEST_SPARE && ((struct block *)memory - 1)->raw) {
            void *last = loop->spare;
            loop->spare = memory;
            loop->spare_size = size;
            if (!last) return;
            memory = last;
        }
        large_free(memory);
    } else if (ASYNCC__DIRECT && ((char *)memory < loop->reserve_start || (char *)memory >= loop->reserve_end)) {
        free(memory);
    } else {
        *(void **)memory = loop->context.freed[index];
        loop->context.freed[index] = memory;
    }
}

/* ------------------------------------------------------------------ frames */

static asyncc__frame *open_frame(asyncc__loop *loop, const asyncc__coroutine *coroutine, int certain) {
    asyncc__frame *frame = coroutine->align > 16 ? large(loop, coroutine->size, coroutine->align, certain)
                                                 : get(loop, coroutine->size, certain);
    if (frame) *frame = (asyncc__frame){ .coroutine = coroutine, .state = ASYNCC__START };
    return frame;
}

asyncc__frame *asyncc__frame_open_slow(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__frame *frame = open_frame(asyncc__loop_of(c), coroutine, 0);
    if (!frame) asyncc__no_memory(c);
    return frame;
}

void asyncc__frame_free_slow(asyncc__context *c, asyncc__frame *frame) {
    if (frame->flags & ASYNCC__EMBEDDED) return;
    if (frame->coroutine->align > 16) large_free(frame);
    else asyncc__put(asyncc__loop_of(c), frame, frame->coroutine->size);
}

/* The first bytes of its result. */
static inline uint64_t result_word(const asyncc__frame *frame) {
    uint64_t word = 0;
    const asyncc__coroutine *coroutine = frame->coroutine;
    const char *result = (const char *)frame + coroutine->result_offset;
    if (coroutine->result_size == sizeof(int)) memcpy(&word, result, sizeof(int));
    else memcpy(&word, result, coroutine->result_size < sizeof word ? coroutine->result_size : sizeof word);
    return word;
}

void asyncc__poison(asyncc__frame *frame) {
    const asyncc__coroutine *coroutine = frame->coroutine;
    if (!coroutine->nslots) return;
    const char *saved = frame->state > 0 ? coroutine->points[frame->state - 1].saved : NULL;
    for (unsigned k = 0; k < coroutine->nslots; k++) {
        if (k < UCHAR_MAX && saved && strchr(saved, (int)k + 1)) continue;
        memset((char *)frame + coroutine->slots[k].offset, 0xa5, coroutine->slots[k].size);
    }
}

uint64_t asyncc__enter(asyncc__context *c, const asyncc__coroutine *coroutine, void *block) {
    asyncc__frame *frame = asyncc__entering(c) ? asyncc__begin(c, coroutine) : asyncc__frame_open(c, coroutine);
    uint64_t word = 0;
    if (asyncc__unlikely(!frame)) return 0;
    if (coroutine->arguments_size) memcpy((char *)frame + coroutine->arguments, block, coroutine->arguments_size);
    if (frame->state == ASYNCC__NEW) return 0;
    coroutine->resume(c, frame);
    if (frame->state != ASYNCC__START) return 0;        /* it has suspended, and belongs to who takes its result */
    if (!c->signal) {
        if (coroutine->result_size <= ASYNCC__WORD_SIZE) word = result_word(frame);
        else memcpy(block, (char *)frame + coroutine->result_offset, coroutine->result_size);
    }
    asyncc__frame_free(c, frame);
    return word;
}

static asyncc__frame *__attribute__((noinline)) suspend_first_slow(asyncc__context *c, const asyncc__coroutine *coroutine, int point) {
    asyncc__frame *frame = open_frame(asyncc__loop_of(c), coroutine, 1);
    if (!frame) asyncc__die("out of memory, and the reserve for suspended functions is used up ('%s' at %s:%d)", coroutine->name,
                            coroutine->file ? coroutine->file : "?", coroutine->line);
    asyncc__suspend_at(c, frame, point);
    return frame;
}

asyncc__frame *asyncc__suspend_first(asyncc__context *c, const asyncc__coroutine *coroutine, int point) {
    asyncc__frame *frame = c->freed[coroutine->list];
    if (asyncc__unlikely(!frame)) return suspend_first_slow(c, coroutine, point);
    c->freed[coroutine->list] = *(void **)frame;
    frame->coroutine = coroutine;       /* its parent is written by that one's suspension, which follows */
    frame->flags = 0;
    asyncc__suspend_at(c, frame, point);
    return frame;
}

asyncc__frame *asyncc__waits_at(asyncc__context *c, asyncc__frame *frame, const asyncc__coroutine *coroutine, int point) {
    if (asyncc__unlikely(c->signal == ASYNCC__FAILED)) {
        asyncc__trace(c, coroutine, point);
        return NULL;
    }
    if (!frame) return asyncc__suspend_first(c, coroutine, point);
    asyncc__suspend_at(c, frame, point);
    return frame;
}

int asyncc__waits_open(asyncc__context *c, asyncc__frame *frame, int point) { return asyncc__waits_at(c, frame, frame->coroutine, point) != NULL; }

/* ------------------------------------------------------------- alloca, VLAs */

struct piece { void *next, *start; };

void *asyncc__alloca(asyncc__context *c, void **blocks, size_t size, size_t align) {
    if (align < 16) align = 16;
    size_t offset = (sizeof(struct piece) + align - 1) & ~(align - 1);
    char *raw = size > SIZE_MAX / 2 ? NULL : large(asyncc__loop_of(c), offset + size, align, 0);
    if (!raw) {
        asyncc__no_memory(c);
        return NULL;
    }
    *(struct piece *)raw = (struct piece){ *blocks, raw + offset };
    *blocks = raw;
    return raw + offset;
}

void *asyncc__vla(asyncc__context *c, void **blocks, void *old, size_t size, size_t align) {
    for (void **at = blocks; old && *at; at = &((struct piece *)*at)->next) {
        if (((struct piece *)*at)->start != old) continue;
        void *piece = *at;
        *at = ((struct piece *)piece)->next;
        large_free(piece);
        break;
    }
    return asyncc__alloca(c, blocks, size, align);
}

void asyncc__alloca_free(asyncc__context *c, void **blocks, void *mark) {
    (void)c;
    while (*blocks && *blocks != mark) {
        void *piece = *blocks;
        *blocks = ((struct piece *)piece)->next;
        large_free(piece);
    }
}
