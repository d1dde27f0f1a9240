/* regressors.h - what may move sales, as columns of numbers: calendar and drivers by period. */
#ifndef FORECAST_REGRESSORS_H
#define FORECAST_REGRESSORS_H

#include "forecast/calendar/calendar.h"

typedef enum { FC_FROM_CALENDAR, FC_FROM_DRIVERS } fc_regressor_group;

enum { FC_REGRESSOR_NAME = 64 };

typedef struct {
    char name[FC_REGRESSOR_NAME]; /* "chinese-new-year before", "promotion_days" */
    fc_regressor_group group;
    bool never_positive;  /* its coefficient is held at or below 0: a price */
    bool logarithm;       /* so that the coefficient is an elasticity */
    double prior, spread; /* what its coefficient is before data speak, and how far from there */
    double *x;            /* one value a period */
} fc_regressor;

/* Owns its columns; all of them cover the same periods. */
typedef struct fc_regressors fc_regressors;

fc_status fc_regressors_new(const fc_calendar *calendar, fc_period first, size_t n,
                            fc_regressors **regressors) FC_CHECKED;
void fc_regressors_free(fc_regressors *regressors);

size_t fc_regressors_size(const fc_regressors *regressors);
const fc_regressor *fc_regressors_at(const fc_regressors *regressors, size_t i);
fc_period fc_regressors_first(const fc_regressors *regressors);
size_t fc_regressors_n(const fc_regressors *regressors); /* periods */

/* The value in a period, which is one of those covered. */
double fc_regressors_value(const fc_regressors *regressors, size_t i, fc_period period);

/* Kinds of columns: bits of never_positive and logarithm. */
enum { FC_PLAIN = 0, FC_NEVER_POSITIVE = 1, FC_LOGARITHM = 2, FC_PRICE = 3 };

/* Adds a column of n values, all finite, less its mean where it is a driver. A column that does not
 * vary, or is the same as one there already, adds nothing and is left out. Its coefficient is
 * expected about 0: one of the calendar within 1, as it stands for a share of days; a driver so
 * that a typical change of it moves sales by less than .3 in logarithms. */
fc_status fc_regressors_add(fc_regressors *regressors, const char *name, fc_regressor_group group,
                            unsigned kind, const double *x) FC_CHECKED;

/* Adds what the calendar does: each weekday against Sunday, the length of February, and for each
 * holiday of the countries ("cn us"; "" for none) the share of the period's days that lies before,
 * in and after it. Each value is less what its season of the year has on the mean of 1990 to 2060,
 * so that a year adds up to nothing: what is always there is part of the season, and a day that
 * never leaves its period makes no column. FC_EUSAGE for a country without a row in the table. */
fc_status fc_regressors_add_calendar(fc_regressors *regressors, const char *countries) FC_CHECKED;

/* Shapes of drivers, n values each.
 * lag: the value of `lag` periods before; the first ones repeat the first.
 * adstock: a[t] = x[t] + keep a[t-1], 0 <= keep < 1 (Broadbent 1979), starting as if x[0] had
 * always been; times 1 - keep, so that a steady driver stays as it is. price: the logarithm of its
 * ratio to the mean, so that the coefficient is the elasticity. pulse: 1 in period `at` only; step:
 * 1 from there on; ramp: grows from 0 to 1 within `length`. */
void fc_shape_lag(const double *x, size_t n, size_t lag, double *out);
void fc_shape_adstock(const double *x, size_t n, double keep, double *out);
fc_status fc_shape_price(const double *x, size_t n, double *out) FC_CHECKED;
void fc_shape_pulse(size_t n, size_t at, double *out);
void fc_shape_step(size_t n, size_t at, double *out);
void fc_shape_ramp(size_t n, size_t at, size_t length, double *out);

#endif
