/* qr_fit.h - linear least squares by Householder QR with column pivoting, in extended precision. */
#ifndef FORECAST_QR_FIT_H
#define FORECAST_QR_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/* Extended precision where the processor has it (64 bits of mantissa on x86): what is lost to a
 * condition number of 1e9 is lost below the last digit of a double. Owns its memory.
 *
 * Golub & Van Loan, Matrix Computations, 4th ed., sections 5.1 (reflections), 5.3.3 (QR and least
 * squares) and 5.4.2 (pivoting). Columns are brought to length 1 first. */
typedef struct fc_qr fc_qr;

/* Room for n rows and k columns, n >= k. */
fc_status fc_qr_new(size_t n, size_t k, fc_qr **qr) FC_CHECKED;
void fc_qr_free(fc_qr *qr);

/* Column j of the matrix, n values to be written; j = k is the right-hand side. */
long double *fc_qr_column(fc_qr *qr, size_t j);

/* Takes the columns apart, in place. Returns k, or the number of a column that the others make up
 * to within the precision of a double (also one of zeros). */
size_t fc_qr_factor(fc_qr *qr);

/* After fc_qr_factor gave k: b[k] and, where they are not NULL, the diagonal of (X'X)^-1 and all of
 * it, row after row. */
void fc_qr_solve(const fc_qr *qr, double *b, double *diagonal, double *inverse);

#endif
