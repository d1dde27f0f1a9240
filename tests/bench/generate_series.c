/* generate_series.c - monthly sales of many series, one row a month, for the benchmarks: trend,
 * season and noise that differ from series to series, always the same. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_YEAR = 2015, NORMAL_SUMMANDS = 12 };

/* Uniform on [0, 1). */
static double roll(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 33) / 2147483648.0;
}

/* Nearly normal, of variance 1. */
static double noise(uint64_t *state)
{
    double sum = -NORMAL_SUMMANDS / 2.0;

    for (int i = 0; i < NORMAL_SUMMANDS; i++)
        sum += roll(state);
    return sum;
}

/* The level wanders; the season is a wave with its own peak; what is sold is a whole number. */
static void write_series(long number, int months, uint64_t *state)
{
    const double level = exp(4 + 5 * roll(state)), growth = 0.004 * noise(state);
    const double wave = 0.4 * roll(state), peak = 12 * roll(state),
                 spread = 0.03 + 0.2 * roll(state);
    double drift = 0;

    for (int t = 0; t < months; t++) {
        const double season = wave * cos(2 * M_PI * (t - peak) / 12);

        drift += growth + 0.02 * noise(state);
        printf("%d-%02d-01,S%06ld,%.0f\n", FIRST_YEAR + t / 12, t % 12 + 1, number,
               level * exp(drift + season + spread * noise(state)));
    }
}

/* generate_series SERIES MONTHS */
int main(int argc, char **argv)
{
    const long n = argc == 3 ? atol(argv[1]) : 0;
    const int months = argc == 3 ? atoi(argv[2]) : 0;
    uint64_t state = 20261126;

    if (n < 1 || months < 1) {
        fputs("usage: generate_series SERIES MONTHS\n", stderr);
        return 64;
    }
    puts("date,series,amount");
    for (long i = 0; i < n; i++)
        write_series(i, months, &state);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
