/* temporary.h: files that are gone when the tool ends, however it ends. */
#pragma once

/* A path of that base name in a directory of its own, for this process to write.  The directory's name depends on
 * nothing but `key` unless another process is using it, so that a compiler cache sees the same command line each time. */
char *temporary_file(const char *key, const char *base);
/* Names a file that is to be removed like the ones above. */
void temporary_remember(const char *path);
