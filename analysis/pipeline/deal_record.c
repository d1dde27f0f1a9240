/* deal_record.c - parses the fields of a deal. */
#include "analysis/pipeline/deal_record.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analysis/read/alias.h"
#include "analysis/read/plain.h"

fc_status an_deal_record_begin(an_deal_record *parser, an_deal_reader *reader,
                               const an_deal_layout *layout)
{
    an_deals *deals = reader->deals;
    fc_status status = FC_OK;

    *parser = (an_deal_record){
        .reader = reader, .layout = layout, .last_day = FC_DATE_NONE, .day_before = FC_DATE_NONE};
    for (size_t t = 0; t < AN_N_TRAITS && !reader->history; t++)
        deals->has_trait[t] |= layout->columns[AN_ROLE_OWNER + t] != SIZE_MAX;
    if (!deals->labels && !reader->history)
        status = fc_keys_new(layout->n_keys + AN_N_TRAITS, &deals->labels);
    if (status == FC_OK)
        status = an_days_new(&layout->text, &reader->options->calendar, &parser->days);
    return status;
}

void an_deal_record_end(an_deal_record *parser)
{
    an_days_free(parser->days);
    parser->days = NULL;
}

static const char *terminated(const an_record *record, size_t column, char *text, size_t size)
{
    size_t n;
    const char *at = an_deal_record_field(record, column, &n);

    snprintf(text, size, "%.*s", (int)(n < size ? n : size - 1), at);
    return text;
}

static void count_odd(an_deal_record *p, const an_record *record, an_odd odd)
{
    if (p->n_odd[odd]++ == 0)
        p->odd_line[odd] = record->line;
}

/* Won, lost or open: by status, by flags, by stage. */
static bool parse_outcome(an_deal_record *p, const an_record *record, an_deal_row *row,
                          size_t *column, const char **why)
{
    const size_t *c = p->layout->columns;
    const an_deal_words *words = &p->reader->options->words;
    char text[128];
    const char *stage;
    size_t n;
    bool won = false, lost = false, closed = false;
    an_deal_outcome by_stage = AN_DEAL_OPEN, outcome = AN_DEAL_UNKNOWN;

    stage = an_deal_record_stage(p, record, &n);
    snprintf(text, sizeof text, "%.*s", (int)(n < sizeof text ? n : sizeof text - 1), stage);
    if (*text)
        by_stage = an_words_stage(text, words);
    if (*terminated(record, c[AN_ROLE_STATUS], text, sizeof text))
        outcome = an_words_status(text, words);
    if (outcome == AN_DEAL_UNKNOWN && *text && c[AN_ROLE_STAGE] == SIZE_MAX) {
        char shown[AN_PLAIN_SHOWN_SIZE];

        *column = c[AN_ROLE_STATUS];
        *why = an_plain_why("'%s' is neither won, lost nor open; say which with --won or --lost",
                            an_plain_shown(text, strlen(text), shown));
        return false;
    }
    if (*text && outcome == AN_DEAL_UNKNOWN)
        count_odd(p, record, AN_ODD_STATUS);
    else if (*text && by_stage != AN_DEAL_OPEN && outcome != by_stage)
        count_odd(p, record, AN_ODD_STAGE);
    an_words_flag(terminated(record, c[AN_ROLE_IS_WON], text, sizeof text), &won);
    an_words_flag(terminated(record, c[AN_ROLE_IS_LOST], text, sizeof text), &lost);
    an_words_flag(terminated(record, c[AN_ROLE_IS_CLOSED], text, sizeof text), &closed);
    if (outcome == AN_DEAL_UNKNOWN ||
        (outcome == AN_DEAL_OPEN && by_stage != AN_DEAL_OPEN && c[AN_ROLE_STATUS] == SIZE_MAX))
        outcome = won                                            ? AN_DEAL_WON
                  : lost || (closed && by_stage == AN_DEAL_OPEN) ? AN_DEAL_LOST
                                                                 : by_stage;
    row->outcome = (uint8_t)outcome;
    return true;
}

/* A day; an empty field is none. One that cannot be read spoils the row only where it must be
 * known.
 */
static bool parse_day(an_deal_record *p, const an_record *record, an_role role, bool needed,
                      fc_date *day, const char **why)
{
    size_t n;
    const char *text = an_deal_record_field(record, p->layout->columns[role], &n);
    fc_period period;

    *day = FC_DATE_NONE;
    if (n == 0 || an_days_read(p->days, text, n, day, &period, why))
        return true;
    *day = FC_DATE_NONE;
    if (!needed && p->n_unread_days[role]++ == 0)
        p->unread_line[role] = record->line;
    return !needed;
}

static void know(an_deal_record *p, const an_record *record, fc_date day)
{
    if (day > p->last_day) {
        p->day_before = p->last_day;
        p->last_day = day;
        p->last_line = record->line;
    } else if (day < p->last_day && day > p->day_before) {
        p->day_before = day;
    }
}

static bool parse_days(an_deal_record *p, const an_record *record, an_deal_row *row, size_t *column,
                       const char **why)
{
    const struct {
        an_role role;
        bool needed;
        fc_date *day;
    } DAYS[] = {
        {AN_ROLE_CREATED, true, &row->created},  {AN_ROLE_CLOSE, true, &row->close},
        {AN_ROLE_CLOSED, true, &row->closed},    {AN_ROLE_SNAPSHOT, true, &row->snapshot},
        {AN_ROLE_ENTERED, false, &row->entered}, {AN_ROLE_ACTIVITY, false, &row->activity},
    };
    fc_date modified;

    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++)
        if (!parse_day(p, record, DAYS[i].role, DAYS[i].needed, DAYS[i].day, why)) {
            *column = p->layout->columns[DAYS[i].role];
            return false;
        }
    if (row->outcome == AN_DEAL_OPEN)
        row->closed = FC_DATE_NONE;
    if (row->closed != FC_DATE_NONE && row->closed < row->created)
        count_odd(p, record, AN_ODD_END);
    parse_day(p, record, AN_ROLE_MODIFIED, false, &modified, why);
    know(p, record, row->created);
    know(p, record, row->closed);
    know(p, record, row->entered);
    know(p, record, row->activity);
    know(p, record, modified);
    if (row->outcome != AN_DEAL_OPEN && p->layout->columns[AN_ROLE_CLOSED] == SIZE_MAX)
        know(p, record, row->close);
    return true;
}

static bool parse_number(const an_deal_record *p, const an_record *record, an_role role,
                         double *number, size_t *column, const char **why)
{
    size_t n;
    const char *text = an_deal_record_field(record, p->layout->columns[role], &n);

    *number = NAN;
    if (n == 0 || an_value_number(text, n, &p->layout->text, number, why))
        return true;
    *column = p->layout->columns[role];
    return false;
}

/* What one unit of the row's currency is worth; false where that is not known. */
static bool rate_of(an_deal_record *p, const an_record *record, double *rate, size_t *column,
                    const char **why)
{
    const size_t c = p->layout->columns[AN_ROLE_CURRENCY];
    char text[16];

    *rate = 1;
    if (!*terminated(record, c, text, sizeof text))
        return true;
    if (p->reader->rates) {
        *rate = an_rates_find(p->reader->rates, text);
        *why = an_plain_why("the rates have no currency '%s'", text);
        *column = c;
        return !isnan(*rate);
    }
    if (!*p->currency)
        snprintf(p->currency, sizeof p->currency, "%s", text);
    *why = an_plain_why("'%s' beside '%s': amounts in several currencies need --rates FILE", text,
                        p->currency);
    *column = c;
    return an_alias_same(text, p->currency);
}

/* The list price of what is sold, times the quantity; NaN where there is none. */
static double list_price(an_deal_record *p, const an_record *record, double quantity)
{
    char text[128];
    double price;

    if (!p->reader->prices)
        return NAN;
    price = an_rates_find(p->reader->prices, terminated(record, p->layout->columns[AN_ROLE_PRODUCT],
                                                        text, sizeof text));
    p->n_priced += !isnan(price);
    return price * (quantity > 0 ? quantity : 1);
}

static bool parse_amounts(an_deal_record *p, const an_record *record, an_deal_row *row,
                          size_t *column, const char **why)
{
    static const double LARGEST = 1e12; /* sums of cents stay whole numbers */
    const size_t c = p->layout->columns[AN_ROLE_PROBABILITY];
    double rate, quantity, probability, pushes;

    if (!parse_number(p, record, AN_ROLE_AMOUNT, &row->amount, column, why) ||
        !parse_number(p, record, AN_ROLE_WON_AMOUNT, &row->won_amount, column, why) ||
        !parse_number(p, record, AN_ROLE_QUANTITY, &quantity, column, why) ||
        !parse_number(p, record, AN_ROLE_PROBABILITY, &probability, column, why) ||
        !parse_number(p, record, AN_ROLE_PUSHES, &pushes, column, why) ||
        !rate_of(p, record, &rate, column, why))
        return false;
    if (isnan(row->amount))
        row->amount = list_price(p, record, quantity);
    else
        row->amount *= rate;
    row->won_amount *= rate;
    if (fabs(row->amount) > LARGEST || fabs(row->won_amount) > LARGEST) {
        *column = p->layout->columns[AN_ROLE_AMOUNT];
        *why = "is larger than any amount can be";
        return false;
    }
    if (probability < 0 || probability > 100) {
        *column = c;
        *why = "is no probability from 0 to 100 %";
        return false;
    }
    row->percent = c != SIZE_MAX && strpbrk(record->fields[c].text, "%％") != NULL;
    row->probability = probability;
    row->pushes = pushes > 0 && pushes < 1000 ? (uint16_t)pushes : 0;
    return true;
}

bool an_deal_record_parse(an_deal_record *p, const an_record *record, an_deal_row *row,
                          fc_date *stage_dates, size_t *column, const char **why)
{
    char text[128];

    *row = (an_deal_row){
        .line = (uint32_t)record->line, .stage = AN_STAGE_NONE, .known = AN_KNOWN_ALL};
    if (!parse_outcome(p, record, row, column, why) || !parse_days(p, record, row, column, why) ||
        !parse_amounts(p, record, row, column, why))
        return false;
    row->category = (uint8_t)an_words_category(
        terminated(record, p->layout->columns[AN_ROLE_CATEGORY], text, sizeof text));
    for (size_t i = 0; i < p->layout->n_stage_dates; i++) {
        size_t n;
        const char *at = an_deal_record_field(record, p->layout->stage_dates[i].column, &n),
                   *ignored;
        fc_period period;

        if (n == 0 || !an_days_read(p->days, at, n, &stage_dates[i], &period, &ignored))
            stage_dates[i] = FC_DATE_NONE;
        know(p, record, stage_dates[i]);
    }
    return true;
}
