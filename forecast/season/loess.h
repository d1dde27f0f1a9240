/* loess.h - local regression on equally spaced points, the smoother inside STL. */
#ifndef FORECAST_LOESS_H
#define FORECAST_LOESS_H

#include <stdbool.h>
#include <stddef.h>

/* Each value is a weighted mean (degree 0) or line (degree 1) through its `window` nearest points.
 * With jump > 1 only every jump-th value is computed, and the ones between lie on a line. */
typedef struct {
    size_t window; /* odd */
    int degree;    /* 0 or 1 */
    size_t jump;
} fc_loess;

/* The value at x (0 = the first point; -1 and n extrapolate) from the points first .. last.
 * `weights` may be NULL. False where every point has weight 0. work[n]. */
bool fc_loess_at(const fc_loess *loess, const double *y, size_t n, double x, size_t first,
                 size_t last, const double *weights, double *value, double *work);

/* smooth[n]; where there is no weight the point itself. work[n]. */
void fc_loess_smooth(const fc_loess *loess, const double *y, size_t n, const double *weights,
                     double *smooth, double *work);

#endif
