/* explain.h - how one number came about: an actual out of its rows, a forecast out of its parts. */
#ifndef ANALYSIS_EXPLAIN_H
#define ANALYSIS_EXPLAIN_H

#include "analysis/explain/explain_rows.h"
#include "analysis/overrides/overrides.h"
#include "analysis/pipeline/blend.h"
#include "analysis/table/table.h"
#include "forecast/forecasts/forecasts.h"

typedef struct {
    const an_sales *sales;
    const fc_forecasts *forecasts;
    const fc_regressors *regressors; /* as given to the forecasts */
    const an_blend *blend;           /* what history and deals each said; NULL: history alone */
    size_t node;
    fc_period period;              /* known, or within the horizon */
    const an_overrides *overrides; /* made by hand; NULL: none */
    const an_explain_row
        *rows; /* of a known number, the last ones a forecast was fitted on; or none */
    size_t n_rows, all_rows; /* of them, and how many there are */
    const char *lang, *unit; /* of the sentences; unit as in an_unit_parse */
} an_explain_input;

enum { AN_EXPLAIN_ITEM = 96, AN_EXPLAIN_TEXT = 256 };

/* An amount that the number is made of. */
typedef struct {
    char item[AN_EXPLAIN_ITEM];
    double amount; /* whole cents */
    char text[AN_EXPLAIN_TEXT];
} an_explain_part;

/* Owns its parts, which add up to `total` to the cent, largest cells first, components in order. */
typedef struct {
    bool is_forecast;
    size_t step; /* of the forecast, from 0 */
    an_explain_part *parts;
    size_t n;
    double total; /* whole cents */
} an_explanation;

/* FC_EDATA where the period lies before the sales or beyond the horizon. */
fc_status an_explain(const an_explain_input *input, an_explanation *explanation) FC_CHECKED;
void an_explanation_clear(an_explanation *explanation);

/* The whole story as rows of part, item, amount, value, text: the sentence, the history, what was
 * adjusted, the model and its parameters, the components, the ranges of 80 and 95 %; of a known
 * number its cells; and the rows. */
fc_status an_explain_table(const an_explain_input *input, const an_explanation *explanation,
                           an_table **table) FC_CHECKED;

/* DIR/explain.svg: the components of a forecast as a bridge from its level; DIR/decomposition.svg:
 * those of the whole series, below each other. */
fc_status an_explain_chart(const an_explain_input *input, const an_explanation *explanation,
                           const char *folder) FC_CHECKED;

/* One sentence: the number and its largest parts. */
void an_explain_sentence(const an_explain_input *input, const an_explanation *explanation,
                         char *text, size_t size);

#endif
