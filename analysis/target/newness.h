/* newness.h - customers who are new: counted once each, or their sales beside those of the others.
 *
 * A customer is won in the first period of purchases after a year without any, wherever in the
 * company; a period's purchases are those of its cells together, if above 0. Sales are new business
 * for a year from then on. So the first year of the sales cannot tell who is new, and the second
 * not whose sales are; both begin later than the sales. */
#ifndef ANALYSIS_TARGET_NEWNESS_H
#define ANALYSIS_TARGET_NEWNESS_H

#include "analysis/read/sales.h"
#include "forecast/forecasts/forecasts.h"

/* The key that is added, and its values. */
#define AN_BUSINESS "business"
#define AN_BUSINESS_NEW "new"
#define AN_BUSINESS_OLD "existing"

/* `sales` are read with details and stay the caller's. In the result AN_AMOUNT counts customers
 * won, each in the cell where most was bought in that period; cells and their lives are those of
 * the sales. FC_EDATA where no column names customers, or the sales are of less than two years. */
fc_status an_newness_count(const an_sales *sales, an_sales **won) FC_CHECKED;

/* The same sales with one key more, which crosses the others: new or existing. FC_EDATA as above,
 * or of less than three years; where a key has that name already; for more keys than there can be.
 */
fc_status an_newness_split(const an_sales *sales, an_sales **split) FC_CHECKED;

/* Customers won, with that key: all of them are new. */
fc_status an_newness_count_split(const an_sales *sales, an_sales **won) FC_CHECKED;

/* Sums of new and existing business are forecast as well as the sales as a whole, whose history is
 * longer: gives `split` the forecasts that `whole` has for the same nodes, and makes it coherent.
 * Both are of the same first period and horizon. */
fc_status an_newness_forecast(const fc_hierarchy *whole_nodes, const fc_forecasts *whole,
                              const fc_hierarchy *split_nodes, fc_forecasts *split) FC_CHECKED;

#endif
