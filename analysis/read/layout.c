/* layout.c - matches the columns of a sales file with the options and the aliases. */
#include "analysis/read/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"
#include "analysis/read/evidence.h"

void an_layout_free(an_layout *layout)
{
    an_start_free(&layout->start);
    free(layout->where);
    layout->where = NULL;
}

const char *an_layout_name(const an_layout *layout, size_t column)
{
    return layout->start.header.names[column];
}

static bool has(const an_header *header, const char *name, const char *role)
{
    size_t column;

    return an_header_look(header, name, role, "", &column) != FC_OK || column != SIZE_MAX;
}

/* Two columns for one role are a header too; it is refused later with a better message. */
static bool is_header(const void *data, const an_header *header)
{
    const an_sales_options *options = data;

    return has(header, options->date, "date") &&
           (options->counted == AN_COUNT_ROWS || has(header, options->amount, "amount") ||
            (options->counted == AN_COUNT_MARGIN && has(header, NULL, "margin")));
}

/* Writes a name as --by takes it. */
static size_t quote_name(const char *name, char *text, size_t room)
{
    size_t n = 0;

    for (; *name && n + 3 < room; name++) {
        if (strchr("\\,/", *name))
            text[n++] = '\\';
        text[n++] = *name;
    }
    text[n] = '\0';
    return n;
}

/* The first column of each of the roles, as in "--by region,category". */
static void suggest_keys(const an_header *header, const char *const *roles, size_t n_roles,
                         char *text, size_t size)
{
    size_t n = (size_t)snprintf(text, size, "--by ");

    for (size_t i = 0; i < n_roles; i++)
        for (size_t c = 0; c < header->n; c++) {
            const char *role = an_alias_role(header->names[c]);

            if (!role || strcmp(role, roles[i]) != 0 || n + 4 > size)
                continue;
            if (text[n - 1] != ' ')
                text[n++] = ',';
            n += quote_name(header->names[c], text + n, size - n);
            break;
        }
}

static fc_status add_default_keys(const an_header *header, an_by *by)
{
    static const char *const ROLES[] = {"region", "product"};
    const size_t n = sizeof ROLES / sizeof *ROLES;
    char option[256];
    fc_status status = FC_OK;

    suggest_keys(header, ROLES, n, option, sizeof option);
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        size_t column;

        status = an_header_look(header, NULL, ROLES[i], option, &column);
        if (status == FC_OK && column != SIZE_MAX)
            status = an_by_add(by, header->names[column]);
    }
    return status;
}

static fc_status find_keys(const an_header *header, an_by *by, an_layout *layout)
{
    const an_sales_options *options = layout->options;
    fc_status status = FC_OK;

    if (!options->by && !by->settled)
        status = add_default_keys(header, by);
    by->settled = true;
    for (size_t k = 0; status == FC_OK && k < by->n_keys; k++) {
        status = an_header_find(header, by->names[k], NULL, "--by", &layout->keys[k]);
        if (status == FC_OK &&
            (layout->keys[k] == layout->date || layout->keys[k] == layout->amount))
            status = fc_fail(FC_EUSAGE,
                             "--by: '%s' is the column of the %s; name columns that tell sales "
                             "apart, such as region",
                             header->names[layout->keys[k]],
                             layout->keys[k] == layout->date ? "date" : "amount");
        for (size_t i = 0; status == FC_OK && i < k; i++)
            if (layout->keys[i] == layout->keys[k])
                status = fc_fail(FC_EUSAGE, "--by: '%s' and '%s' are the same column", by->names[i],
                                 by->names[k]);
    }
    layout->n_keys = by->n_keys;
    return status;
}

/* The first column that has a name of the role: two of them are no mistake, as nobody asked for
 * one. */
static void find_details(const an_header *header, an_layout *layout)
{
    static const char *const ROLES[] = {[AN_DETAIL_CUSTOMER] = "customer",
                                        [AN_DETAIL_REP] = "rep",
                                        [AN_DETAIL_PRODUCT] = "product"};

    for (size_t d = 0; d < AN_N_DETAILS; d++) {
        const char *const *names = an_alias_names(ROLES[d]);

        layout->details[d] = SIZE_MAX;
        for (size_t i = 0; names[i] && layout->details[d] == SIZE_MAX; i++)
            for (size_t c = header->n; c-- > 0;)
                if (an_alias_same(names[i], header->names[c]))
                    layout->details[d] = c;
    }
}

/* The cost of the amount, or of a piece. */
static fc_status find_cost(const an_header *header, an_layout *layout)
{
    const char *role;
    fc_status status =
        an_header_look(header, layout->options->cost, "cost", "--cost COL", &layout->cost);

    if (status == FC_OK && layout->cost == SIZE_MAX && !layout->options->cost)
        status = an_header_look(header, NULL, "unit cost", "--cost COL", &layout->cost);
    if (status == FC_OK && layout->cost == SIZE_MAX)
        status =
            fc_fail(FC_EDATA,
                    "%s:%zu: no column is called %s, so there is no margin; name the cost by "
                    "--cost COL",
                    header->file, header->line,
                    layout->options->cost ? layout->options->cost : "margin, cost or unit cost");
    if (status != FC_OK)
        return status;
    role = an_alias_role(header->names[layout->cost]);
    layout->unit_cost = role && strcmp(role, "unit cost") == 0;
    if (layout->unit_cost && layout->quantity == SIZE_MAX)
        status = fc_fail(FC_EDATA,
                         "%s:%zu: '%s' is of a piece, and there is no quantity; name its column by "
                         "--quantity COL",
                         header->file, header->line, header->names[layout->cost]);
    return status;
}

/* What is added up: amount, margin or rows. */
static fc_status find_amount(const an_header *header, an_layout *layout)
{
    const an_sales_options *options = layout->options;

    if (options->counted == AN_COUNT_ROWS)
        return FC_OK;
    if (options->counted == AN_COUNT_MARGIN && !options->cost) {
        fc_status status = an_header_look(header, NULL, "margin", "--cost COL", &layout->amount);

        if (status != FC_OK || layout->amount != SIZE_MAX)
            return status;
    }
    return an_header_find(header, options->amount, "amount", "--amount COL", &layout->amount);
}

static bool lacks_cost(const an_layout *layout)
{
    const char *role;

    if (layout->options->counted != AN_COUNT_MARGIN)
        return false;
    role = an_alias_role(an_layout_name(layout, layout->amount));
    return layout->options->cost || !role || strcmp(role, "margin") != 0;
}

static fc_status find_columns(an_by *by, an_layout *layout)
{
    const an_sales_options *options = layout->options;
    const an_header *header = &layout->start.header;
    fc_status status = an_header_find(header, options->date, "date", "--date COL", &layout->date);

    if (status == FC_OK)
        status = find_amount(header, layout);
    if (status == FC_OK && layout->date == layout->amount)
        status = fc_fail(FC_EUSAGE, "%s:%zu: column '%s' is both the date and the amount",
                         header->file, header->line, header->names[layout->date]);
    if (status == FC_OK && options->quantity)
        status = an_header_find(header, options->quantity, "quantity", "--quantity COL",
                                &layout->quantity);
    else if (status == FC_OK)
        status = an_header_look(header, NULL, "quantity", "--quantity", &layout->quantity);
    if (layout->quantity == layout->amount) /* a sum of pieces */
        layout->quantity = SIZE_MAX;
    if (status == FC_OK && lacks_cost(layout))
        status = find_cost(header, layout);
    if (status == FC_OK)
        status = find_keys(header, by, layout);
    find_details(header, layout);
    if (status == FC_OK && options->moves)
        status = an_moves_find(options->moves, header, layout->moves);
    for (size_t i = 0; status == FC_OK && i < options->n_where; i++)
        status =
            an_header_find(header, options->where[i].column, NULL, "--where", &layout->where[i]);
    return status;
}

fc_status an_layout_find(const an_chunks *chunks, const an_chunk *first,
                         const an_sales_options *options, an_by *by, an_problems *problems,
                         an_layout *layout)
{
    fc_status status;

    *layout = (an_layout){.options = options,
                          .text = options->text,
                          .line_end = an_chunks_line_end(chunks),
                          .amount = SIZE_MAX,
                          .quantity = SIZE_MAX,
                          .cost = SIZE_MAX};
    layout->text.calendar = &options->calendar;
    layout->where = calloc(options->n_where + 1, sizeof *layout->where);
    if (!layout->where)
        return fc_no_memory();
    status = an_start_find(chunks, first, &options->text, is_header, options, &layout->start);
    if (status != FC_OK)
        return status;
    layout->text.delimiter = layout->start.delimiter;
    an_start_note(&layout->start, chunks, problems);
    status = find_columns(by, layout);
    return status == FC_OK ? an_evidence_weigh(first, layout, problems) : status;
}
