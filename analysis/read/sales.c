/* sales.c - sales files into one panel and its nodes. */
#include "analysis/read/sales.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "analysis/read/sales_file.h"
#include "analysis/read/sales_observed.h"
#include "analysis/read/value.h"

void an_sales_free(an_sales *sales)
{
    if (!sales)
        return;
    fc_hierarchy_free(sales->hierarchy);
    fc_panel_free(sales->panel);
    an_detail_clear(&sales->detail);
    for (size_t k = 0; k < AN_MAX_KEYS; k++)
        free(sales->key_names[k]);
    free(sales->amount_name);
    free(sales);
}

static fc_status check_options(const an_sales_options *options, size_t n_files)
{
    const char decimal = options->text.decimal;

    if (n_files == 0)
        return fc_fail(FC_EUSAGE, "no sales file is given");
    if (decimal && decimal != '.' && decimal != ',')
        return fc_fail(FC_EUSAGE, "--decimal: '%c' is neither . nor ,", decimal);
    return an_value_check_format(options->text.date_format);
}

/* Says why nothing is left to forecast. */
static fc_status no_rows(const char *const *files, size_t n_files, const an_counts *counts,
                         an_problems *problems)
{
    char first[512] = "";

    an_problems_sort(problems);
    for (size_t i = 0; i < an_problems_size(problems) && !*first; i++)
        if (an_problems_at(problems, i)->severity == AN_SET_ASIDE)
            an_problem_text(an_problems_at(problems, i), first, sizeof first);
    if (counts->rows == 0)
        return fc_fail(FC_EDATA, "%s%s: no row below the header", files[0],
                       n_files > 1 ? " and others" : "");
    if (counts->aside == 0)
        return fc_fail(FC_EDATA, "%s%s: no row is left: --where and --as-of leave out all %zu",
                       files[0], n_files > 1 ? " and others" : "", counts->filtered);
    return fc_fail(
        FC_EDATA,
        "%s%s: no usable row: %zu set aside, %zu left out by --where and --as-of; the first: %s",
        files[0], n_files > 1 ? " and others" : "", counts->aside, counts->filtered, first);
}

/* Takes what was read over into `sales`. */
static fc_status take_over(an_sales *sales, const an_by *by, an_part *part)
{
    const an_counts *c = &part->counts;
    fc_status status;

    sales->panel = part->panel;
    part->panel = NULL;
    sales->detail = part->detail;
    part->detail = (an_detail){0};
    sales->n_keys = by->n_keys;
    sales->first_date = c->first;
    sales->last_date = c->last;
    sales->rows = c->rows;
    sales->rows_kept = c->kept;
    sales->rows_aside = c->aside;
    sales->rows_filtered = c->filtered;
    status = fc_panel_sort(sales->panel);
    if (status == FC_OK)
        status = an_detail_sort(&sales->detail);
    if (status == FC_OK)
        status =
            fc_hierarchy_new(sales->panel, by->dimensions, by->n_dimensions, &sales->hierarchy);
    return status;
}

/* At least two periods stay. */
static void judge_first_period(an_sales *sales, const an_complete *complete,
                               const an_sales_options *options, const char *file,
                               an_problems *problems)
{
    char label[FC_LABEL_SIZE], day[11];
    fc_period first, last;

    fc_panel_span(sales->panel, &first, &last);
    sales->first_complete = an_complete_first(complete, &options->calendar);
    if (sales->first_complete >= sales->last_complete)
        sales->first_complete = first;
    sales->first_incomplete = first < sales->first_complete;
    if (!sales->first_incomplete)
        return;
    fc_calendar_label(&options->calendar, first, label);
    fc_date_format(sales->first_date, day);
    an_problems_add(problems, AN_NOTE, file, 0, NULL, AN_SALES_FIRST_INCOMPLETE, label, day);
}

/* The rules for the first and the last period stand in complete.h. */
static void judge_last_period(an_sales *sales, const an_complete *complete,
                              const an_sales_options *options, const char *file,
                              an_problems *problems)
{
    char label[FC_LABEL_SIZE], day[11];
    fc_period first, last;

    fc_panel_span(sales->panel, &first, &last);
    sales->calendar = options->calendar;
    sales->last_complete = an_complete_last(complete, &options->calendar, options->as_of);
    sales->last_incomplete = last > sales->last_complete;
    if (!sales->last_incomplete)
        return;
    fc_calendar_label(&options->calendar, last, label);
    fc_date_format(sales->last_date, day);
    an_problems_add(problems, AN_NOTE, file, 0, NULL, AN_SALES_LAST_INCOMPLETE, label, day);
}

/* A file named twice, as happens with *.csv and a link beside it, counts twice: hardly meant. */
static void warn_of_repeats(const char *const *files, size_t n_files, an_problems *problems)
{
    struct stat a, b;

    for (size_t i = 1; i < n_files; i++) {
        if (stat(files[i], &a) != 0 || !S_ISREG(a.st_mode))
            continue;
        for (size_t j = 0; j < i; j++) {
            if (stat(files[j], &b) != 0 || a.st_dev != b.st_dev || a.st_ino != b.st_ino)
                continue;
            an_problems_add(problems, AN_WARNING, files[i], 0, NULL,
                            "the same file was named before, as %s: its rows count twice; name it "
                            "once",
                            files[j]);
            break;
        }
    }
}

/* A year mistyped moves the end of the history, and all forecasts with it. `check` looks at the
 * rows themselves and tells their lines. */
static void warn_of_far_days(const an_complete *complete, const char *file, an_problems *problems)
{
    enum { FAR = 366 };
    fc_date day;
    char text[11];
    int32_t days = an_complete_after_others(complete, &day);

    fc_date_format(day, text);
    if (days > FAR)
        an_problems_add(problems, AN_WARNING, file, 0, NULL,
                        "the last sales, of %s, are %d days after any others; is their year right? "
                        "gapcast check tells the line",
                        text, (int)days);
    days = an_complete_before_others(complete, &day);
    fc_date_format(day, text);
    if (days > FAR)
        an_problems_add(problems, AN_WARNING, file, 0, NULL,
                        "the first sales, of %s, are %d days before any others; is their year "
                        "right? gapcast check tells the line",
                        text, (int)days);
}

static fc_status read_files(const char *const *files, size_t n_files,
                            const an_sales_options *options, const an_observer *observer, an_by *by,
                            an_part *part, an_sales *sales)
{
    fc_status status = options->by ? an_by_parse(options->by, by) : FC_OK;

    for (size_t i = 0; i < n_files && status == FC_OK; i++)
        status = an_sales_file_read(files[i], options, observer, by, part, sales);
    return status;
}

fc_status an_sales_read_observed(const char *const *files, size_t n_files,
                                 const an_sales_options *options, const an_observer *observer,
                                 an_problems *problems, an_sales **sales)
{
    an_sales *new = calloc(1, sizeof *new);
    an_by by = {0};
    an_part part = {0};
    fc_status status;

    *sales = NULL;
    if (!new)
        return fc_no_memory();
    status = check_options(options, n_files);
    if (status == FC_OK)
        status = an_part_new(&part);
    if (status == FC_OK)
        status = read_files(files, n_files, options, observer, &by, &part, new);
    if (part.problems)
        an_problems_join(problems, part.problems);
    if (status == FC_OK && part.counts.kept == 0)
        status = no_rows(files, n_files, &part.counts, problems);
    if (status == FC_OK)
        status = take_over(new, &by, &part);
    if (status == FC_OK) {
        warn_of_repeats(files, n_files, problems);
        if (!observer)
            warn_of_far_days(&part.complete, files[n_files - 1], problems);
        judge_last_period(new, &part.complete, options, files[n_files - 1], problems);
        judge_first_period(new, &part.complete, options, files[0], problems);
        *sales = new;
        new = NULL;
    }
    an_problems_sort(problems);
    an_sales_free(new);
    an_part_free(&part);
    an_by_free(&by);
    return status;
}

fc_status an_sales_read(const char *const *files, size_t n_files, const an_sales_options *options,
                        an_problems *problems, an_sales **sales)
{
    return an_sales_read_observed(files, n_files, options, NULL, problems, sales);
}
