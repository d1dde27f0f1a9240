/* scale.h - an axis with round tics, and numbers as charts print them. */
#ifndef ANALYSIS_CHART_SCALE_H
#define ANALYSIS_CHART_SCALE_H

#include <stdbool.h>
#include <stddef.h>

enum { AN_NUMBER_SIZE = 32 };

/* From lo to hi; empty (lo > hi) until something finite is added. */
typedef struct {
    double lo, hi;
} an_range;

extern const an_range an_range_empty;
void an_range_add(an_range *range, const double *values, size_t n); /* NULL adds nothing */

/* lo and hi are tics; the others stand `step` apart. */
typedef struct {
    double lo, hi, step;
} an_scale;

/* Covers the range, which may be a point or empty, in at most `max_steps` (2 or more) round steps.
 */
an_scale an_scale_make(an_range range, size_t max_steps);
size_t an_scale_count(an_scale scale); /* of tics */
double an_scale_tic(an_scale scale, size_t i);
void an_scale_label(an_scale scale, size_t i, bool sign, char text[AN_NUMBER_SIZE]);

/* Where a value stands when lo is at `from` and hi at `to`; values beyond are put at the end, and
 * NaN stays NaN. */
double an_scale_place(an_scale scale, double value, double from, double to);

/* The distance from `centre` beyond which a few extreme values are cut, so that the rest can be
 * read: the largest, unless it is far beyond what four fifths of the values keep to. */
double an_scale_reach(const double *values, size_t n, double centre);

/* Decimals that show a value of this size to two or three digits; above 9 it is printed as 1.2e-15.
 */
int an_number_decimals(double size);

/* "1,234.5"; with a sign "+1,234.5", "0". Never "-0"; not finite gives "". */
void an_number(double value, int decimals, bool sign, char text[AN_NUMBER_SIZE]);

#endif
