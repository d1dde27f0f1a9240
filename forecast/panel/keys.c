/* keys.c - tuples of keys, numbered in the order in which they are seen first. */
#include "forecast/panel/keys.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/panel/hash.h"

enum { BLOCK_BYTES = 1 << 16, FIRST_CAPACITY = 64 };

/* Tuples live in blocks that are never moved. */
typedef struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
} block;

typedef struct {
    const char *const *tuple;
    uint64_t hash;
} entry;

struct fc_keys {
    size_t n_keys, size, capacity;
    entry *entries;
    size_t
        *table; /* open addressing: number + 1, 0 where free; 2 x capacity places, a power of 2 */
    block *blocks;
};

static fc_status grow(fc_keys *keys);

fc_status fc_keys_new(size_t n_keys, fc_keys **keys)
{
    *keys = calloc(1, sizeof **keys);
    if (!*keys)
        return fc_no_memory();
    (*keys)->n_keys = n_keys;

    const fc_status status = grow(*keys);

    if (status != FC_OK) {
        fc_keys_free(*keys);
        *keys = NULL;
    }
    return status;
}

void fc_keys_free(fc_keys *keys)
{
    if (!keys)
        return;
    for (block *b = keys->blocks; b;) {
        block *next = b->next;

        free(b);
        b = next;
    }
    free(keys->entries);
    free(keys->table);
    free(keys);
}

static size_t mask(const fc_keys *keys)
{
    return 2 * keys->capacity - 1;
}

static void fill_table(fc_keys *keys)
{
    memset(keys->table, 0, 2 * keys->capacity * sizeof *keys->table);
    for (size_t i = 0; i < keys->size; i++) {
        size_t place = keys->entries[i].hash & mask(keys);

        while (keys->table[place])
            place = (place + 1) & mask(keys);
        keys->table[place] = i + 1;
    }
}

static fc_status grow(fc_keys *keys)
{
    const size_t capacity = keys->capacity ? 2 * keys->capacity : FIRST_CAPACITY;
    entry *entries = realloc(keys->entries, capacity * sizeof *entries);

    if (entries)
        keys->entries = entries;

    size_t *table = malloc(2 * capacity * sizeof *table);

    if (!entries || !table) {
        free(table);
        return fc_no_memory();
    }
    free(keys->table);
    keys->table = table;
    keys->capacity = capacity;
    fill_table(keys);
    return FC_OK;
}

static size_t length_of(const char *const *tuple, const size_t *lengths, size_t k)
{
    return lengths ? lengths[k] : strlen(tuple[k]);
}

static uint64_t hash_of(const fc_keys *keys, const char *const *tuple, const size_t *lengths)
{
    uint64_t hash = 0;

    for (size_t k = 0; k < keys->n_keys; k++)
        hash = fc_hash(hash, tuple[k], length_of(tuple, lengths, k));
    return hash;
}

static bool is_equal(const fc_keys *keys, const entry *e, const char *const *tuple,
                     const size_t *lengths)
{
    for (size_t k = 0; k < keys->n_keys; k++) {
        const size_t length = length_of(tuple, lengths, k);

        if (strlen(e->tuple[k]) != length || memcmp(e->tuple[k], tuple[k], length) != 0)
            return false;
    }
    return true;
}

/* The place in the table of the tuple, or the free place where it belongs. */
static size_t place_of(const fc_keys *keys, uint64_t hash, const char *const *tuple,
                       const size_t *lengths)
{
    size_t place = hash & mask(keys);

    for (; keys->table[place]; place = (place + 1) & mask(keys)) {
        const entry *e = &keys->entries[keys->table[place] - 1];

        if (e->hash == hash && is_equal(keys, e, tuple, lengths))
            break;
    }
    return place;
}

static void *allocate(fc_keys *keys, size_t bytes)
{
    bytes = (bytes + alignof(char *) - 1) / alignof(char *) * alignof(char *);
    if (!keys->blocks || keys->blocks->size - keys->blocks->used < bytes) {
        const size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
        block *b = malloc(sizeof *b + size);

        if (!b)
            return NULL;
        *b = (block){.next = keys->blocks, .size = size};
        keys->blocks = b;
    }
    keys->blocks->used += bytes;
    return keys->blocks->bytes + keys->blocks->used - bytes;
}

/* A copy of the tuple: its pointers, then its strings. */
static const char *const *copy(fc_keys *keys, const char *const *tuple, const size_t *lengths)
{
    size_t bytes = keys->n_keys * sizeof(char *);

    for (size_t k = 0; k < keys->n_keys; k++)
        bytes += length_of(tuple, lengths, k) + 1;

    const char **pointers = allocate(keys, bytes);

    if (!pointers)
        return NULL;

    char *text = (char *)(pointers + keys->n_keys);

    for (size_t k = 0; k < keys->n_keys; k++) {
        const size_t length = length_of(tuple, lengths, k);

        memcpy(text, tuple[k], length);
        text[length] = '\0';
        pointers[k] = text;
        text += length + 1;
    }
    return pointers;
}

fc_status fc_keys_add(fc_keys *keys, const char *const *tuple, const size_t *lengths,
                      size_t *number)
{
    const uint64_t hash = hash_of(keys, tuple, lengths);
    size_t place = place_of(keys, hash, tuple, lengths);

    if (!keys->table[place]) {
        if (keys->size == keys->capacity) {
            const fc_status status = grow(keys);

            if (status != FC_OK)
                return status;
            place = place_of(keys, hash, tuple, lengths);
        }

        const char *const *own = copy(keys, tuple, lengths);

        if (!own)
            return fc_no_memory();
        keys->entries[keys->size] = (entry){own, hash};
        keys->table[place] = ++keys->size;
    }
    *number = keys->table[place] - 1;
    return FC_OK;
}

size_t fc_keys_find(const fc_keys *keys, const char *const *tuple)
{
    const size_t place = place_of(keys, hash_of(keys, tuple, NULL), tuple, NULL);

    return keys->table[place] ? keys->table[place] - 1 : SIZE_MAX;
}

size_t fc_keys_size(const fc_keys *keys)
{
    return keys->size;
}

const char *const *fc_keys_tuple(const fc_keys *keys, size_t number)
{
    return keys->entries[number].tuple;
}

static int compare(const void *a, const void *b, void *keys)
{
    const fc_keys *k = keys;
    const char *const *left = k->entries[*(const size_t *)a].tuple;
    const char *const *right = k->entries[*(const size_t *)b].tuple;
    int sign = 0;

    for (size_t i = 0; i < k->n_keys && sign == 0; i++)
        sign = strcmp(left[i], right[i]);
    return sign;
}

fc_status fc_keys_sort(fc_keys *keys, size_t first, size_t n, size_t *order)
{
    entry *sorted = malloc((n + 1) * sizeof *sorted);

    if (!sorted)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++)
        order[i] = first + i;
    qsort_r(order, n, sizeof *order, compare, keys);
    for (size_t i = 0; i < n; i++)
        sorted[i] = keys->entries[order[i]];
    memcpy(keys->entries + first, sorted, n * sizeof *sorted);
    free(sorted);
    fill_table(keys);
    return FC_OK;
}
