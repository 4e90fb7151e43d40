/* A web crawler with a concurrency limit: a group of workers over one queue of pages, each page visited once, at most three fetched at a
 * time; a page that fails is reported, and the others go on.  The web is a table here. */
#include <asyncc.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PAGES 9

static const struct page { const char *url; double seconds; const char *links[4]; } web[PAGES] = {
    { "/",        0.3, { "/a", "/b", "/c" } },
    { "/a",       0.2, { "/a/1", "/a/2", "/" } },
    { "/b",       0.5, { "/b/1", "/missing" } },
    { "/c",       0.4, { "/a", "/c/1" } },
    { "/a/1",     0.2, { "/" } },
    { "/a/2",     0.6, { "/a/1", "/b/1" } },
    { "/b/1",     0.1, { "/c/1" } },
    { "/c/1",     0.3, { NULL } },
    { "/missing", 0.1, { NULL } }
};

static async const struct page *fetch(const char *url) {
    for (int i = 0; i < PAGES; i++) {
        if (strcmp(web[i].url, url)) continue;
        await async_sleep(web[i].seconds);
        if (!strcmp(url, "/missing")) throw(UV_ENOENT, "404 %s", url);
        return &web[i];
    }
    throw(UV_EINVAL, "no such host: %s", url);
}

struct crawl {
    async_queue(const char *) pages;
    const char *seen[PAGES];
    int nseen, nfetched, nfailed, running, most;
};

/* Each page once. */
static void add(struct crawl *crawl, const char *url) {
    for (int i = 0; i < crawl->nseen; i++)
        if (!strcmp(crawl->seen[i], url)) return;
    crawl->seen[crawl->nseen++] = url;
    async_queue_put_nowait(crawl->pages, &url);
}

static async void visit(struct crawl *crawl, const char *url) {
    if (++crawl->running > crawl->most) crawl->most = crawl->running;
    defer crawl->running--;
    const struct page *page = await fetch(url);
    printf("%.1f s: %s\n", async_time(), url);
    crawl->nfetched++;
    for (int i = 0; i < 4 && page->links[i]; i++) add(crawl, page->links[i]);
}

static async void worker(struct crawl *crawl) {
    for (;;) {
        const char *url = await async_get(crawl->pages);
        defer async_queue_task_done(crawl->pages);
        try {
            await visit(crawl, url);
        } catch (e) {
            printf("%.1f s: %s\n", async_time(), e->message);
            crawl->nfailed++;
        }
    }
}

async int main(void) {
    struct crawl crawl = { .pages = async_queue_new(const char *, 0) };
    if (!crawl.pages) throw(UV_ENOMEM, "no queue");
    defer async_queue_free(crawl.pages);
    add(&crawl, "/");
    async_with (async_group *g, async_task_group()) {
        for (int i = 0; i < 3; i++) async_group_spawn(g, worker(&crawl));
        await async_queue_join(crawl.pages);        // no page is left, and none is being fetched
        async_group_cancel(g);
    }
    printf("%d pages, %d failed, at most %d at a time\n", crawl.nfetched, crawl.nfailed, crawl.most);
    return 0;
}

// expect: 0.3 s: /
// expect: 0.5 s: /a
// expect: 0.7 s: /c
// expect: 0.7 s: /a/1
// expect: 0.8 s: /b
// expect: 0.9 s: /b/1
// expect: 1.0 s: /c/1
// expect: 1.0 s: 404 /missing
// expect: 1.3 s: /a/2
// expect: 8 pages, 1 failed, at most 3 at a time
