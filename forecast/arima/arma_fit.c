/* arma_fit.c - estimates an ARMA process, and the regression it is the error of.
 *
 * Conditional least squares by Levenberg-Marquardt, whose derivatives cost little, then the exact
 * likelihood by a quasi-Newton search from there (Box & Jenkins 1976, sections 7.1 and 7.2;
 * Hyndman & Khandakar 2008, section 3.1). */
#include "forecast/arima/arma_fit.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "forecast/arima/arma_profile.h"
#include "forecast/minimize_bfgs.h"
#include "forecast/regression/least_squares.h"

enum { MAX_STEPS = 60 };

/* Partial autocorrelations of the conditional form, and of the start of the exact one, stay inside
 * these. */
static const double CONDITIONAL_LIMIT = 0.999;
static const double START_LIMIT = 0.98;

/* Added to the information's diagonal, as a share of the sum of squares. */
static const double RIDGE = 1e-3;

/* First partial autocorrelations of phi, Phi, theta and Theta, for each start, and the second of
 * theta: a cycle in the errors is a peak that is far from the others. */
enum { MAX_STARTS = 5 };
static const double FIRST[MAX_STARTS][5] = {{0.2, 0.1, 0.2, 0.3, 0},
                                            {-0.2, 0.1, -0.2, 0.3, 0},
                                            {0.2, -0.1, -0.2, -0.3, 0},
                                            {-0.2, -0.1, 0.2, -0.3, 0},
                                            {0.2, 0.1, 0, 0.3, -0.8}};

static bool residuals(const double *angles, double *residual, void *context)
{
    fc_arma_profile *profile = context;

    fc_arma_coefs(profile->order, angles, CONDITIONAL_LIMIT, profile->coefs);
    fc_arma_profile_run(profile);
    memcpy(residual, profile->residual, profile->data->n * sizeof *residual);
    return isfinite(profile->sum);
}

static void jacobian(const double *angles, const double *residual, double *columns, void *context)
{
    const fc_arma_profile *profile = context;

    (void)residual;
    fc_arma_profile_jacobian(profile, columns);
    fc_arma_by_angles(profile->order, angles, CONDITIONAL_LIMIT, profile->data->n, columns);
}

static void first_angles(const fc_arma_order *o, const double *first, double *angles)
{
    const size_t size[] = {o->p, o->P, o->q, o->Q};

    memset(angles, 0, fc_arma_n_coefs(o) * sizeof *angles);
    if (o->q > 1)
        angles[o->p + o->P + 1] = asin(first[4]);
    for (size_t k = 0; k < 4; angles += size[k++])
        if (size[k] > 0)
            angles[0] = asin(first[k]);
}

static fc_status fit_conditional(fc_arma_profile *profile, double tolerance, double *angles,
                                 fc_scratch *scratch)
{
    const fc_least_squares problem = {
        .n_residuals = profile->data->n,
        .n_unknowns = fc_arma_n_coefs(profile->order),
        .max_steps = MAX_STEPS,
        .tolerance = tolerance,
        .context = profile,
        .residuals = residuals,
        .jacobian = jacobian,
    };
    double *best = fc_scratch_take(scratch, problem.n_residuals);
    double sum;

    if (!best)
        return fc_no_memory();
    profile->method = FC_ARMA_CONDITIONAL;
    return fc_least_squares_fit(&problem, angles, best, &sum, scratch);
}

static double deviance(const double *coefs, void *context)
{
    fc_arma_profile *profile = context;

    memcpy(profile->coefs, coefs, fc_arma_n_coefs(profile->order) * sizeof *coefs);
    fc_arma_profile_run(profile);
    return fc_arma_profile_deviance(profile);
}

/* A first guess of the inverse of the deviance's second derivatives, which come near to 2 J'J over
 * the error variance; slightly more on the diagonal, for coefficients that cancel each other. */
static void guess_inverse(const fc_arma_profile *profile, const double *columns, double *inverse)
{
    const size_t k = fc_arma_n_coefs(profile->order);
    const size_t n = profile->data->n;
    const double unit = profile->sum / (double)n / 2;
    gsl_matrix_view matrix = gsl_matrix_view_array(inverse, k, k);

    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double sum = i == j ? RIDGE * profile->sum : 0;

            for (size_t t = 0; t < n; t++)
                sum += columns[i * n + t] * columns[j * n + t];
            inverse[i * k + j] = sum / unit;
        }
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) == GSL_SUCCESS)
        gsl_linalg_cholesky_invert(&matrix.matrix);
    else
        gsl_matrix_set_identity(&matrix.matrix);
}

static fc_status search_exact(const fc_arma_profile *from, fc_arma_profile *profile,
                              double tolerance, double *coefs, fc_scratch *scratch)
{
    const size_t k = fc_arma_n_coefs(profile->order);
    double *columns = fc_scratch_take(scratch, k * from->data->n);
    double inverse[FC_ARMA_COEFS * FC_ARMA_COEFS];

    if (!columns)
        return fc_no_memory();
    fc_arma_profile_jacobian(from, columns);
    guess_inverse(from, columns, inverse);
    profile->method = FC_ARMA_EXACT;
    fc_minimize_bfgs(deviance, profile, coefs, k, inverse, MAX_STEPS,
                     tolerance * (double)profile->data->n);
    return fc_arma_make_invertible(profile->order, coefs) ? FC_OK : fc_no_memory();
}

/* From a conditional estimate, which may be the same profile. Coefficients themselves are searched:
 * the likelihood falls without bound towards a unit root of the AR part, and is the same for a root
 * of the MA part and its inverse. */
static fc_status fit_exact(const fc_arma_profile *from, fc_arma_profile *profile, double tolerance,
                           fc_scratch *scratch)
{
    double coefs[FC_ARMA_COEFS];
    fc_status status = FC_OK;

    memcpy(coefs, from->coefs, sizeof coefs);
    if (fc_arma_n_coefs(profile->order) > 0 && from->sum > 0)
        status = search_exact(from, profile, tolerance, coefs, scratch);
    profile->method = FC_ARMA_EXACT;
    memcpy(profile->coefs, coefs, sizeof coefs);
    fc_arma_profile_run(profile);
    return status;
}

/* Away from the bounds, and within one turn. */
static void pull_inside(double *angles, size_t k)
{
    for (size_t i = 0; i < k; i++)
        angles[i] = asin(fmax(-START_LIMIT, fmin(START_LIMIT, sin(angles[i]))));
}

static void conclude(fc_arma_profile *profile, fc_arma_estimate *estimate)
{
    fc_arma_profile_run(profile);
    memcpy(estimate->coefs, profile->coefs, sizeof profile->coefs);
    estimate->n = profile->n_used;
    estimate->sigma2 = profile->sum / (double)profile->n_used;
    estimate->deviance = fc_arma_profile_deviance(profile);
}

fc_status fc_arma_evaluate(const fc_arma_order *order, const fc_arma_data *data,
                           fc_arma_method method, fc_arma_estimate *estimate, double *beta,
                           fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    fc_arma_profile profile;
    const fc_status status = fc_arma_profile_new(order, data, beta, &profile, scratch);

    if (status != FC_OK)
        return status;
    profile.method = method;
    memcpy(profile.coefs, estimate->coefs, sizeof profile.coefs);
    conclude(&profile, estimate);
    fc_scratch_release(scratch, mark);
    return FC_OK;
}

static fc_status fit_from(const double *first, fc_arma_profile *profile,
                          const fc_arma_effort *effort, fc_scratch *scratch)
{
    const fc_arma_order *order = profile->order;
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    double angles[FC_ARMA_COEFS];
    fc_status status;

    first_angles(order, first, angles);
    status = fit_conditional(profile, effort->tolerance, angles, scratch);
    if (effort->method == FC_ARMA_EXACT)
        pull_inside(angles, fc_arma_n_coefs(order));
    fc_arma_coefs(order, angles, CONDITIONAL_LIMIT, profile->coefs);
    fc_arma_profile_run(profile);
    if (status == FC_OK && effort->method == FC_ARMA_EXACT)
        status = fit_exact(profile, profile, effort->tolerance, scratch);
    fc_scratch_release(scratch, mark);
    return status;
}

fc_status fc_arma_fit(const fc_arma_order *order, const fc_arma_data *data,
                      const fc_arma_effort *effort, fc_arma_estimate *estimate, double *beta,
                      fc_scratch *scratch)
{
    const size_t starts = fc_arma_n_coefs(order) > 1 ? effort->starts : 1;
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    double best[FC_ARMA_COEFS] = {0};
    double least = INFINITY;
    fc_arma_profile profile;
    fc_status status = fc_arma_profile_new(order, data, beta, &profile, scratch);

    for (size_t i = 0; status == FC_OK && i < starts && i < MAX_STARTS; i++) {
        status = fit_from(FIRST[i], &profile, effort, scratch);
        if (fc_arma_profile_deviance(&profile) < least) {
            least = fc_arma_profile_deviance(&profile);
            memcpy(best, profile.coefs, sizeof best);
        }
    }
    if (status != FC_OK)
        return status;
    memcpy(profile.coefs, best, sizeof best);
    conclude(&profile, estimate);
    fc_scratch_release(scratch, mark);
    return FC_OK;
}

fc_status fc_arma_refine(const fc_arma_order *order, const fc_arma_data *filled,
                         const fc_arma_data *gaps, double tolerance, fc_arma_estimate *estimate,
                         double *beta, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    fc_arma_profile from, profile;
    fc_status status = fc_arma_profile_new(order, filled, beta, &from, scratch);

    if (status == FC_OK)
        status = fc_arma_profile_new(order, gaps, beta, &profile, scratch);
    if (status == FC_OK) {
        memcpy(from.coefs, estimate->coefs, sizeof from.coefs);
        from.method = FC_ARMA_CONDITIONAL;
        fc_arma_profile_run(&from);
        status = fit_exact(&from, &profile, tolerance, scratch);
    }
    if (status != FC_OK)
        return status;
    conclude(&profile, estimate);
    fc_scratch_release(scratch, mark);
    return FC_OK;
}
