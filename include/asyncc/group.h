/* group.h: tasks that end together.
 *
 *     async_with (async_group *g, async_task_group()) {
 *         async_group_spawn(g, a = fetch("a"));
 *         async_group_spawn(g, b = fetch("b"));
 *     }                                                            // both have ended
 *
 * The block ends when all members have.  The first that fails cancels the others and the block; then the errors are thrown together: the code is
 * the first one's, async_error_at finds them all.  asyncio.TaskGroup.
 */
#pragma once
#include "language.h"
#include "size.h"

/* A group, valid in its block. */
typedef struct async_group async_group;

/* Leaving the block suspends until all members have ended.  Cancelled there or in the block, it cancels them first.  Throws the errors of members and of the
 * block, UV_ENOMEM.  asyncio.TaskGroup(). */
_Async_context async_group *async_task_group(void);

/* async_group_spawn(group, branch) (language.h) adds a member, from anywhere, and returns its handle.  Throws UV_ESHUTDOWN once the
 * group is ending, UV_ENOMEM. */

/* Ends the group without an error: members and block are cancelled, and the block is left as if it had come to its end.
 * Harmless when it is ending already.  Does not suspend; from the loop's thread.  asyncio: raising an error of one's own in the group. */
void async_group_cancel(async_group *group);

/* Members that have not told their end to the group. */
size_t async_group_count(const async_group *group);
