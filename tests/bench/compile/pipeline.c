// A consumer of records: loops with awaits and locals that live across them, early exits, an error that is handled.
// Functions of other units do the work; pipeline.hand.c is the same as a state machine by hand.
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct record { int key, length; char data[64]; };

async int next_block(int source, int *first, int *count);
async int fetch(int source, int index, struct record *into);
async int store(int target, const struct record *record);
async void flush(int target);
int checksum(const struct record *record);

async int copy(int source, int target, int limit, int *rejected) {
    int total = 0, failures = 0, block = 0, first, count;
    struct record record;
    while (await next_block(source, &first, &count)) {
        block++;
        for (int i = first; i < first + count; i++) {
            int length = await fetch(source, i, &record);
            if (!length) continue;
            if (checksum(&record) != record.key) {
                if (++failures > limit) goto stop;
                (*rejected)++;
                continue;
            }
            total += await store(target, &record);
            if (total % 100 == 0) await flush(target);
        }
        if (block % 8 == 0) await flush(target);
    }
stop:
    await flush(target);
    return total;
}

async int copy_twice(int source, int first, int second) {
    int rejected = 0, moved = 0, status = 0;
    try {
        moved = await copy(source, first, 3, &rejected);
        moved += await copy(source, second, 3, &rejected);
    } catch (e) {
        status = e->code;
    }
    if (status) printf("stopped by %d\n", status);
    await flush(first);
    await flush(second);
    return moved - rejected;
}
