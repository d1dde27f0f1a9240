/* hash.h - a 64-bit hash of bytes, for tables and for seeds. */
#ifndef FORECAST_HASH_H
#define FORECAST_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The finaliser of splitmix64: Steele, Lea & Flood (2014), Fast splittable pseudorandom number
 * generators, section 7 (variant 13 of D. Stafford). */
static inline uint64_t fc_hash_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

/* Four or eight bytes as a number. */
static inline uint64_t fc_hash_load(const unsigned char *p, size_t n)
{
    uint64_t word = 0;

    memcpy(&word, p, n == 8 ? 8 : 4);
    return word;
}

/* The last 0 .. 7 bytes as a number; reads of four may overlap. */
static inline uint64_t fc_hash_tail(const unsigned char *p, size_t n)
{
    if (n >= 4)
        return fc_hash_load(p, 4) << 32 | fc_hash_load(p + n - 4, 4);
    return n == 0 ? 0 : (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
}

/* Hashes `n` bytes onto `seed`, so that calls can be chained. */
static inline uint64_t fc_hash(uint64_t seed, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    uint64_t h = seed ^ (n * UINT64_C(0x9E3779B97F4A7C15));

    for (; n >= 8; n -= 8, p += 8)
        h = fc_hash_mix(h ^ fc_hash_load(p, 8));
    return fc_hash_mix(h ^ fc_hash_tail(p, n));
}

#endif
