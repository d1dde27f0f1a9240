/* target_case.h - the small company of the review, forecast to the end of 2026, and its targets. */
#ifndef TESTS_UNIT_TARGET_CASE_H
#define TESTS_UNIT_TARGET_CASE_H

#include "analysis/target/locks.h"
#include "analysis/target/target_table.h"
#include "tests/unit/review_case.h"

enum { NEXT_YEAR = 17 }; /* months from the last complete one to the end of 2026 */

typedef struct {
    fixture company;
    an_spans spans;
    an_locks locks;
    an_target *target;
    char path[32];
} target_case;

/* More rows can be added before forecast_case. */
static inline target_case *new_case(void)
{
    target_case *c = calloc(1, sizeof *c);
    void *company;

    set_up(&company);
    c->company = *(fixture *)company;
    free(company);
    strcpy(c->path, "/tmp/test_target_XXXXXX");
    assert_int_equal(close(mkstemp(c->path)), 0);
    return c;
}

static inline void forecast_case(target_case *c)
{
    make_hierarchy(&c->company);
    assert_ok(fc_forecasts_run(c->company.sales.hierarchy, &months,
                               &(fc_forecast_options){.model = "ets",
                                                      .horizon = NEXT_YEAR,
                                                      .last = LAST_COMPLETE,
                                                      .n_paths = 400,
                                                      .seed = 11},
                               &c->company.forecasts));
}

static inline int open_case(void **state)
{
    target_case *c = new_case();

    forecast_case(c);
    *state = c;
    return 0;
}

static inline int close_case(void **state)
{
    target_case *c = *state;
    fixture *company = malloc(sizeof *company);
    void *freed = company;

    unlink(c->path);
    an_target_free(c->target);
    an_locks_clear(&c->locks);
    an_spans_clear(&c->spans);
    *company = c->company;
    tear_down(&freed);
    free(c);
    return 0;
}

static inline an_target_options goal(an_goal goal, double value)
{
    return (an_target_options){.goal = goal,
                               .value = value,
                               .step = 0.01,
                               .down = FC_MONTH,
                               .daily = an_daily_working_days(NULL, 0, 0)};
}

static inline fc_status try_target(target_case *c, fc_unit down, an_target_options options)
{
    if (c->spans.n == 0)
        assert_ok(an_target_spans(&c->company.sales, "2026", down, &c->spans));
    options.down = down;
    options.bounds = c->locks.bounds;
    options.n_bounds = c->locks.n;
    an_target_free(c->target);
    c->target = NULL;
    return an_target_new(&c->company.sales, c->company.forecasts, &c->spans, &options, &c->target);
}

static inline int64_t steps(const target_case *c, size_t node, size_t span)
{
    return llround(an_target_at(c->target, node, span)->target * 100);
}

/* Along every dimension, and from each unit of time to the next coarser one. */
static inline void assert_adds_up(const target_case *c)
{
    const fc_hierarchy *h = c->company.sales.hierarchy;
    const an_spans *spans = an_target_periods(c->target);

    for (size_t i = 0; i < fc_hierarchy_size(h); i++) {
        int64_t sums[FC_YEAR + 1] = {0};

        for (size_t s = 0; s < spans->n; s++) {
            sums[spans->spans[s].unit] += steps(c, i, s);
            for (size_t d = 0; d < 2; d++) {
                size_t n;
                const size_t *children = fc_hierarchy_children(h, i, d, &n);
                int64_t sum = 0;

                for (size_t k = 0; k < n; k++)
                    sum += steps(c, children[k], s);
                if (n > 0)
                    assert_int_equal(sum, steps(c, i, s));
            }
        }
        for (fc_unit unit = an_target_made_by(c->target)->down; unit < FC_YEAR; unit++)
            assert_int_equal(sums[unit], sums[FC_YEAR]);
    }
}

#endif
