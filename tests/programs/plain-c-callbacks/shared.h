#pragma once
#include <asyncc.h>
#include <uv.h>

struct message { int number; const char *text; };

struct shared {
    async_loop *loop;
    async_queue(struct message) queue;
    async_event *event;
    async_group *group;
    async_future(struct message) answer;
    async_future(double) number;
    async_future(void) failing;
    async_task(int) task;
};

async int twice(int n);
async void failing(int n);
async void member(const char *name);

void start_timer(struct shared *s);
void start_thread(struct shared *s, uv_thread_t *id);
void cancel_with(async_task(void) t, const char *why);
void blocking(void);
