/* official.c - China's days off and weekends worked instead, as announced year by year.
 *
 * Source: the yearly notices of the General Office of the State Council on the arrangement of
 * holidays (gov.cn, 国办发明电), and for 2020 that of 2020-01-27 which lengthened the Spring
 * Festival. Days that the notices name in December belong to that December. */
#include "forecast/workdays.h"

enum { FIRST_YEAR = 2012, LAST_YEAR = 2026, RANGES = 9, WORKED = 12 };

typedef struct {
    struct {
        short first, last; /* month * 100 + day */
    } off[RANGES];
    short worked[WORKED];
} arrangement;

/* clang-format off */
static const arrangement years[LAST_YEAR - FIRST_YEAR + 1] = {
    /* 2012 */ {{{101, 103}, {122, 128}, {402, 404}, {429, 501}, {622, 624}, {930, 1007}},
                {121, 129, 331, 401, 428, 929}},
    /* 2013 */ {{{101, 103}, {209, 215}, {404, 406}, {429, 501}, {610, 612}, {919, 921}, {1001, 1007}},
                {105, 106, 216, 217, 407, 427, 428, 608, 609, 922, 929, 1012}},
    /* 2014 */ {{{101, 101}, {131, 206}, {405, 407}, {501, 503}, {602, 602}, {908, 908}, {1001, 1007}},
                {126, 208, 504, 928, 1011}},
    /* 2015 */ {{{101, 103}, {218, 224}, {404, 406}, {501, 501}, {620, 622}, {903, 905}, {927, 927}, {1001, 1007}},
                {104, 215, 228, 906, 1010}},
    /* 2016 */ {{{101, 101}, {207, 213}, {404, 404}, {501, 502}, {609, 611}, {915, 917}, {1001, 1007}},
                {206, 214, 612, 918, 1008, 1009}},
    /* 2017 */ {{{101, 102}, {127, 202}, {402, 404}, {501, 501}, {528, 530}, {1001, 1008}},
                {122, 204, 401, 527, 930}},
    /* 2018 */ {{{101, 101}, {215, 221}, {405, 407}, {429, 501}, {618, 618}, {924, 924}, {1001, 1007}, {1230, 1231}},
                {211, 224, 408, 428, 929, 930, 1229}},
    /* 2019 */ {{{101, 101}, {204, 210}, {405, 405}, {501, 504}, {607, 607}, {913, 913}, {1001, 1007}},
                {202, 203, 428, 505, 929, 1012}},
    /* 2020 */ {{{101, 101}, {124, 202}, {404, 406}, {501, 505}, {625, 627}, {1001, 1008}},
                {119, 426, 509, 628, 927, 1010}},
    /* 2021 */ {{{101, 103}, {211, 217}, {403, 405}, {501, 505}, {612, 614}, {919, 921}, {1001, 1007}},
                {207, 220, 425, 508, 918, 926, 1009}},
    /* 2022 */ {{{101, 103}, {131, 206}, {403, 405}, {430, 504}, {603, 605}, {910, 912}, {1001, 1007}, {1231, 1231}},
                {129, 130, 402, 424, 507, 1008, 1009}},
    /* 2023 */ {{{101, 102}, {121, 127}, {405, 405}, {429, 503}, {622, 624}, {929, 1006}, {1230, 1231}},
                {128, 129, 423, 506, 625, 1007, 1008}},
    /* 2024 */ {{{101, 101}, {210, 217}, {404, 406}, {501, 505}, {610, 610}, {915, 917}, {1001, 1007}},
                {204, 218, 407, 428, 511, 914, 929, 1012}},
    /* 2025 */ {{{101, 101}, {128, 204}, {404, 406}, {501, 505}, {531, 602}, {1001, 1008}},
                {126, 208, 427, 928, 1011}},
    /* 2026 */ {{{101, 103}, {215, 223}, {404, 406}, {501, 505}, {619, 621}, {925, 927}, {1001, 1007}},
                {104, 214, 228, 509, 920, 1010}},
};
/* clang-format on */

void fc_official_years(int *first, int *last)
{
    *first = FIRST_YEAR;
    *last = LAST_YEAR;
}

static bool is_worked(const arrangement *a, int day)
{
    for (int i = 0; i < WORKED; i++)
        if (a->worked[i] == day)
            return true;
    return false;
}

int fc_official_day(fc_date date, bool *known)
{
    int year, month, day;

    fc_date_split(date, &year, &month, &day);
    *known = year >= FIRST_YEAR && year <= LAST_YEAR;
    if (!*known)
        return 0;

    const arrangement *a = &years[year - FIRST_YEAR];
    const int number = month * 100 + day;

    if (is_worked(a, number))
        return -1;
    for (int i = 0; i < RANGES; i++)
        if (number >= a->off[i].first && number <= a->off[i].last)
            return 1;
    return 0;
}
