/* node_life.c - joins the days of a node's cells and judges by them. */
#include "forecast/panel/node_life.h"

fc_status fc_node_life(const fc_hierarchy *hierarchy, const fc_calendar *calendar, size_t node,
                       const fc_series *series, fc_life *life)
{
    const fc_panel *panel = fc_hierarchy_panel(hierarchy);
    const fc_date until = fc_calendar_end(calendar, series->start + (fc_period)series->n - 1);
    size_t n;
    const size_t *cells = fc_hierarchy_cells(hierarchy, node, &n);
    fc_panel_days days = {0};
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < n; i++)
        status = fc_panel_days_join(&days, fc_panel_cell_days(panel, cells[i]));
    if (status == FC_OK) {
        const fc_panel_rhythm rhythm = fc_panel_days_rhythm(&days, until);

        *life = fc_lifecycle_by_days(series, calendar->unit, &rhythm, until);
    }
    fc_panel_days_free(&days);
    return status;
}
