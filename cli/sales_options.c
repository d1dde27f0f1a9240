/* sales_options.c - sales options into what the reader wants. */
#include "cli/sales_options.h"

#include <string.h>

#include "analysis/read/moves.h"
#include "cli/exit.h"

#define FIELD(name) offsetof(cli_sales_options, name)

const cli_option cli_sales_table[CLI_SALES_OPTIONS] = {
    {"date", 0, CLI_TEXT, FIELD(date), "COLUMN", "the date column (default: found by its name)"},
    {"amount", 0, CLI_TEXT, FIELD(amount), "COLUMN",
     "the amount column (default: found by its name)"},
    {"quantity", 0, CLI_TEXT, FIELD(quantity), "COLUMN",
     "the quantity column (default: found by its name)"},
    {"by", 'b', CLI_TEXT, FIELD(by), "SPEC",
     "the nodes: a comma crosses, a slash nests, as in region/city,product (default: region and "
     "product where present)"},
    {"period", 'p', CLI_CHOICE, FIELD(period), "day|week|month|quarter|year", "(default month)"},
    {"calendar", 0, CLI_CHOICE, FIELD(scheme), "gregorian|4-4-5|4-5-4|5-4-4",
     "how periods are cut"},
    {"fiscal-start", 0, CLI_WHOLE, FIELD(fiscal_start), "MONTH",
     "month in which the year starts (default 1)"},
    {"week-start", 0, CLI_CHOICE, FIELD(week_start), "mon|sun", "(default mon: ISO weeks)"},
    {"as-of", 0, CLI_DATE, FIELD(as_of), "DATE", "use only what was known at the end of that day"},
    {"where", 'w', CLI_LIST, FIELD(where), "COLUMN=VALUE",
     "rows to keep; may be repeated: one column's values are alternatives"},
    {"query", 0, CLI_TEXT, FIELD(query), "SELECT",
     "what is read of a database that is given as sqlite:PATH or postgresql://..."},
    {"moves", 0, CLI_TEXT, FIELD(moves), "FILE",
     "reorganisations: since, columns that say which rows move, and to_region and the like"},
    {"structure", 0, CLI_CHOICE, FIELD(structure), "is|was",
     "with --moves: count all rows where they belong now, or where they did on their day (default "
     "is)"},
    {"encoding", 0, CLI_TEXT, FIELD(encoding), "NAME",
     "such as GB18030; UTF-8 and marked UTF-16 need none"},
    {"delimiter", 0, CLI_LETTER, FIELD(delimiter), "CHARACTER", "(default: from the header line)"},
    {"decimal", 0, CLI_LETTER, FIELD(decimal), "CHARACTER", "decimal sign of numbers, . or ,"},
    {"date-format", 0, CLI_TEXT, FIELD(date_format), "FORMAT", "ymd, dmy, mdy or such as %d/%m/%Y"},
    {"quotes", 0, CLI_CHOICE, FIELD(quotes), "strict|lenient",
     "lenient takes a quote inside an unquoted field"},
    {"strict", 0, CLI_FLAG, FIELD(strict), "", "stop at the first row that would be set aside"},
    {"threads", 0, CLI_WHOLE, FIELD(threads), "N",
     "(default: all processors; results do not depend on it)"},
};

fc_status cli_sales_calendar(const cli_sales_options *o, fc_calendar *calendar)
{
    if (o->fiscal_start > 12)
        return fc_fail(FC_EUSAGE, "--fiscal-start: %ld is not a month from 1 to 12",
                       o->fiscal_start);
    *calendar = (fc_calendar){
        .unit = o->period ? (fc_unit)(o->period - 1) : FC_MONTH,
        .scheme = o->scheme ? (fc_scheme)(o->scheme - 1) : FC_GREGORIAN,
        .fiscal_start = o->fiscal_start ? (int)o->fiscal_start : 1,
        .week_start = o->week_start == 2 ? 7 : 1,
    };
    return FC_OK;
}

an_text_options cli_sales_text(const cli_sales_options *o)
{
    return (an_text_options){.encoding = o->encoding,
                             .delimiter = o->delimiter,
                             .decimal = o->decimal,
                             .date_format = o->date_format,
                             .lenient_quotes = o->quotes == 2};
}

static fc_status split_where(const char *given, char *text, size_t size, an_where *where)
{
    const char *equals = strchr(given, '=');
    size_t name;

    if (!equals || equals == given)
        return fc_fail(FC_EUSAGE, "--where: '%s' is not COLUMN=VALUE", given);
    if (strlen(given) >= size)
        return fc_fail(FC_EUSAGE, "--where: '%.40s...' is longer than %zu bytes", given, size - 1);
    strcpy(text, given);
    name = (size_t)(equals - given);
    text[name] = '\0';
    *where = (an_where){.column = text, .value = text + name + 1};
    return FC_OK;
}

fc_status cli_sales_translate(const cli_sales_options *o, cli_where *where, an_sales_options *out)
{
    fc_calendar calendar;
    fc_status status = cli_sales_calendar(o, &calendar);

    for (size_t i = 0; status == FC_OK && i < o->where.n; i++)
        status =
            split_where(o->where.items[i], where->text[i], sizeof where->text[i], &where->where[i]);
    if (status == FC_OK && o->decimal && o->decimal != '.' && o->decimal != ',')
        status = fc_fail(FC_EUSAGE, "--decimal: '%c' is neither . nor ,", o->decimal);
    *out = (an_sales_options){.text = cli_sales_text(o),
                              .counted = o->counted,
                              .date = o->date,
                              .amount = o->amount,
                              .cost = o->cost,
                              .quantity = o->quantity,
                              .by = o->by,
                              .where = where->where,
                              .n_where = o->where.n,
                              .calendar = calendar,
                              .as_of = o->as_of ? o->as_of - 1 : FC_DATE_NONE,
                              .strict = o->strict,
                              .threads = (int)o->threads,
                              .progress = cli_progress,
                              .progress_data = (void *)"reading"};
    return status;
}

static fc_status read_sales(const cli_sales_options *options, const char *const *files,
                            size_t n_files, bool detail, an_problems *problems, an_sales **sales)
{
    cli_where where;
    an_sales_options translated;
    fc_status status = cli_sales_translate(options, &where, &translated);

    an_moves *moves = NULL;

    translated.detail = detail;
    if (status == FC_OK && options->structure && !options->moves)
        status = fc_fail(FC_EUSAGE, "--structure: of which moves? give --moves FILE");
    if (status == FC_OK && options->moves)
        status = an_moves_read(options->moves, &translated.text, options->structure == 2, problems,
                               &moves);
    translated.moves = moves;
    if (status == FC_OK)
        status = an_sales_read(files, n_files, &translated, problems, sales);
    an_moves_free(moves);
    cli_progress_end();
    return status;
}

fc_status cli_sales_read(const cli_sales_options *options, const char *const *files, size_t n_files,
                         an_problems *problems, an_sales **sales)
{
    return read_sales(options, files, n_files, false, problems, sales);
}

fc_status cli_sales_read_detail(const cli_sales_options *options, const char *const *files,
                                size_t n_files, an_problems *problems, an_sales **sales)
{
    return read_sales(options, files, n_files, true, problems, sales);
}
