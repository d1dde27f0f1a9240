/* seasons.c - the periods at which a series may repeat itself. */
#include "forecast/season/seasons.h"

static const struct {
    size_t season_length;
    double period[FC_SEASONS_MAX];
} known[] = {
    {7, {7, 365.25}},
    {24, {24, 168}},
    {52, {365.25 / 28, 365.25 / 7}},
};

size_t fc_seasons_of(size_t season_length, size_t n, double period[FC_SEASONS_MAX])
{
    size_t n_seasons = 0;

    if (season_length < 2)
        return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        for (size_t k = 0; known[i].season_length == season_length && k < FC_SEASONS_MAX; k++)
            if (known[i].period[k] <= (double)season_length || (double)n > 2 * known[i].period[k])
                period[n_seasons++] = known[i].period[k];
    if (n_seasons == 0)
        period[n_seasons++] = (double)season_length;
    return n_seasons;
}
