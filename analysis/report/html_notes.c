/* html_notes.c - conventions, data and method at the end of the page. */
#include "analysis/report/html.h"
#include "analysis/report/notes.h"

typedef void (*add_notes)(an_view *view, an_table *table);

static void add_data(an_view *view, an_table *table)
{
    enum { PROBLEMS = 20 };

    an_notes_data(view, PROBLEMS, table);
}

static fc_status write_list(an_html *html, const char *id, add_notes add)
{
    static const an_column column = {"note", AN_TEXT};
    an_table *notes;
    fc_status status = an_table_new(&column, 1, &notes);

    if (status != FC_OK)
        return status;
    add(&html->view, notes);
    status = an_table_status(notes);
    an_html_element(html, "h3", NULL, an_text(html->view.lang, id));
    fputs("<ul>\n", html->out);
    for (size_t i = 0; i < an_table_n_notes(notes); i++)
        an_html_element(html, "li", NULL, an_table_note_at(notes, i));
    fputs("</ul>\n", html->out);
    an_table_free(notes);
    return status;
}

fc_status an_html_notes(an_html *html)
{
    static const struct {
        const char *id;
        add_notes add;
    } lists[] = {{"notes-data", add_data},
                 {"notes-conventions", an_notes_conventions},
                 {"notes-method", an_notes_method}};
    fc_status status = FC_OK;

    an_html_section(html, "notes", an_text(html->view.lang, "notes-heading"));
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == FC_OK; i++)
        status = write_list(html, lists[i].id, lists[i].add);
    fputs("</section>\n", html->out);
    return status;
}
