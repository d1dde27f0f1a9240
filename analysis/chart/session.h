/* session.h - the gnuplot process that charts are drawn by. */
#ifndef ANALYSIS_CHART_SESSION_H
#define ANALYSIS_CHART_SESSION_H

#include "analysis/output/output_set.h"
#include "forecast/status.h"

typedef enum { AN_CHART_SVG, AN_CHART_PNG, AN_CHART_PDF } an_chart_format;

/* One gnuplot process; charts are drawn into its standard input one after another. */
typedef struct an_gnuplot an_gnuplot;

/* FC_EUNAVAILABLE with the apt command when gnuplot is missing; all calls below give it when
 * gnuplot does not do its work. */
fc_status an_gnuplot_open(an_gnuplot **opened) FC_CHECKED;

/* Ends the process; every chart asked for is whole and in place, or the call fails and none is. */
fc_status an_gnuplot_close(an_gnuplot *gnuplot) FC_CHECKED;

/* The same, but what was drawn is left to `set`, to be put in place with other files. */
fc_status an_gnuplot_close_into(an_gnuplot *gnuplot, an_output_set *set) FC_CHECKED;
void an_gnuplot_abandon(an_gnuplot *gnuplot); /* kills it and removes what it began */

#endif
