/* A hash table with an awaiting hash, for and while loops with several exits. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

enum { SIZE = 32 };
struct slot { const char *key; int count; };

static async unsigned hash(const char *s) {
    unsigned h = 2166136261u;
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * 16777619u;
        if (*s == 'e') await async_sleep(0);
    }
    return h;
}

static async struct slot *find(struct slot *table, const char *key) {
    for (unsigned i = await hash(key) % SIZE;; i = (i + 1) % SIZE) {
        if (!table[i].key) {
            table[i].key = key;
            return &table[i];
        }
        if (!strcmp(table[i].key, key)) return table + i;
        await async_sleep(0);
    }
}

async int main(void) {
    static const char *const words[] = { "the", "tree", "and", "the", "bee", "see", "the", "tree", "free", "and", "be" };
    struct slot table[SIZE] = { { 0, 0 } };
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) (await find(table, words[i]))->count++;
    for (int i = 0; i < SIZE; i++)
        if (table[i].key) printf("%d %s %d\n", i, table[i].key, table[i].count);
    return 0;
}
// oracle: erase
