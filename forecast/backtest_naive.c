/* backtest_naive.c - the seasonal naive forecast that a backtest measures others by. */
#include "forecast/backtest_naive.h"

#include <math.h>

double fc_backtest_naive(const fc_series *history, size_t n, size_t step)
{
    const size_t m = n >= history->season_length ? history->season_length : 1;
    size_t back = m - step % m;

    while (back <= n && isnan(history->y[n - back]))
        back += m;
    for (size_t t = n; back > n && t-- > 0;)
        if (!isnan(history->y[t]))
            back = n - t;
    return back <= n ? history->y[n - back] : 0;
}

void fc_backtest_scales(const fc_series *history, size_t n, fc_accuracy_case *c)
{
    const size_t m = n > history->season_length ? history->season_length : 1;
    double pairs = 0;

    c->scale = c->square = 0;
    for (size_t t = m; t < n; t++) {
        const double change = history->y[t] - history->y[t - m];

        if (isnan(change))
            continue;
        pairs++;
        c->scale += (fabs(change) - c->scale) / pairs;
        c->square += (change * change - c->square) / pairs;
    }
}
