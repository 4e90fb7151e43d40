/* Linked lists and trees that are built, walked and freed by coroutines. */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

struct tree { int key; struct tree *child[2]; };

static async struct tree *insert(struct tree *t, int key) {
    if (!t) {
        await async_sleep(0);
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key != t->key) {
        int side = key > t->key;
        t->child[side] = await insert(t->child[side], key);
    }
    return t;
}

static async int walk(const struct tree *t, int depth) {
    if (!t) return 0;
    int left = await walk(t->child[0], depth + 1);
    printf("%*s%d\n", depth * 2, "", t->key);
    int right = await walk(t->child[1], depth + 1);
    return left + right + 1;
}

static async void release(struct tree *t) {
    if (!t) return;
    await release(t->child[0]);
    await release(t->child[1]);
    await async_sleep(0);
    free(t);
}

async int main(void) {
    struct tree *root = NULL;
    for (unsigned i = 0, x = 3; i < 20; i++, x = x * 17 % 101) root = await insert(root, (int)x);
    printf("%d nodes\n", await walk(root, 0));
    await release(root);
    return 0;
}
// oracle: erase
