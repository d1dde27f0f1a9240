/* page.c - the page a manager reads in one minute: the total, the worst gaps, what was left out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include "analysis/format/format.h"
#include "analysis/report/finding.h"
#include "analysis/report/notes.h"
#include "analysis/report/page.h"
#include "analysis/report/warning.h"

enum { PAGE_WIDTH = 80, NAME_WIDTH = 34, AMOUNT_WIDTH = 12, PERCENT_WIDTH = 9 };

/* SGR: bold heads, shortfalls in the vermilion of the charts (256 colours). */
static const char bold[] = "\033[1m", vermilion[] = "\033[38;5;166m", plain[] = "\033[0m";

typedef an_page page;

static void print_coloured(const page *p, const char *colour, const char *text)
{
    if (p->view.options->colour)
        fprintf(p->out, "%s%s%s", colour, text, plain);
    else
        fputs(text, p->out);
}

void an_page_heading(const an_page *p, const char *text)
{
    putc('\n', p->out);
    print_coloured(p, bold, text);
    putc('\n', p->out);
}

/* `text` in lines that end where `breaks` says; blanks at their ends are dropped. */
static void print_lines(FILE *out, size_t indent, const char *text, const char *breaks)
{
    size_t blanks = 0;

    for (size_t i = 0; text[i]; i++) {
        if (breaks[i] == UC_BREAK_POSSIBLE) {
            fprintf(out, "\n%*s", (int)indent, "");
            blanks = 0;
        }
        if (text[i] == ' ') {
            blanks++;
            continue;
        }
        fprintf(out, "%*s%c", (int)blanks, "", text[i]);
        blanks = 0;
    }
    putc('\n', out);
}

fc_status an_page_wrapped(const an_page *p, size_t indent, const char *mark, const char *text)
{
    const size_t width = an_width(text), size = strlen(text) + 1;
    char *clean = malloc(size), *breaks = malloc(size);
    fc_status status = FC_OK;

    if (clean && breaks) {
        an_pad(text, width, false, clean, size); /* control characters become blanks */
        u8_width_linebreaks((const uint8_t *)clean, strlen(clean), PAGE_WIDTH, (int)indent, 0, NULL,
                            "UTF-8", breaks);
        fprintf(p->out, "%*s", (int)indent, mark);
        print_lines(p->out, indent, clean, breaks);
    } else {
        status = fc_no_memory();
    }
    free(clean);
    free(breaks);
    return status;
}

/* The year, what is behind us and what comes next. */
static fc_status fill_totals(an_view *view, an_table *table)
{
    static const an_scope order[] = {AN_SCOPE_YEAR, AN_SCOPE_TO_DATE, AN_SCOPE_MONTH,
                                     AN_SCOPE_QUARTER};

    for (size_t i = 0; i < AN_N_SCOPES; i++) {
        const an_review_row *row = view->total[order[i]];

        if (!row)
            continue;
        an_table_text(table, order[i] == AN_SCOPE_TO_DATE
                                 ? an_view_words(view, "to-date-until", row->period, NULL)
                                 : row->period);
        an_table_number(table, row->plan);
        an_table_number(table, row->actual);
        an_table_number(table, row->outlook);
        an_table_number(table, row->gap);
        an_table_number(table, row->gap_pct);
        an_table_text(table, an_view_chance(view, row));
        an_table_end(table);
    }
    return an_table_status(table);
}

static fc_status print_totals(page *p)
{
    const char *lang = p->view.lang;
    const an_column columns[] = {
        {an_text(lang, "period"), AN_TEXT},  {an_text(lang, "plan"), AN_MONEY},
        {an_text(lang, "actual"), AN_MONEY}, {an_text(lang, "outlook"), AN_MONEY},
        {an_text(lang, "gap"), AN_MONEY},    {an_text(lang, "gap-percent"), AN_PERCENT},
        {an_text(lang, "chance"), AN_TEXT},
    };
    const an_print_options print = {
        .unit = p->view.unit.name, .lang = lang, .colour = p->view.options->colour};
    an_table *table;
    fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, &table);

    if (status != FC_OK)
        return status;
    status = fill_totals(&p->view, table);
    if (status == FC_OK)
        status = an_format_table.write(table, &print, p->out);
    an_table_free(table);
    return status;
}

/* What is planned, like with like, where that is not the total. */
static fc_status print_planned(page *p)
{
    an_view *view = &p->view;
    double plan, outlook;

    if (!an_view_is_part(view) || !an_view_planned(view, &plan, &outlook))
        return FC_OK;
    return an_page_wrapped(
        p, 0, "",
        an_view_words(view, "planned-part", an_view_money(view, outlook, false),
                      an_view_money(view, plan, false), an_view_money(view, outlook - plan, true),
                      an_view_percent(view, 100 * (outlook - plan) / plan, true), NULL));
}

/* What the rest of the year must bring a day, beside what it brought so far. */
static fc_status print_run_rate(page *p)
{
    an_view *view = &p->view;
    const an_review_row *year = view->total[AN_SCOPE_YEAR];

    const double needed = year ? year->required_run_rate : NAN,
                 so_far = year ? year->current_run_rate : NAN;

    if (!isfinite(needed) || !isfinite(so_far))
        return FC_OK;
    return an_page_wrapped(p, 0, "",
                           an_view_words(view, "run-rate", an_view_rate(view, needed, so_far),
                                         an_view_rate(view, so_far, needed), NULL));
}

static fc_status print_shortfall(page *p, size_t i)
{
    enum { LINE = 4 * (NAME_WIDTH + 1) };
    an_view *view = &p->view;
    const an_review_row *row = view->worst[i];
    char name[LINE], gap[LINE], percent[LINE];

    an_pad(an_view_name(view, row->node), NAME_WIDTH, false, name, sizeof name);
    an_pad(an_view_money(view, row->gap, true), AMOUNT_WIDTH, true, gap, sizeof gap);
    an_pad(an_view_percent(view, row->gap_pct, true), PERCENT_WIDTH, true, percent, sizeof percent);
    fprintf(p->out, "%2zu. %s", i + 1, name);
    print_coloured(p, vermilion, gap);
    print_coloured(p, vermilion, percent);
    fprintf(p->out, "  %s\n", an_view_standing(view, row));
    return an_page_wrapped(p, 4, "", row->why);
}

static fc_status print_shortfalls(page *p)
{
    an_view *view = &p->view;
    fc_status status = FC_OK;

    if (fc_hierarchy_n_dimensions(view->hierarchy) == 0)
        return FC_OK; /* nobody but the total */
    an_page_heading(p, an_view_words(view, "worst-heading", view->year, NULL));
    if (view->n_worst == 0)
        return an_page_wrapped(p, 0, "", an_finding_no_shortfall(view));
    for (size_t i = 0; i < view->n_worst && status == FC_OK; i++)
        status = print_shortfall(p, i);
    return status;
}

static fc_status print_warnings(page *p)
{
    an_view *view = &p->view;
    fc_status status = FC_OK;

    if (an_warning_count(view) == 0)
        return FC_OK;
    an_page_heading(p, an_text(view->lang, "watch-heading"));
    for (size_t i = 0; i < an_warning_count(view) && status == FC_OK; i++) {
        const an_alarm *alarm = an_warning_at(view, i);

        status =
            an_page_wrapped(p, 2, "- ",
                            an_view_words(view, "watch-line", an_view_name(view, alarm->node),
                                          alarm->evidence, an_warning_worth(view, alarm), NULL));
    }
    return status;
}

static fc_status print_notes(page *p)
{
    enum { PROBLEMS = 5 };
    static const an_column column = {"note", AN_TEXT};
    an_table *notes;
    fc_status status = an_table_new(&column, 1, &notes);

    if (status != FC_OK)
        return status;
    an_notes_data(&p->view, PROBLEMS, notes);
    an_notes_conventions(&p->view, notes);
    status = an_table_status(notes);
    an_page_heading(p, an_text(p->view.lang, "notes-heading"));
    for (size_t i = 0; i < an_table_n_notes(notes) && status == FC_OK; i++)
        status = an_page_wrapped(p, 2, "- ", an_table_note_at(notes, i));
    an_table_free(notes);
    return status;
}

static fc_status print_page(page *p)
{
    fc_status status;

    print_coloured(p, bold, an_finding_year(&p->view));
    fputs("\n\n", p->out);
    status = print_totals(p);
    if (status == FC_OK)
        status = print_planned(p);
    if (status == FC_OK)
        status = print_run_rate(p);
    if (status == FC_OK)
        status = print_shortfalls(p);
    if (status == FC_OK)
        status = print_warnings(p);
    if (status == FC_OK)
        status = an_page_sections(p);
    if (status == FC_OK)
        status = print_notes(p);
    if (status == FC_OK)
        status = an_pool_status(&p->view.pool);
    return status == FC_OK ? an_format_written(p->out) : status;
}

fc_status an_report_page(const an_report_input *input, const an_report_options *options, FILE *out)
{
    page p = {.out = out};
    fc_status status = an_view_open(input, options, &p.view);

    if (status != FC_OK)
        return status;
    status = print_page(&p);
    an_view_close(&p.view);
    return status;
}
