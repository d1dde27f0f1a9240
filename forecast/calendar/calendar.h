/* calendar.h - how days are cut into periods, and what the periods are called. */
#ifndef FORECAST_CALENDAR_H
#define FORECAST_CALENDAR_H

#include <stddef.h>

#include "forecast/calendar/date.h"
#include "forecast/status.h"

/* Periods of one calendar are consecutive integers, so p + 1 follows p. */
typedef int32_t fc_period;

#define FC_PERIOD_NONE INT32_MIN

typedef enum { FC_DAY, FC_WEEK, FC_MONTH, FC_QUARTER, FC_YEAR } fc_unit;

/* The 4-4-5 family: a year of 52 or 53 whole weeks that ends on the last day of the week
 * nearest to the end of the month before `fiscal_start`; the 53rd week joins the last month.
 *
 * Names. A Gregorian fiscal year is named after the calendar year in which it ends. A year of weeks
 * is named after the calendar year that has most of it, the later one for a start in July: that of
 * 2023-01-29 to 2024-02-03 is 2023, as the NRF has it. Quarters take the name of their fiscal year.
 * Months keep the calendar's: the first of NRF 2023 is 2023-02, its last is 2024-01. Weeks are
 * numbered inside the year of weeks; with FC_GREGORIAN the year to which their fourth day belongs,
 * which are ISO weeks from Monday and MMWR weeks from Sunday. */
typedef enum { FC_GREGORIAN, FC_445, FC_454, FC_544 } fc_scheme;

typedef struct {
    fc_unit unit;
    fc_scheme scheme;
    int fiscal_start; /* month 1..12 in which the year starts */
    int week_start;   /* 1 = Monday ... 7 = Sunday */
} fc_calendar;

enum { FC_LABEL_SIZE = 32 };

/* The period that holds `date`; its first and its last day. */
fc_period fc_calendar_period(const fc_calendar *calendar, fc_date date);
fc_date fc_calendar_start(const fc_calendar *calendar, fc_period period);
fc_date fc_calendar_end(const fc_calendar *calendar, fc_period period);

/* The same calendar cut by another unit. */
fc_calendar fc_calendar_with(const fc_calendar *calendar, fc_unit unit);

/* The period of `coarse` to which `period` of `fine` belongs: the one that holds its first day,
 * for weeks the one that holds its fourth day. */
fc_period fc_calendar_within(const fc_calendar *coarse, const fc_calendar *fine, fc_period period);

/* Periods in a year: 7 for days (the week is their season), 52, 12, 4, 1. */
size_t fc_calendar_season_length(const fc_calendar *calendar);

/* "2026-03-15", "2026-W11", "2026-03", "2026-Q1", "2026". */
void fc_calendar_label(const fc_calendar *calendar, fc_period period, char label[FC_LABEL_SIZE]);

/* Reads a label of any unit; *unit tells which. False where it is none. Also takes 2026Q1, 2026W11,
 * 2026/3, 2026年3月, 2026年第1季度, 2026年 and the like. */
bool fc_calendar_parse(const fc_calendar *calendar, const char *text, fc_unit *unit,
                       fc_period *period);

/* "day", "week" ... and back; false where there is no such unit. */
const char *fc_unit_name(fc_unit unit);
bool fc_unit_parse(const char *name, fc_unit *unit);

#endif
