/* page_sections.c - key figures and what the archive tells, on the terminal. */
#include "analysis/report/page.h"

enum { PAGE_WIDTH = 80, MOST_WIDTH = 44, CELL = 4 * (MOST_WIDTH + 1), BETWEEN = 2 };

static size_t rows_of(const an_section *s)
{
    return s->page_rows && s->page_rows < s->n_rows ? s->page_rows : s->n_rows;
}

static size_t needed_by(const an_section *s, size_t column)
{
    size_t width = an_width(s->heads[column]);

    for (size_t row = 0; row < rows_of(s); row++) {
        const size_t w = an_width(s->cells[row * s->n_columns + column]);

        width = w > width ? w : width;
    }
    return width < MOST_WIDTH ? width : MOST_WIDTH;
}

/* The first column gets what the others leave. */
static size_t width_of(const an_section *s, size_t column)
{
    const size_t width = needed_by(s, column);
    size_t others = 0;

    for (size_t c = 1; column == 0 && c < s->page_columns; c++)
        others += needed_by(s, c) + BETWEEN;
    return width + others <= PAGE_WIDTH ? width : PAGE_WIDTH > others ? PAGE_WIDTH - others : 1;
}

/* A line of cells: words to the left, numbers to the right, no blanks at the end. */
static void print_cells(const an_page *p, const an_section *s, const char *const *cells)
{
    size_t blanks = 0;

    for (size_t c = 0; c < s->page_columns; c++) {
        char text[CELL];
        size_t n;

        an_pad(cells[c], width_of(s, c), !s->words[c], text, sizeof text);
        for (n = strlen(text); n > 0 && text[n - 1] == ' ';)
            n--;
        if (n > 0)
            fprintf(p->out, "%*s%.*s", (int)blanks, "", (int)n, text);
        blanks = (n > 0 ? 0 : blanks) + strlen(text) - n + BETWEEN;
    }
    putc('\n', p->out);
}

static fc_status print_section(const an_page *p, const an_section *s)
{
    fc_status status = FC_OK;

    if (s->heading)
        an_page_heading(p, s->heading);
    if (s->intro)
        status = an_page_wrapped(p, 0, "", s->intro);
    print_cells(p, s, s->heads);
    for (size_t row = 0; row < rows_of(s); row++)
        print_cells(p, s, s->cells + row * s->n_columns);
    if (status == FC_OK && s->foot)
        status = an_page_wrapped(p, 0, "", s->foot);
    return status;
}

fc_status an_page_sections(an_page *p)
{
    an_section list[AN_SECTIONS];
    const size_t n = an_sections_make(&p->view, list);
    fc_status status = FC_OK;

    for (size_t i = 0; i < n && status == FC_OK; i++)
        if (list[i].page_columns > 0 && list[i].n_rows > 0)
            status = print_section(p, &list[i]);
    return status;
}
