/* graph.h: a lowered function as a graph of steps, for flow.c. */
#pragma once
#include "tree.h"

/* One evaluation.  Its reads come before its writes. */
struct step {
    int touches;                /* the first of its touches, or -1 */
    int edges;                  /* the first of the edges to the steps that may come after, or -1 */
    struct suspend *suspend;    /* the point at which this step waits, or null */
    var *declares;              /* declared here without an initialiser, or null */
};

/* A variable that a step reads, or certainly overwrites. */
struct touch { int var; bool is_use; int next; };

struct edge { int to, next; };

struct graph {
    struct step *steps;
    struct touch *touches;
    struct edge *edges;
    int nsteps, ntouches, nedges;
    int first;                  /* the step at which the function begins, or -1 */
};

/* Variables are told by var.index.  Those whose address is taken, and those that are not the function's own, do not occur. */
void graph_build(function *f, struct graph *g);
void graph_free(struct graph *g);
bool graph_is_own(const function *f, const var *v);
