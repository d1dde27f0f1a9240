/* past.h - rules of one kind, replayed: their scores at every node and period, and what they are
 * called. */
#ifndef ANALYSIS_WATCH_PAST_H
#define ANALYSIS_WATCH_PAST_H

#include "analysis/watch/replay.h"

enum { AN_RULE_NAME_SIZE = 64 };

/* Owns its lists. Nodes and periods are those of the replay, whose last ones may lack. */
typedef struct {
    an_scores scores;
    char (*names)[AN_RULE_NAME_SIZE]; /* of each rule */
    size_t back; /* periods an alarm looks back; 0: as the replay's rule says */
} an_past;

enum { AN_MOST_PASTS = 8 };

typedef struct {
    an_past list[AN_MOST_PASTS];
    size_t n;
} an_pasts;

/* A new one without scores yet; there is room for every kind. NULL without memory. */
an_past *an_pasts_add(an_pasts *pasts, size_t n_rules, size_t n_nodes, size_t n, size_t year);
void an_past_name(an_past *past, size_t rule, const char *name); /* cut where it is too long */
void an_pasts_clear(an_pasts *pasts);

#endif
