/* node_life.h - whether a node of a hierarchy goes on, judged by the days on which it sold. */
#ifndef FORECAST_NODE_LIFE_H
#define FORECAST_NODE_LIFE_H

#include "forecast/panel/hierarchy.h"
#include "forecast/panel/lifecycle.h"

/* `series` is the node's, on the calendar; what any of its cells sold after its last period is not
 * looked at. */
fc_status fc_node_life(const fc_hierarchy *hierarchy, const fc_calendar *calendar, size_t node,
                       const fc_series *series, fc_life *life) FC_CHECKED;

#endif
