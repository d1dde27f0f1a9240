/* section.c - fills the cells of a section. */
#include "analysis/report/section.h"

void an_section_begin(an_view *view, an_section *s, const char *const *heads, size_t n, size_t rows)
{
    for (size_t c = 0; c < n; c++)
        s->heads[c] = an_text(view->lang, heads[c]);
    s->n_columns = s->page_columns = n;
    s->words[0] = true;
    s->cells = an_pool_array(&view->pool, rows * n + 1, sizeof *s->cells);
    s->tones = an_pool_array(&view->pool, rows * n + 1, sizeof *s->tones);
    s->room = s->cells && s->tones ? rows : 0;
}

void an_section_cell(an_section *s, const char *text, const char *tone)
{
    if (s->next >= s->room * s->n_columns)
        return;
    s->cells[s->next] = text;
    s->tones[s->next] = tone;
    s->next++;
    s->n_rows = s->next / s->n_columns;
}

void an_section_small(an_view *view, an_section *s, an_small small, size_t n_values,
                      const char *head)
{
    s->values = an_pool_numbers(&view->pool, s->room * n_values + 1);
    s->small = s->values ? small : AN_SMALL_NONE;
    s->n_values = n_values;
    s->small_head = an_text(view->lang, head);
}

size_t an_sections_make(an_view *view, an_section sections[AN_SECTIONS])
{
    size_t n = an_section_moved(view, sections);

    n += an_section_measures(view, sections + n);
    n += an_section_record(view, sections + n);
    return n + an_section_chances(view, sections + n);
}
