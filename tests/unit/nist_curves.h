/* nist_curves.h - the 27 curves of NIST's nonlinear regression sets, as NIST writes them. */
#ifndef TESTS_UNIT_NIST_CURVES_H
#define TESTS_UNIT_NIST_CURVES_H

#include <math.h>
#include <stddef.h>

/* b[0] is NIST's b1; z is the second column where there is one. */
typedef double nist_curve(const double *b, double x, double z);

#define CURVE(name, formula)                                       \
    static inline double name(const double *b, double x, double z) \
    {                                                              \
        const double pi = 3.141592653589793238462643383279;        \
        (void)z, (void)pi;                                         \
        return formula;                                            \
    }
#define SQ(v) ((v) * (v))

CURVE(bennett5, b[0] * pow(b[1] + x, -1 / b[2]))
CURVE(boxbod, b[0] * (1 - exp(-b[1] * x)))
CURVE(chwirut, exp(-b[0] * x) / (b[1] + b[2] * x))
CURVE(danwood, b[0] * pow(x, b[1]))
CURVE(enso, b[0] + b[1] * cos(2 * pi * x / 12) + b[2] * sin(2 * pi * x / 12) +
                b[4] * cos(2 * pi * x / b[3]) + b[5] * sin(2 * pi * x / b[3]) +
                b[7] * cos(2 * pi * x / b[6]) + b[8] * sin(2 * pi * x / b[6]))
CURVE(eckerle4, b[0] / b[1] * exp(-0.5 * SQ((x - b[2]) / b[1])))
CURVE(gauss, b[0] * exp(-b[1] * x) + b[2] * exp(-SQ(x - b[3]) / SQ(b[4])) +
                 b[5] * exp(-SQ(x - b[6]) / SQ(b[7])))
CURVE(cubic_ratio,
      (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6]))))
CURVE(kirby2, (b[0] + x * (b[1] + x * b[2])) / (1 + x * (b[3] + x * b[4])))
CURVE(lanczos, b[0] * exp(-b[1] * x) + b[2] * exp(-b[3] * x) + b[4] * exp(-b[5] * x))
CURVE(mgh09, b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]))
CURVE(mgh10, b[0] * exp(b[1] / (x + b[2])))
CURVE(mgh17, b[0] + b[1] * exp(-x * b[3]) + b[2] * exp(-x * b[4]))
CURVE(misra1b, b[0] * (1 - pow(1 + b[1] * x / 2, -2)))
CURVE(misra1c, b[0] * (1 - pow(1 + 2 * b[1] * x, -0.5)))
CURVE(misra1d, b[0] * b[1] * x / (1 + b[1] * x))
CURVE(nelson, b[0] - b[1] * x * exp(-b[2] * z))
CURVE(rat42, b[0] / (1 + exp(b[1] - b[2] * x)))
CURVE(rat43, b[0] / pow(1 + exp(b[1] - b[2] * x), 1 / b[3]))
CURVE(roszman1, b[0] - b[1] * x - atan(b[2] / (x - b[3])) / pi)

static const struct {
    const char *name;
    nist_curve *curve;
} nist_curves[] = {
    {"Bennett5", bennett5}, {"BoxBOD", boxbod},     {"Chwirut1", chwirut},    {"Chwirut2", chwirut},
    {"DanWood", danwood},   {"ENSO", enso},         {"Eckerle4", eckerle4},   {"Gauss1", gauss},
    {"Gauss2", gauss},      {"Gauss3", gauss},      {"Hahn1", cubic_ratio},   {"Kirby2", kirby2},
    {"Lanczos1", lanczos},  {"Lanczos2", lanczos},  {"Lanczos3", lanczos},    {"MGH09", mgh09},
    {"MGH10", mgh10},       {"MGH17", mgh17},       {"Misra1a", boxbod},      {"Misra1b", misra1b},
    {"Misra1c", misra1c},   {"Misra1d", misra1d},   {"Nelson", nelson},       {"Rat42", rat42},
    {"Rat43", rat43},       {"Roszman1", roszman1}, {"Thurber", cubic_ratio},
};

#endif
