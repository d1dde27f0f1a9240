/* date.h - days of the proleptic Gregorian calendar, as numbers. */
#ifndef FORECAST_DATE_H
#define FORECAST_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01. */
typedef int32_t fc_date;

#define FC_DATE_NONE INT32_MIN

/* False where there is no such day (2025-02-30); years 1 to 9999. */
bool fc_date_make(int year, int month, int day, fc_date *date);
void fc_date_split(fc_date date, int *year, int *month, int *day);

/* 1 = Monday ... 7 = Sunday. */
int fc_date_weekday(fc_date date);

/* "2026-03-15"; `text` holds 11 bytes. */
void fc_date_format(fc_date date, char text[11]);

/* The inverse of fc_date_format, for a whole string. */
bool fc_date_parse(const char *text, fc_date *date);

#endif
