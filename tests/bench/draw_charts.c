/* draw_charts.c - draws the same fan chart many times in one gnuplot process. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/chart/chart.h"

enum { PERIODS = 48, ACTUALS = 36 };

typedef struct {
    char text[PERIODS][8];
    const char *labels[PERIODS];
    double actual[PERIODS], plan[PERIODS], forecast[PERIODS], lo[3][PERIODS], hi[3][PERIODS];
} fan_values;

static void fill(fan_values *v)
{
    for (int t = 0; t < PERIODS; t++) {
        const double level = 100 + t + 20 * sin(t * 0.5236);
        const bool future = t >= ACTUALS;

        snprintf(v->text[t], sizeof v->text[t], "%u-%02u", 2023 + (unsigned)t / 12,
                 (unsigned)t % 12 + 1);
        v->labels[t] = v->text[t];
        v->actual[t] = future ? NAN : level;
        v->plan[t] = future ? 1.05 * level : NAN;
        v->forecast[t] = future ? level : NAN;
        for (int k = 0; k < 3; k++) {
            v->lo[k][t] = future ? level * (1 - 0.03 * (k + 1)) : NAN;
            v->hi[k][t] = future ? level * (1 + 0.03 * (k + 1)) : NAN;
        }
    }
}

static fc_status draw(const fan_values *v, const char *folder, long n)
{
    const an_chart_fan fan = {
        .heading = {"Five percent under the plan", "Sales by month", "Source: benchmark"},
        .n = PERIODS,
        .labels = v->labels,
        .n_actual = ACTUALS,
        .actual = v->actual,
        .plan = v->plan,
        .forecast = v->forecast,
        .lo50 = v->lo[0],
        .hi50 = v->hi[0],
        .lo80 = v->lo[1],
        .hi80 = v->hi[1],
        .lo95 = v->lo[2],
        .hi95 = v->hi[2],
        .word_actual = "Actual",
        .word_forecast = "Forecast",
        .word_plan = "Plan",
    };
    an_gnuplot *gnuplot;
    fc_status status = an_gnuplot_open(&gnuplot);

    if (status != FC_OK)
        return status;
    for (long i = 0; status == FC_OK && i < n; i++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/fan-%ld.svg", folder, i);
        status = an_chart_draw_fan(gnuplot, &fan, AN_CHART_SVG, path);
    }
    if (status == FC_OK)
        return an_gnuplot_close(gnuplot);
    an_gnuplot_abandon(gnuplot);
    return status;
}

/* draw_charts FOLDER CHARTS */
int main(int argc, char **argv)
{
    static fan_values values;

    if (argc != 3) {
        fputs("usage: draw_charts FOLDER CHARTS\n", stderr);
        return 64;
    }
    fill(&values);
    if (draw(&values, argv[1], atol(argv[2])) == FC_OK)
        return EXIT_SUCCESS;
    fprintf(stderr, "draw_charts: %s\n", fc_error_message());
    return EXIT_FAILURE;
}
