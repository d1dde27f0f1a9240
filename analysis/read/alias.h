/* alias.h - what columns are called: each role's names in English and Chinese. */
#ifndef ANALYSIS_READ_ALIAS_H
#define ANALYSIS_READ_ALIAS_H

#include <stdbool.h>
#include <stddef.h>

/* A role's names end with NULL. The first two, English and Chinese, are canonical: a column called
 * so is preferred to one that has another of the names. */
enum { AN_ALIAS_CANONICAL = 2 };

/* NULL where there is no such role. Roles: date, amount, quantity, cost, unit cost, margin, price,
 * region, product, channel, rep, customer, plan, period. */
const char *const *an_alias_names(const char *role);

/* The role that has this name; NULL where none has. */
const char *an_alias_role(const char *name);

/* Whether two names are the same but for case, spaces, underscores, hyphens and full-width forms;
 * and an order, as of strcmp, in which such names stand together. */
bool an_alias_same(const char *a, const char *b);
int an_alias_compare(const char *a, const char *b);

/* How far `name` is from `wanted`, in the same sense: characters that must change; 1 where it holds
 * all of it, of three or more; SIZE_MAX where half of `wanted` would have to change. */
size_t an_alias_distance(const char *name, const char *wanted);

#endif
