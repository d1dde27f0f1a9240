/* xlsx_row.c - a row of the review in a sheet: what follows from other cells is a formula. */
#include <math.h>

#include "analysis/report/xlsx.h"

enum {
    BLUE = 0x0068A3,
    ORANGE = 0xB34A00,
    PALE_BLUE = 0xE1F0F9,
    PALE_ORANGE = 0xFDE9DC,
    GREY = 0x5F6B76,
    RULE = 0xC9D1D9
};

static lxw_format *add_format(an_xlsx *xlsx, const char *number_format)
{
    lxw_format *format = workbook_add_format(xlsx->book);

    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (number_format)
        format_set_num_format(format, number_format);
    return format;
}

static lxw_format *add_head(an_xlsx *xlsx, uint8_t alignment)
{
    lxw_format *format = workbook_add_format(xlsx->book);

    format_set_bold(format);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, RULE);
    format_set_align(format, alignment);
    return format;
}

static lxw_format *add_tone(an_xlsx *xlsx, lxw_color_t ink, lxw_color_t paper)
{
    lxw_format *format = workbook_add_format(xlsx->book);

    format_set_font_color(format, ink);
    format_set_bg_color(format, paper);
    return format;
}

void an_xlsx_formats_add(an_xlsx *xlsx)
{
    an_xlsx_formats *f = &xlsx->formats;

    f->title = workbook_add_format(xlsx->book);
    format_set_bold(f->title);
    format_set_font_size(f->title, 16);
    f->muted = workbook_add_format(xlsx->book);
    format_set_font_color(f->muted, GREY);
    f->head_text = add_head(xlsx, LXW_ALIGN_LEFT);
    f->head = add_head(xlsx, LXW_ALIGN_RIGHT);
    f->text = add_format(xlsx, NULL);
    f->money = add_format(xlsx, xlsx->view.unit.divisor > 1 ? "#,##0" : "#,##0.00");
    f->percent = add_format(xlsx, "0.0%");
    f->count = add_format(xlsx, "0");
    f->mixed = add_format(xlsx, "#,##0.####");
    f->wrapped = add_format(xlsx, NULL);
    format_set_text_wrap(f->wrapped);
    f->below = add_tone(xlsx, ORANGE, PALE_ORANGE);
    f->above = add_tone(xlsx, BLUE, PALE_BLUE);
    f->total = workbook_add_format(xlsx->book);
    format_set_bold(f->total);
    format_set_top(f->total, LXW_BORDER_THIN);
    format_set_top_color(f->total, RULE);
}

void an_xlsx_heads(const an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column)
{
    static const char *const ids[AN_XLSX_N_MEASURES] = {
        "plan", "actual", "forecast-rest", "outlook", "gap", "gap-percent", "chance"};

    for (int i = 0; i < AN_XLSX_N_MEASURES; i++)
        an_workbook_text(sheet, row, (lxw_col_t)(column + i), an_text(xlsx->view.lang, ids[i]),
                         xlsx->formats.head);
}

/* A formula and the value it has now, for programs that do not compute. */
static void write_formula(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                          const char *formula, lxw_format *format, double value)
{
    if (isfinite(value))
        worksheet_write_formula_num(sheet, row, column, formula, format, value);
    else
        worksheet_write_formula_str(sheet, row, column, formula, format, "");
}

/* "F17" */
typedef char cell_name[LXW_MAX_CELL_NAME_LENGTH];

static const char *name_cell(cell_name name, lxw_row_t row, lxw_col_t column)
{
    lxw_rowcol_to_cell(name, row, column);
    return name;
}

void an_xlsx_measures(const an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                      const an_review_row *values)
{
    const an_xlsx_formats *f = &xlsx->formats;
    cell_name plan, actual, rest, outlook, gap;
    char formula[96];

    name_cell(plan, row, column + AN_XLSX_PLAN);
    name_cell(actual, row, column + AN_XLSX_ACTUAL);
    name_cell(rest, row, column + AN_XLSX_REST);
    name_cell(outlook, row, column + AN_XLSX_OUTLOOK);
    name_cell(gap, row, column + AN_XLSX_GAP);

    an_workbook_number(sheet, row, column + AN_XLSX_PLAN, values->plan, f->money);
    an_workbook_number(sheet, row, column + AN_XLSX_ACTUAL, values->actual, f->money);
    an_workbook_number(sheet, row, column + AN_XLSX_REST, values->forecast_rest, f->money);
    snprintf(formula, sizeof formula, "=%s+%s", actual, rest);
    write_formula(sheet, row, column + AN_XLSX_OUTLOOK, formula, f->money, values->outlook);
    snprintf(formula, sizeof formula, "=IF(ISNUMBER(%s),%s-%s,\"\")", plan, outlook, plan);
    write_formula(sheet, row, column + AN_XLSX_GAP, formula, f->money, values->gap);
    snprintf(formula, sizeof formula, "=IF(N(%s)>0,%s/%s,\"\")", plan, gap, plan);
    write_formula(sheet, row, column + AN_XLSX_GAP_PCT, formula, f->percent, values->gap_pct / 100);
    an_workbook_number(sheet, row, column + AN_XLSX_CHANCE,
                       isnan(values->required_run_rate) ? NAN : values->p_attain, f->percent);
}

/* In Excel a text is greater than any number: N() keeps the empty text uncoloured. */
void an_xlsx_colour_gaps(const an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last,
                         lxw_col_t column)
{
    const struct {
        const char *sign;
        lxw_format *format;
    } rules[] = {{"<", xlsx->formats.below}, {">", xlsx->formats.above}};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        for (int measure = AN_XLSX_GAP; measure <= AN_XLSX_GAP_PCT; measure++) {
            const lxw_col_t c = (lxw_col_t)(column + measure);
            cell_name cell;
            char rule[64];
            lxw_conditional_format condition = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                                .value_string = rule,
                                                .format = rules[i].format};

            snprintf(rule, sizeof rule, "=N(%s)%s0", name_cell(cell, first, c), rules[i].sign);
            worksheet_conditional_format_range(sheet, first, c, last, c, &condition);
        }
}
