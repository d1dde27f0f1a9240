/* astronomy.c - the periodic terms of sun and moon. */
#include "forecast/calendar/astronomy.h"

#include <math.h>
#include <stddef.h>

static const double DEGREE = 0.017453292519943295;
static const double J2000 = 10957.5;              /* 2000-01-01 12:00 */
static const double CENTURY = 36525;              /* days */
static const double MONTH = 29.530588861;         /* mean synodic, days */
static const double YEAR = 365.242189;            /* mean tropical, days */
static const double FIRST_NEW_MOON = 10962.59766; /* mean one of 2000-01-06 */
static const double SECONDS = 86400;

/* What dynamical time is ahead of universal time, in seconds: polynomials of Espenak & Meeus, Five
 * Millennium Canon of Solar Eclipses (NASA/TP-2006-214141), for 1961 to 2150. */
static double delta_t(double moment)
{
    const double year = 2000 + (moment - J2000) / 365.25;
    const double t = year - 2000, s = year - 1975, u = (year - 1820) / 100;

    if (year < 1986)
        return 45.45 + s * (1.067 - s * (1.0 / 260 + s / 718));
    if (year < 2005)
        return 63.86 + t * (0.3345 + t * (-0.060374 +
                                          t * (0.0017275 + t * (0.000651814 + t * 2.373599e-5))));
    if (year < 2050)
        return 62.92 + t * (0.32217 + t * 0.005589);
    return -20 + 32 * u * u - 0.5628 * (2150 - year);
}

/* amplitude * sin(sun M + moon M' + node F), the amplitude times E once for each M. */
typedef struct {
    double amplitude;
    int sun, moon, node;
} moon_term;

static const moon_term moon_terms[] = {
    {-0.40720, 0, 1, 0}, {0.17241, 1, 0, 0},    {0.01608, 0, 2, 0},  {0.01039, 0, 0, 2},
    {0.00739, -1, 1, 0}, {-0.00514, 1, 1, 0},   {0.00208, 2, 0, 0},  {-0.00111, 0, 1, -2},
    {-0.00057, 0, 1, 2}, {0.00056, 1, 2, 0},    {-0.00042, 0, 3, 0}, {0.00042, 1, 0, 2},
    {0.00038, 1, 0, -2}, {-0.00024, -1, 2, 0},  {-0.00007, 2, 1, 0}, {0.00004, 0, 2, -2},
    {0.00004, 3, 0, 0},  {0.00003, 1, 1, -2},   {0.00003, 0, 2, 2},  {-0.00003, 1, 1, 2},
    {0.00003, -1, 1, 2}, {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0}, {0.00002, 0, 4, 0},
};

/* Of the planets: amplitude * sin(start + rate k). */
static const struct {
    double start, rate, amplitude;
} planet_terms[] = {
    {251.88, 0.016321, 0.000165}, {251.83, 26.651886, 0.000164}, {349.42, 36.412478, 0.000126},
    {84.66, 18.206239, 0.000110}, {141.74, 53.303771, 0.000062}, {207.14, 2.453732, 0.000060},
    {154.84, 7.306860, 0.000056}, {34.52, 27.261239, 0.000047},  {207.19, 0.121824, 0.000042},
    {291.34, 1.844379, 0.000040}, {161.72, 24.198154, 0.000037}, {239.56, 25.513099, 0.000035},
    {331.55, 3.592518, 0.000023},
};

double fc_moon_anomaly(int k)
{
    const double t = k / 1236.85;

    return 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
}

double fc_new_moon(int k)
{
    const double t = k / 1236.85, t2 = t * t;
    const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t2;
    const double moon = fc_moon_anomaly(k);
    const double node = 160.7108 + 390.67050284 * k - 0.0016118 * t2;
    const double omega = 124.7746 - 1.56375588 * k + 0.0020672 * t2;
    const double e = 1 - 0.002516 * t - 0.0000074 * t2;
    double moment = FIRST_NEW_MOON + MONTH * k + t2 * (0.00015437 - 0.000000150 * t);

    moment -= 0.00017 * sin(omega * DEGREE);
    for (size_t i = 0; i < sizeof moon_terms / sizeof *moon_terms; i++) {
        const moon_term *m = &moon_terms[i];
        const int power = m->sun < 0 ? -m->sun : m->sun;

        moment += m->amplitude * pow(e, power) *
                  sin((m->sun * sun + m->moon * moon + m->node * node) * DEGREE);
    }
    moment += 0.000325 * sin((299.77 + 0.107408 * k - 0.009173 * t2) * DEGREE);
    for (size_t i = 0; i < sizeof planet_terms / sizeof *planet_terms; i++)
        moment += planet_terms[i].amplitude *
                  sin((planet_terms[i].start + planet_terms[i].rate * k) * DEGREE);
    return moment - delta_t(moment) / SECONDS;
}

int fc_new_moon_before(double moment)
{
    int k = (int)floor((moment - FIRST_NEW_MOON) / MONTH) + 1;

    while (fc_new_moon(k) > moment)
        k--;
    return k;
}

/* amplitude * sin(start + rate * centuries), in units of 1e-7 radians */
static const struct {
    int amplitude;
    double start, rate;
} sun_terms[] = {
    {403406, 270.54861, 0.9287892},
    {195207, 340.19128, 35999.1376958},
    {119433, 63.91854, 35999.4089666},
    {112392, 331.26220, 35998.7287385},
    {3891, 317.843, 71998.20261},
    {2819, 86.631, 71998.4403},
    {1721, 240.052, 36000.35726},
    {660, 310.26, 71997.4812},
    {350, 247.23, 32964.4678},
    {334, 260.87, -19.4410},
    {314, 297.82, 445267.1117},
    {268, 343.14, 45036.8840},
    {242, 166.79, 3.1008},
    {234, 81.53, 22518.4434},
    {158, 3.50, -19.9739},
    {132, 132.75, 65928.9345},
    {129, 182.95, 9038.0293},
    {114, 162.03, 3034.7684},
    {99, 29.8, 33718.148},
    {93, 266.4, 3034.448},
    {86, 249.2, -2280.773},
    {78, 157.6, 29929.992},
    {72, 257.8, 31556.493},
    {68, 185.1, 149.588},
    {64, 69.9, 9037.750},
    {46, 8.0, 107997.405},
    {38, 197.1, -4444.176},
    {37, 250.4, 151.771},
    {32, 65.3, 67555.316},
    {29, 162.7, 31556.080},
    {28, 341.5, -4561.540},
    {27, 291.6, 107996.706},
    {27, 98.5, 1221.655},
    {25, 146.7, 62894.167},
    {24, 110.0, 31437.369},
    {21, 5.2, 14578.298},
    {21, 342.6, -31931.757},
    {20, 230.9, 34777.243},
    {18, 256.1, 1221.999},
    {17, 45.3, 62894.511},
    {14, 242.9, -4442.039},
    {13, 115.2, 107997.909},
    {13, 151.8, 119.066},
    {13, 285.3, 16859.071},
    {12, 53.3, -4.578},
    {10, 126.6, 26895.292},
    {10, 205.7, -39.127},
    {10, 85.9, 12297.536},
    {10, 146.1, 90073.778},
};

double fc_solar_longitude(double moment)
{
    const double c = (moment + delta_t(moment) / SECONDS - J2000) / CENTURY;
    double sum = 0;

    for (size_t i = 0; i < sizeof sun_terms / sizeof *sun_terms; i++)
        sum += sun_terms[i].amplitude * sin((sun_terms[i].start + sun_terms[i].rate * c) * DEGREE);

    const double aberration = 0.0000974 * cos((177.63 + 35999.01848 * c) * DEGREE) - 0.005575;
    const double a = 124.90 + c * (-1934.134 + c * 0.002063);
    const double b = 201.11 + c * (72001.5377 + c * 0.00057);
    const double nutation = -0.004778 * sin(a * DEGREE) - 0.0003667 * sin(b * DEGREE);
    const double longitude =
        282.7771834 + 36000.76953744 * c + 1e-7 / DEGREE * sum + aberration + nutation;

    return longitude - 360 * floor(longitude / 360);
}

/* from a to b, -180 .. 180 */
static double turn(double a, double b)
{
    const double d = (b - a) / 360;

    return 360 * (d - floor(d + 0.5));
}

double fc_solar_longitude_after(double longitude, double moment)
{
    const double ahead = turn(fc_solar_longitude(moment), longitude);
    double t = moment + (ahead < 0 ? ahead + 360 : ahead) / 360 * YEAR;

    for (int i = 0; i < 6; i++) /* each step leaves a thirtieth of the error */
        t += turn(fc_solar_longitude(t), longitude) / 360 * YEAR;
    return t;
}
