/* generate_rows.c - order lines by the million for the benchmarks: about 52 bytes each, always the
 * same. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAYS_A_MONTH = 28, MONTHS = 48, FIRST_YEAR = 2022 };

static uint32_t roll(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* generate_rows ROWS REGIONS PRODUCTS */
int main(int argc, char **argv)
{
    const long rows = argc == 4 ? atol(argv[1]) : 0;
    const unsigned regions = argc == 4 ? (unsigned)atol(argv[2]) : 0;
    const unsigned products = argc == 4 ? (unsigned)atol(argv[3]) : 0;
    uint64_t state = 20260630;

    if (rows < 1 || regions < 1 || products < 1) {
        fputs("usage: generate_rows ROWS REGIONS PRODUCTS\n", stderr);
        return 64;
    }
    puts("order_date,region,product,channel,quantity,price,amount");
    for (long i = 0; i < rows; i++) {
        const unsigned month = roll(&state) % MONTHS, day = roll(&state) % DAYS_A_MONTH + 1;
        const unsigned region = roll(&state) % regions, product = roll(&state) % products;
        const unsigned quantity = roll(&state) % 97 + 3, cents = 1990 + roll(&state) % 70000;
        const unsigned season = 100 + (month % 12) * 5;
        const uint64_t amount = (uint64_t)quantity * cents * season / 100;

        printf("%u-%02u-%02u,Region %02u,Product %03u,%s,%u,%u.%02u,%" PRIu64 ".%02" PRIu64 "\n",
               FIRST_YEAR + month / 12, month % 12 + 1, day, region, product,
               i % 3 ? "Dealer" : "Online", quantity, cents / 100, cents % 100, amount / 100,
               amount % 100);
    }
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
