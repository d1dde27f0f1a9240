/* roll_pipeline.c - prints how far each way of looking at a pipeline would have been off: the two
 * CRM data sets beside the project, and the sample company. An argument names the history's model.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/pipeline_rolling.h"

static void print(const char *name, const rolling *r)
{
    printf("%s, %zu month ends: error / what came, of the total and of the nodes below it, lead 1 "
           "2 3\n",
           name, r->n_days);
    for (int m = 0; m < ROLLING_METHODS; m++) {
        printf("  %-14s", ROLLING_NAMES[m]);
        for (int below = 0; below < 2; below++)
            for (size_t h = 0; h < ROLLING_LEADS; h++)
                printf("%s%.3f", h ? " " : "   ", rolling_error(r, below, (rolling_method)m, h));
        puts("");
    }
    for (int m = 0; m < 3; m++) {
        static const char *const NAMES[] = {"learned", "base rate", "CRM's own"};

        printf("  Brier score, %-10s", NAMES[m]);
        for (size_t h = 0; h < ROLLING_LEADS; h++)
            printf(" %.4f", r->brier[m][h] / r->deals[h]);
        puts("");
    }
    printf("  reliability, lead 1 (deals: said, won):");
    for (size_t b = 0; b < ROLLING_BINS; b++)
        if (r->bins[b][0] > 0)
            printf(" %.0f: %.2f %.2f;", r->bins[b][0], r->bins[b][1] / r->bins[b][0],
                   r->bins[b][2] / r->bins[b][0]);
    puts("");
}

int main(int argc, char **argv)
{
    const char *model = argc > 1 ? argv[1] : "auto";
    const an_deals_options ms = rolling_options("territory", NULL);
    const an_deals_options maven = rolling_options("region", ROLLING_PRICES);
    const an_deals_options own = rolling_options("region", NULL);
    const char *joined = "build/maven_with_regions.csv";
    rolling r;

    if (rolling_join(joined)) {
        r = rolling_run(joined, &maven, model, "2017-04", "2017-11");
        print("crm_maven", &r);
        remove(joined);
        r = rolling_run(ROLLING_MS, &ms, model, "2020-06", "2021-09");
        print("crm_ms_regional_sales", &r);
    }
    r = rolling_run("datasets/deals_snapshots", &own, model, "2025-12", "2026-05");
    print("the sample company", &r);
    return 0;
}
