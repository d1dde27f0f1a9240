/* stage_names.c - finds the stages of which only the name changed. */
#include "analysis/pipeline/stage_names.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"

/* Where deals come from and go to besides stages; and how many deals make something evident. */
enum { CREATED, WON, LOST, BESIDES, EVIDENT = 3, STAGES_MOST = 200 };

/* Exports that have open deals in a stage, first to last: numbers in an_deals.snapshots. */
typedef struct {
    size_t first, last;
    bool seen;
} span;

/* What happened around the change from `old` to `new`. */
typedef struct {
    size_t moved;          /* from old to new between the two exports */
    size_t left;           /* in old before, open after */
    size_t came;           /* in new after, open before */
    size_t before, stayed; /* in old the export before that, open at the last one; still in old */
    size_t *into[2], *out_of[2]; /* of old, of new: by stage + BESIDES */
} change;

fc_status an_stage_names_check(const an_deals_options *o)
{
    for (size_t i = 0; i < o->n_stages; i++) {
        const char *equals = strchr(o->stages[i], '=');

        if (!equals || equals == o->stages[i] || !equals[1])
            return fc_fail(FC_EUSAGE, "--stage: '%s' is not OLD=NEW, such as Talk=Discovery",
                           o->stages[i]);
    }
    return FC_OK;
}

static bool is_called(const char *name, const char *text, size_t length)
{
    char own[128];

    if (length >= sizeof own)
        return false;
    memcpy(own, text, length);
    own[length] = '\0';
    return an_alias_same(name, own);
}

const char *an_stage_names_map(const an_deals_options *o, const char *text, size_t *length)
{
    for (size_t i = 0; i < o->n_stages && *length < 128; i++) {
        const char *equals = strchr(o->stages[i], '=');
        char name[128];

        memcpy(name, text, *length);
        name[*length] = '\0';
        if (is_called(name, o->stages[i], (size_t)(equals - o->stages[i]))) {
            *length = strlen(equals + 1);
            return equals + 1;
        }
    }
    return text;
}

/* Whether the user said what a stage is called. */
static bool is_given(const an_deals_options *o, const char *name)
{
    for (size_t i = 0; i < o->n_stages; i++) {
        const char *equals = strchr(o->stages[i], '=');

        if (is_called(name, o->stages[i], (size_t)(equals - o->stages[i])) ||
            an_alias_same(name, equals + 1))
            return true;
    }
    return false;
}

static bool is_open_in(const an_deal_state *s, size_t stage)
{
    return s && s->outcome == AN_DEAL_OPEN && s->stage == stage;
}

/* The number of the first export from that day on. */
static size_t export_from(const an_deals *deals, fc_date day)
{
    size_t from = 0, to = deals->n_snapshots;

    while (from < to) {
        const size_t middle = (from + to) / 2;

        if (deals->snapshots[middle] < day)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void find_spans(const an_deals *deals, span *spans)
{
    for (size_t i = 0; i < deals->n; i++) {
        const an_deal *deal = &deals->deals[i];

        for (size_t k = 0; k < deal->n; k++) {
            const an_deal_state *s = &deals->states[deal->first + k];
            const fc_date end = k + 1 < deal->n ? s[1].from : deals->as_of + 1;
            const size_t from = export_from(deals, s->from), to = export_from(deals, end);
            span *own = &spans[s->stage];

            if (s->outcome != AN_DEAL_OPEN || s->stage == AN_STAGE_NONE || from >= to)
                continue;
            own->first = !own->seen || from < own->first ? from : own->first;
            own->last = !own->seen || to - 1 > own->last ? to - 1 : own->last;
            own->seen = true;
        }
    }
}

static size_t way_of(const an_deal_state *s)
{
    if (!s)
        return CREATED;
    if (s->outcome != AN_DEAL_OPEN)
        return s->outcome == AN_DEAL_WON ? WON : LOST;
    return s->stage == AN_STAGE_NONE ? CREATED : BESIDES + (size_t)s->stage;
}

/* Whether some export has the deal open in a stage in this state. */
static bool is_exported(const an_deals *deals, const an_deal *deal, size_t k)
{
    const an_deal_state *s = &deals->states[deal->first + k];
    const fc_date end = k + 1 < deal->n ? s[1].from : deals->as_of + 1;

    return export_from(deals, s->from) < export_from(deals, end);
}

/* From where a deal came into the two stages, and where it went; one that exports have in both of
 * them says nothing. Columns of dates may still have the old name. */
static void watch_ways(const an_deals *deals, const an_deal *deal, const size_t stages[2],
                       change *c)
{
    const an_deal_state *states = &deals->states[deal->first];
    size_t first = SIZE_MAX, last = 0;
    bool seen[2] = {false, false};
    int which;

    for (size_t k = 0; k < deal->n; k++)
        for (int w = 0; w < 2; w++)
            if (is_open_in(&states[k], stages[w])) {
                first = k < first ? k : first;
                last = k;
                seen[w] = seen[w] || is_exported(deals, deal, k);
            }
    if (first == SIZE_MAX || seen[0] == seen[1])
        return;
    which = seen[1];
    c->into[which][way_of(first > 0 ? &states[first - 1] : NULL)]++;
    if (last + 1 < deal->n)
        c->out_of[which][way_of(&states[last + 1])]++;
}

static void watch_change(const an_deals *deals, const size_t stages[2], size_t last, change *c)
{
    const fc_date *days = deals->snapshots;

    for (size_t i = 0; i < deals->n; i++) {
        const an_deal *deal = &deals->deals[i];
        const an_deal_state *at = an_deals_state(deals, deal, days[last]);
        const an_deal_state *after = an_deals_state(deals, deal, days[last + 1]);
        const an_deal_state *before = last > 0 ? an_deals_state(deals, deal, days[last - 1]) : NULL;
        const bool is_open = at && at->outcome == AN_DEAL_OPEN;
        const bool stays_open = after && after->outcome == AN_DEAL_OPEN;

        c->left += is_open_in(at, stages[0]) && stays_open;
        c->moved += is_open_in(at, stages[0]) && is_open_in(after, stages[1]);
        c->came += is_open && is_open_in(after, stages[1]);
        c->before += is_open_in(before, stages[0]) && is_open;
        c->stayed += is_open_in(before, stages[0]) && is_open_in(at, stages[0]);
        watch_ways(deals, deal, stages, c);
    }
}

/* The way that most took, the two stages left out; SIZE_MAX where fewer than EVIDENT did. */
static size_t most(const size_t *ways, size_t n, const size_t stages[2])
{
    size_t best = SIZE_MAX;

    for (size_t w = 0; w < n; w++)
        if (w != BESIDES + stages[0] && w != BESIDES + stages[1] && ways[w] >= EVIDENT &&
            (best == SIZE_MAX || ways[w] > ways[best]))
            best = w;
    return best;
}

static bool is_evident(const change *c, size_t n_ways, const size_t stages[2])
{
    const bool overlap = c->moved >= EVIDENT && 2 * c->moved > c->left && 2 * c->moved > c->came &&
                         c->before > 0 && 2 * c->stayed >= c->before;
    size_t ways[2][2];

    for (int which = 0; which < 2; which++) {
        ways[which][0] = most(c->into[which], n_ways, stages);
        ways[which][1] = most(c->out_of[which], n_ways, stages);
    }
    return overlap || (ways[0][0] != SIZE_MAX && ways[0][0] == ways[1][0] &&
                       ways[0][1] != SIZE_MAX && ways[0][1] == ways[1][1]);
}

/* Judges one pair; *joined tells whether the two are one. */
static fc_status judge(const an_deals *deals, const size_t stages[2], size_t last, const char *file,
                       an_problems *problems, bool *joined)
{
    const size_t n = fc_keys_size(deals->stages) + BESIDES;
    size_t *ways = calloc(4 * n, sizeof *ways);
    change c = {.into = {ways, ways + n}, .out_of = {ways + 2 * n, ways + 3 * n}};
    const char *names[2];
    char day[11];

    if (!ways)
        return fc_no_memory();
    for (int which = 0; which < 2; which++)
        names[which] = fc_keys_tuple(deals->stages, stages[which])[0];
    watch_change(deals, stages, last, &c);
    fc_date_format(deals->snapshots[last + 1], day);
    *joined = is_evident(&c, n, stages);
    if (*joined)
        an_problems_add(problems, AN_NOTE, file, 0, NULL,
                        "the stage '%s' is called '%s' from %s on, and counts as one with it; if "
                        "they are two, say --stage '%s=%s'",
                        names[0], names[1], day, names[0], names[0]);
    else if (c.moved >= EVIDENT && 2 * c.moved > c.left && 2 * c.moved > c.came)
        an_problems_add(problems, AN_WARNING, file, 0, NULL,
                        "the stage '%s' ends where '%s' begins, on %s, with %zu of its %zu deals; "
                        "if it was renamed, say --stage '%s=%s'",
                        names[0], names[1], day, c.moved, c.left, names[0], names[1]);
    free(ways);
    return FC_OK;
}

/* The stage that begins with the export after the last one of `old`, and was found to be the same.
 */
static fc_status find_new(const an_deals *deals, const an_deals_options *o, const span *spans,
                          size_t old, const char *file, an_problems *problems, size_t *found)
{
    fc_status status = FC_OK;

    *found = old;
    if (!spans[old].seen || spans[old].last + 1 >= deals->n_snapshots ||
        is_given(o, fc_keys_tuple(deals->stages, old)[0]))
        return FC_OK;
    for (size_t s = 0; status == FC_OK && *found == old && s < fc_keys_size(deals->stages); s++) {
        const size_t stages[2] = {old, s};
        bool joined = false;

        if (!spans[s].seen || spans[s].first != spans[old].last + 1 ||
            is_given(o, fc_keys_tuple(deals->stages, s)[0]))
            continue;
        status = judge(deals, stages, spans[old].last, file, problems, &joined);
        if (joined)
            *found = s;
    }
    return status;
}

fc_status an_stage_names_join(an_deals *deals, const an_deals_options *o, const char *file,
                              an_problems *problems)
{
    const size_t n = fc_keys_size(deals->stages);
    span *spans;
    size_t *now;
    fc_status status = FC_OK;

    if (deals->n_snapshots < 3 || n > STAGES_MOST)
        return FC_OK;
    spans = calloc(n + 1, sizeof *spans);
    now = malloc((n + 1) * sizeof *now);
    if (!spans || !now)
        status = fc_no_memory();
    if (status == FC_OK)
        find_spans(deals, spans);
    for (size_t s = 0; status == FC_OK && s < n; s++)
        status = find_new(deals, o, spans, s, file, problems, &now[s]);
    for (size_t i = 0; status == FC_OK && i < deals->n_states; i++) {
        size_t s = deals->states[i].stage;

        while (s != AN_STAGE_NONE && now[s] != s) /* later and later: it ends */
            s = now[s];
        deals->states[i].stage = (uint16_t)s;
    }
    free(spans);
    free(now);
    return status;
}
