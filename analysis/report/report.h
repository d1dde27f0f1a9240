/* report.h - the review as a page on the terminal, one HTML file, a workbook, a table and charts.
 */
#ifndef ANALYSIS_REPORT_REPORT_H
#define ANALYSIS_REPORT_REPORT_H

#include <stdio.h>

#include "analysis/archive/memory.h"
#include "analysis/output/output_set.h"
#include "analysis/review/review.h"
#include "analysis/review/review_calibration.h"
#include "analysis/table/table.h"
#include "analysis/watch/watch.h"

typedef struct {
    const char *lang; /* "en", "zh" */
    const char *unit;
    bool png, pdf;
    bool colour;
    bool full;    /* the table: a chance's record and quantiles in each row, where there are */
    size_t worst; /* how many gaps the page tells; 0 = 8 */
    const char *command; /* the command line, for the foot of the report */
} an_report_options;

/* Everything a report may show; borrowed. */
typedef struct {
    const an_sales *sales;
    const fc_forecasts *forecasts;
    const an_plan *plan;
    const an_review *review;
    const an_problems *problems;
    const an_watch *watch;             /* NULL: nothing was watched */
    const fc_calibration *calibration; /* NULL: not looked at */
    const an_table *measures;          /* an_report_measures; NULL: none */
    const an_memory *memory;           /* what the archive tells; NULL: none is kept */
} an_report_input;

/* All rows of the review, columns as in the interface. */
fc_status an_report_table(const an_report_input *input, const an_report_options *options,
                          an_table **table) FC_CHECKED;

/* The page a manager reads in one minute: total first, then the worst gaps, one sentence each. */
fc_status an_report_page(const an_report_input *input, const an_report_options *options,
                         FILE *out) FC_CHECKED;

/* The charts without headings, as elements of a page. */
typedef struct an_pictures an_pictures;
void an_pictures_free(an_pictures *pictures);

/* Into `folder`: fan.svg, heat.svg, bridge.svg, rank.svg, small.svg, bullet.svg (and .png, .pdf),
 * as outputs of `files`; those of an earlier run that are not drawn now go. `pictures` gets the
 * same for the page. FC_EUNAVAILABLE: gnuplot is missing or broken. */
fc_status an_report_charts(const an_report_input *input, const an_report_options *options,
                           const char *folder, an_output_set *files,
                           an_pictures **pictures) FC_CHECKED;

/* One self-contained page with the pictures inline; NULL: a sentence says why there are none. */
fc_status an_report_html(const an_report_input *input, const an_report_options *options,
                         const an_pictures *pictures, FILE *out) FC_CHECKED;

fc_status an_report_xlsx(const an_report_input *input, const an_report_options *options,
                         FILE *out) FC_CHECKED;

/* All of it into a folder, which is made: review.csv, report.xlsx, charts/, report.html, all of
 * them or none. Where gnuplot is missing or broken all but the charts is
 * written, or nothing where charts of an earlier run are there, and FC_EUNAVAILABLE says what to
 * do.
 */
fc_status an_report_write(const an_report_input *input, const an_report_options *options,
                          const char *folder) FC_CHECKED;

#endif
