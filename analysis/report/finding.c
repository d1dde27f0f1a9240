/* finding.c - titles that state what the data show. */
#include "analysis/report/finding.h"

#include <math.h>

/* A deviation in percent that is called one at all, and one that is called large. */
static const double slight = 100 * AN_REVIEW_ON_PLAN, large = 3;

/* What is said of a year that goes on, and of one that is over. */
static const struct {
    const char *odd_plan, *part_plan, *part_sales, *on_plan, *under, *over;
} year_words[] = {{"year-odd-plan", "year-part-plan", "year-part-sales", "year-on-plan",
                   "year-under", "year-over"},
                  {"closed-odd-plan", "closed-part-plan", "closed-part-sales", "closed-on-plan",
                   "closed-under", "closed-over"}};

const char *an_finding_year(an_view *view)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];
    const bool closed = an_view_is_closed(view);
    const char *outlook, *distance;
    double plan, planned_outlook;

    if (!year)
        return an_view_words(view, "year-none", view->year, NULL);
    outlook = an_view_money(view, year->outlook, false);
    if (an_view_is_part(view) && an_view_planned(view, &plan, &planned_outlook))
        return an_view_words(view, year_words[closed].part_sales, view->year, outlook,
                             an_view_percent(view, 100 * an_plan_share(view->in->plan, 0), false),
                             NULL);
    if (isnan(year->plan))
        return an_view_words(view, year_words[closed].part_plan, view->year, outlook, NULL);
    if (!isfinite(year->gap_pct)) /* no percentage of a plan that is not positive */
        return an_view_words(view, year_words[closed].odd_plan, view->year, outlook,
                             an_view_money(view, year->plan, false),
                             an_view_money(view, year->gap, true), NULL);
    if (fabs(year->gap_pct) < slight)
        return an_view_words(view, year_words[closed].on_plan, view->year, outlook, NULL);
    distance = an_view_percent(view, fabs(year->gap_pct), false);
    return an_view_words(view, year->gap < 0 ? year_words[closed].under : year_words[closed].over,
                         view->year, outlook, distance, NULL);
}

const char *an_finding_no_shortfall(an_view *view)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];
    double plan, outlook;

    if (an_view_is_part(view) && an_view_planned(view, &plan, &outlook))
        return an_text(view->lang, "worst-none-part");
    if (year && isnan(year->plan))
        return an_view_words(view, "worst-no-plan", view->year, NULL);
    return an_text(view->lang, "worst-none");
}

const char *an_finding_fan(an_view *view)
{
    const an_review_row *year = view->total[AN_SCOPE_YEAR];

    if (an_view_is_closed(view) || !year || !isfinite(year->p_attain))
        return an_finding_year(view);
    return an_view_words(view, "fan-title", an_view_money(view, year->plan, false), view->year,
                         an_view_chance(view, year), NULL);
}

/* The first of the columns at the end that are all below plan. */
static size_t last_stretch(const double *row, size_t n)
{
    while (n > 0 && row[n - 1] < -slight)
        n--;
    return n;
}

const char *an_finding_heat(an_view *view, const an_chart_heat *heat, double gap)
{
    enum { STRETCH = 3 }; /* so many periods in a row are a pattern */
    const double *row = heat->values;
    const size_t n = heat->n_columns, since = last_stretch(row, n);
    const char *period = an_text(view->lang, view->cut == AN_SCOPE_MONTH ? "month" : "quarter");
    const char *name = heat->row_labels[0];
    size_t below = 0;

    for (size_t i = 0; i < n; i++)
        below += row[i] < -slight;
    if (!(gap < 0) || below == 0)
        return an_view_words(view, "heat-none", an_view_dimension(view, 0), NULL);
    if (below == n)
        return an_view_words(view, "heat-every", name, period, view->year, NULL);
    if (n - since >= STRETCH && since < view->n_past) /* actuals have begun it */
        return an_view_words(view, "heat-since", name, heat->column_labels[since], NULL);
    return an_view_words(view, "heat-some", name, an_view_count(view, below),
                         an_view_count(view, n), view->year, NULL);
}

/* Shares that have a name of their own. */
static const struct {
    double share;
    const char *id;
} fractions[] = {
    {1. / 5, "one-fifth"},    {1. / 4, "one-quarter"},    {1. / 3, "one-third"},
    {2. / 5, "two-fifths"},   {1. / 2, "half"},           {3. / 5, "three-fifths"},
    {2. / 3, "two-thirds"},   {3. / 4, "three-quarters"}, {4. / 5, "four-fifths"},
    {9. / 10, "nine-tenths"},
};

enum { N_FRACTIONS = sizeof fractions / sizeof *fractions };

static const char *fraction_words(an_view *view, double share)
{
    size_t nearest = 0;

    for (size_t i = 1; i < N_FRACTIONS; i++)
        if (fabs(fractions[i].share - share) < fabs(fractions[nearest].share - share))
            nearest = i;
    return an_text(view->lang, fractions[nearest].id);
}

static const char *shortfall_words(an_view *view, const char *name, double share,
                                   const char *percent)
{
    const char *share_text = an_view_percent(view, 100 * share, false);

    if (share > 1.05)
        return an_view_words(view, "bridge-more", name, percent, NULL);
    if (share > .95)
        return an_view_words(view, "bridge-whole", name, percent, NULL);
    if (share >= .45)
        return an_view_words(view, "bridge-most", name, fraction_words(view, share), percent, NULL);
    if (share >= .18)
        return an_view_words(view, "bridge-largest", name, fraction_words(view, share), percent,
                             NULL);
    return an_view_words(view, "bridge-spread", name, share_text, percent, NULL);
}

const char *an_finding_bridge(an_view *view, const an_chart_bridge *bridge)
{
    const double gap = bridge->end - bridge->start;
    const char *percent = an_view_percent(view, 100 * fabs(gap / bridge->start), false);
    size_t worst = 0, best = 0;

    for (size_t i = 1; i < bridge->n; i++) {
        worst = bridge->steps[i] < bridge->steps[worst] ? i : worst;
        best = bridge->steps[i] > bridge->steps[best] ? i : best;
    }
    if (100 * fabs(gap / bridge->start) < slight)
        return an_view_words(view, "bridge-even", bridge->labels[best], bridge->labels[worst],
                             NULL);
    if (gap > 0)
        return an_view_words(view, "bridge-surplus", bridge->labels[best],
                             an_view_percent(view, 100 * bridge->steps[best] / gap, false), percent,
                             NULL);
    return shortfall_words(view, bridge->labels[worst], bridge->steps[worst] / gap, percent);
}

const char *an_finding_rank(an_view *view, const an_chart_rank *rank)
{
    const char *n = an_view_count(view, rank->n);
    const char *name = NULL; /* of the last one that is clear */
    size_t under = 0, over = 0;

    for (size_t i = 0; i < rank->n; i++) {
        under += rank->hi[i] < 0;
        over += rank->lo[i] > 0;
        if (rank->hi[i] < 0 || rank->lo[i] > 0)
            name = rank->labels[i];
    }
    if (under + over == 0)
        return an_view_words(view, "rank-none", n, NULL);
    if (under + over == 1 && rank->n > 1)
        return an_view_words(view, under ? "rank-one-under" : "rank-one-over", n, name, NULL);
    if (over == 0)
        return an_view_words(view, "rank-under", an_view_count(view, under), n, NULL);
    if (under == 0)
        return an_view_words(view, "rank-over", an_view_count(view, over), n, NULL);
    return an_view_words(view, "rank-both", an_view_count(view, under), n,
                         an_view_count(view, over), NULL);
}

const char *an_finding_small(an_view *view, const an_chart_small *small)
{
    const char *n = an_view_count(view, small->n_panels), *count;
    size_t below = 0;

    for (size_t i = 0; i < small->n_panels; i++)
        below += small->gap_pct[i] < -large;
    count = an_view_count(view, below);
    if (below == 0)
        return an_view_words(view, "small-none", n, NULL);
    /* An outlier misses by twice as much as the next. */
    if (small->n_panels > 1 && small->gap_pct[0] < 2 * fmin(small->gap_pct[1], 0) &&
        small->gap_pct[0] < -large)
        return an_view_words(view, "small-outlier", small->labels[0], count, n, NULL);
    return an_view_words(view, "small-some", count, n, NULL);
}

const char *an_finding_bullet(an_view *view, const an_chart_bullet *bullet)
{
    const char *n = an_view_count(view, bullet->n), *names[2] = {"", ""};
    size_t on_pace = 0;

    for (size_t i = 0; i < bullet->n; i++)
        if (bullet->attained_pct[i] >= bullet->expected_pct[i]) {
            if (on_pace < 2)
                names[on_pace] = bullet->labels[i];
            on_pace++;
        }
    if (bullet->n == 1)
        return an_view_words(view, on_pace ? "pace-on" : "pace-behind", bullet->labels[0],
                             view->until, NULL);
    if (on_pace == 0)
        return an_view_words(view, "pace-none", n, view->until, NULL);
    if (on_pace == bullet->n)
        return an_view_words(view, "pace-all", n, view->until, NULL);
    if (on_pace == 1)
        return an_view_words(view, "pace-one", names[0], view->until, NULL);
    if (on_pace == 2)
        return an_view_words(view, "pace-two", names[0], names[1], view->until, NULL);
    return an_view_words(view, "pace-some", an_view_count(view, on_pace), n, view->until, NULL);
}
