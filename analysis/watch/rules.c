/* rules.c - the table of rules that are replayed; add yours to the list. */
#include "analysis/watch/rules.h"

#define TAKE(rule) &rule,
static const an_watch_rule *const TABLE[] = {AN_WATCH_RULES(TAKE)};
#undef TAKE

_Static_assert(sizeof TABLE / sizeof *TABLE <= AN_MOST_STATISTICAL, "room for every rule");

size_t an_watch_rule_count(void)
{
    return sizeof TABLE / sizeof *TABLE;
}

const an_watch_rule *an_watch_rule_at(size_t i)
{
    return TABLE[i];
}
