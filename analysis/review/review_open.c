/* review_open.c - what is still to come of the period that is not complete.
 *
 * Of all nodes together it is what the actual so far leaves of the forecast, never less than
 * nothing. The cells share it by what each still lacks, so that the outlooks of children add up to
 * their parents'. */
#include <stdlib.h>

#include "analysis/review/review_parts.h"

/* What each cell lacks of its forecast; the rest of all is `share` of the sum of these. */
static double find_lacking(const an_review *r, size_t n_cells, double *lacking)
{
    double sum = 0, rest = 0;

    for (size_t c = 0; c < n_cells; c++) {
        const double mean = fc_forecasts_mean(r->forecasts, r->n_nodes - n_cells + c)[0];
        double actual = 0;

        fc_panel_accumulate(r->sales->panel, c, AN_AMOUNT, r->open, 1, &actual);
        lacking[c] = mean > actual ? mean - actual : 0;
        sum += lacking[c];
        rest += mean - actual;
    }
    return sum > 0 && rest > 0 ? rest / sum : 0;
}

fc_status an_review_open(an_review *r)
{
    const size_t n_cells = fc_hierarchy_n_bottom(r->sales->hierarchy);
    double *lacking = malloc(n_cells * sizeof *lacking), share;

    r->open_rest = malloc(r->n_nodes * sizeof *r->open_rest);
    if (!lacking || !r->open_rest) {
        free(lacking);
        return fc_no_memory();
    }
    share = find_lacking(r, n_cells, lacking);
    for (size_t i = 0; i < r->n_nodes; i++) {
        const double mean = fc_forecasts_mean(r->forecasts, i)[0];
        size_t n;
        const size_t *cells = fc_hierarchy_cells(r->sales->hierarchy, i, &n);
        double rest = 0;

        for (size_t c = 0; c < n; c++)
            rest += share * lacking[cells[c]];
        r->open_rest[i] = r->now < r->open ? 1 : mean > 0 ? rest / mean : 0;
    }
    free(lacking);
    return FC_OK;
}
