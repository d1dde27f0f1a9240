/* clean_private.h - what the rules for outliers and for steps share. */
#ifndef FORECAST_CLEAN_PRIVATE_H
#define FORECAST_CLEAN_PRIVATE_H

#include "forecast/season/clean.h"
#include "forecast/season/season.h"

enum { FC_CLEAN_LONGEST_SEASON = 52 };

/* A series while it is worked on. Missing values stay NaN. */
typedef struct {
    const fc_series *series;
    size_t n;
    bool relative; /* z are logarithms */
    fc_season season;
    double index[FC_CLEAN_LONGEST_SEASON];
    double *z;         /* the seasonally adjusted series */
    double *deviation; /* of z from its moving median */
    double *plain;     /* the same without seasonal adjustment */
    double *work;      /* 2 n values */
    double noise;      /* robust standard deviation of `deviation` */
} fc_clean_work;

/* Of z[begin .. end), but for observation `without`; NaN where there is none. */
double fc_clean_median(const fc_clean_work *work, size_t begin, size_t end, size_t without);

/* Median absolute deviation of values[n], scaled to a normal standard deviation; work[2 n]. */
double fc_clean_deviation(const double *values, size_t n, double *work);

/* Finds the largest step of z and levels it in clean[n]; false where there is none. Overwrites the
 * deviations. */
bool fc_clean_step(fc_clean_work *work, double *clean, fc_clean *found);

#endif
