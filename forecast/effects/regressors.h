/* regressors.h - what may move sales, as columns of numbers: calendar and drivers by period. */
#ifndef FORECAST_REGRESSORS_H
#define FORECAST_REGRESSORS_H

#include "forecast/calendar/calendar.h"

typedef enum { FC_FROM_CALENDAR, FC_FROM_DRIVERS } fc_regressor_group;

enum { FC_REGRESSOR_NAME = 64, FC_REGRESSOR_PARTS = 64 };

/* How a driver that each cell has its own of is told for what sums over cells. */
typedef enum { FC_POOL_COMMON, FC_POOL_AVERAGE, FC_POOL_SUM } fc_pooling;

typedef struct {
    char name[FC_REGRESSOR_NAME]; /* "chinese-new-year before", "promotion_days" */
    fc_regressor_group group;
    size_t part; /* which columns are judged together: trading days, holidays, a driver's shapes */
    fc_pooling pooling;   /* COMMON: all nodes have the same column */
    bool never_positive;  /* its coefficient is held at or below 0: a price */
    bool logarithm;       /* so that the coefficient is an elasticity */
    double prior, spread; /* what its coefficient is before data speak, and how far from there */
    size_t nodes;         /* 1, or those of the hierarchy where each has its own column */
    double *x;            /* one value a period, node after node */
} fc_regressor;

/* Owns its columns; all of them cover the same periods. */
typedef struct fc_regressors fc_regressors;

/* Over n periods, of which the first `known` are history: means and deviations are of these. */
fc_status fc_regressors_new(const fc_calendar *calendar, fc_period first, size_t n, size_t known,
                            fc_regressors **regressors) FC_CHECKED;
void fc_regressors_free(fc_regressors *regressors);

size_t fc_regressors_size(const fc_regressors *regressors);
const fc_regressor *fc_regressors_at(const fc_regressors *regressors, size_t i);
fc_period fc_regressors_first(const fc_regressors *regressors);
size_t fc_regressors_n(const fc_regressors *regressors); /* periods */

/* The parts, in the order in which they were added: "trading days", "holidays", "price_index". */
size_t fc_regressors_parts(const fc_regressors *regressors);
const char *fc_regressors_part_name(const fc_regressors *regressors, size_t part);
fc_regressor_group fc_regressors_part_group(const fc_regressors *regressors, size_t part);

/* The value for a node of the hierarchy in a period, which is one of those covered. */
double fc_regressors_value(const fc_regressors *regressors, size_t i, size_t node,
                           fc_period period);

/* Kinds of columns: bits of never_positive and logarithm. */
enum { FC_PLAIN = 0, FC_NEVER_POSITIVE = 1, FC_LOGARITHM = 2, FC_PRICE = 3 };

/* A column to be added; it owns nothing. */
typedef struct {
    const char *name;
    const char *part; /* judged with the others of this name; NULL: by itself */
    fc_regressor_group group;
    unsigned kind;
    fc_pooling pooling;
    size_t nodes;    /* 0: one column for all; else each node has its own */
    const double *x; /* n values, all finite, node after node */
} fc_regressor_spec;

/* Adds a column; one of drivers less its mean over the history, node by node, and a sum
 * (FC_POOL_SUM) over that mean too, so that it says how far from its usual size it is. One that
 * does not vary in the history, or is the same as one there already, adds nothing and is left out.
 * Its coefficient is expected about 0: one of the calendar within 1, as it stands for a share of
 * days; a driver so that a typical change of it moves sales by less than .3 in logarithms.
 * FC_EUSAGE for more than FC_REGRESSOR_PARTS parts. */
fc_status fc_regressors_add(fc_regressors *regressors, const fc_regressor_spec *spec) FC_CHECKED;

/* Adds what the calendar does: each weekday against Sunday, the length of February, and for each
 * holiday of the countries ("cn us"; "" for none) the share of the period's days that lies before,
 * in and after it. Each value is less what its season of the year has on the mean of 1990 to 2060,
 * so that a year adds up to nothing: what is always there is part of the season, and a day that
 * never leaves its period makes no column. FC_EUSAGE for a country without a row in the table. */
fc_status fc_regressors_add_calendar(fc_regressors *regressors, const char *countries) FC_CHECKED;

#endif
