/* roles.h - what the columns of a deal export are called: Zoho, Salesforce, HubSpot, Dynamics 365,
 * Fxiaoke and others, in English and Chinese. */
#ifndef ANALYSIS_PIPELINE_ROLES_H
#define ANALYSIS_PIPELINE_ROLES_H

#include "analysis/read/header.h"

typedef enum {
    AN_ROLE_ID,
    AN_ROLE_NAME,
    AN_ROLE_ACCOUNT,
    AN_ROLE_STAGE,
    AN_ROLE_STATUS,
    AN_ROLE_IS_WON,
    AN_ROLE_IS_LOST,
    AN_ROLE_IS_CLOSED,
    AN_ROLE_AMOUNT,
    AN_ROLE_WON_AMOUNT, /* known only when a deal is closed */
    AN_ROLE_QUANTITY,
    AN_ROLE_CURRENCY,
    AN_ROLE_PROBABILITY,
    AN_ROLE_CATEGORY,
    AN_ROLE_CREATED,
    AN_ROLE_CLOSE,  /* expected; of a closed deal the day it ended, where there is no other */
    AN_ROLE_CLOSED, /* the day it ended */
    AN_ROLE_ENTERED,
    AN_ROLE_MODIFIED,
    AN_ROLE_ACTIVITY,
    AN_ROLE_PUSHES,
    AN_ROLE_SNAPSHOT,
    AN_ROLE_OWNER, /* from here on: what a deal is like */
    AN_ROLE_REGION,
    AN_ROLE_PRODUCT,
    AN_ROLE_CHANNEL,
    AN_ROLE_SOURCE,
    AN_ROLE_SEGMENT,
    AN_ROLE_PIPELINE,
    AN_N_ROLES
} an_role;

enum { AN_ROLE_FIRST_DATE = AN_ROLE_CREATED, AN_ROLE_LAST_DATE = AN_ROLE_ACTIVITY };

/* Columns that were named: "stage=Phase" (--column). */
typedef struct {
    const char *const *given;
    size_t n;
} an_role_names;

const char *an_role_name(an_role role); /* "stage" */

/* The role that `name` names, itself or by one of its aliases; AN_N_ROLES where none does. */
an_role an_role_of(const char *name);

/* columns[AN_N_ROLES]: the column of each role, SIZE_MAX where there is none. A role's names are
 * tried in order, first as they stand, then without what stands in brackets or behind "__". A
 * column has one role. FC_EUSAGE where `names` names no role, FC_EDATA where it names no column, or
 * where two columns have the same name. */
fc_status an_roles_find(const an_header *header, const an_role_names *names,
                        size_t columns[AN_N_ROLES]) FC_CHECKED;

#endif
