/* finding.h - what a chart shows, in one line of words, from its own data. */
#ifndef ANALYSIS_REPORT_FINDING_H
#define ANALYSIS_REPORT_FINDING_H

#include "analysis/chart/chart.h"
#include "analysis/report/view.h"

/* "2026 is heading for 57.93 m, 4.4% under plan". */
const char *an_finding_year(an_view *view);

/* "The plan of 60.60 m for 2026 has a 3% chance to be reached". */
const char *an_finding_fan(an_view *view);

/* Why no shortfall of the year is listed: there is none, or the plan covers only part of it. */
const char *an_finding_no_shortfall(an_view *view);

/* Of the first row, the worst, whose year is off by `gap`: "Southwest stays below plan from 2026-02
 * on". */
const char *an_finding_heat(an_view *view, const an_chart_heat *heat, double gap);

/* "Southwest alone explains four fifths of the 5.4% shortfall". */
const char *an_finding_bridge(an_view *view, const an_chart_bridge *bridge);

/* "3 of 7 are clearly under plan, 1 is clearly over". */
const char *an_finding_rank(an_view *view, const an_chart_rank *rank);

/* "Southwest is the outlier; 3 of 7 are more than 3% under plan". Panels come worst first. */
const char *an_finding_small(an_view *view, const an_chart_small *small);

/* "Only East and Northeast are on pace at 2026-06". */
const char *an_finding_bullet(an_view *view, const an_chart_bullet *bullet);

#endif
