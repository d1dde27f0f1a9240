/* allot_classes.h - places in the same crossing bounds, as classes with an amount each. */
#ifndef ANALYSIS_TARGET_ALLOT_CLASSES_H
#define ANALYSIS_TARGET_ALLOT_CLASSES_H

#include "analysis/target/allot_private.h"

typedef struct {
    const an_allot_task *task;
    an_allot_tree *tree;
    size_t n, room;  /* classes */
    bool *in;        /* class x bound: it lies in it; bound 0 is the whole */
    size_t *places;  /* of each class; a class that was cut up wholly has none */
    double *x;       /* real amounts */
    double *factors; /* of the bounds */
    int64_t *z;      /* whole amounts */
    int64_t *sums;   /* of the bounds */
} an_allot_classes;

static inline bool an_allot_classes_in(const an_allot_classes *f, size_t class, size_t bound)
{
    return f->in[class * f->tree->n + bound];
}

/* Rounds x to whole z so that every bound is kept; false where no such z was found. */
bool an_allot_classes_round(an_allot_classes *classes);

#endif
