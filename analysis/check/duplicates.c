/* duplicates.c - a ring of the last rows with a hash table over it. */
#include "analysis/check/duplicates.h"

#include <stdlib.h>

enum { WINDOW = 1 << 18 };

typedef struct {
    uint64_t hash;
    uint64_t number; /* of the row, from 1; 0: free */
    an_place place;
    uint32_t older; /* ring slot + 1 of the row before it in its chain; 0: none */
} seen;

struct an_duplicates {
    uint64_t n;
    uint32_t heads[WINDOW]; /* ring slot + 1 of a chain's newest row; 0: none */
    seen ring[WINDOW];
};

fc_status an_duplicates_new(an_duplicates **duplicates)
{
    *duplicates = calloc(1, sizeof **duplicates);
    return *duplicates ? FC_OK : fc_no_memory();
}

void an_duplicates_free(an_duplicates *duplicates)
{
    free(duplicates);
}

/* Rows grow older along a chain; a newer one took the slot of a row that is forgotten. */
const an_place *an_duplicates_find(an_duplicates *duplicates, uint64_t hash, an_place place)
{
    uint32_t *head = &duplicates->heads[hash % WINDOW];
    uint64_t newer = UINT64_MAX;
    seen *slot;

    for (uint32_t at = *head; at;) {
        const seen *row = &duplicates->ring[at - 1];

        if (row->number >= newer)
            break;
        if (row->hash == hash)
            return &row->place;
        newer = row->number;
        at = row->older;
    }
    slot = &duplicates->ring[duplicates->n % WINDOW];
    *slot = (seen){hash, ++duplicates->n, place, *head};
    *head = (uint32_t)(slot - duplicates->ring) + 1;
    return NULL;
}
