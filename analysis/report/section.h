/* section.h - a part of the report that is a table with a small chart in each row; every form of
 * the report shows the same cells. */
#ifndef ANALYSIS_REPORT_SECTION_H
#define ANALYSIS_REPORT_SECTION_H

#include "analysis/report/view.h"

typedef enum {
    AN_SMALL_NONE,
    AN_SMALL_LINE, /* n_values a row, from zero on */
    AN_SMALL_STEP  /* two a row: from and to, on one scale; a tick where they are the same */
} an_small;

enum { AN_SECTION_COLUMNS = 10 };

/* Texts live in the view's pool. */
typedef struct {
    const char *id;                     /* of the heading, in HTML */
    const char *heading, *intro, *foot; /* heading NULL: goes on under the one before; the others
                                           may be NULL */
    const char *caption;
    const char *heads[AN_SECTION_COLUMNS];
    size_t n_columns, n_rows, room;
    const char **cells, **tones;    /* room x n_columns; tones "", "bad", "good" */
    bool words[AN_SECTION_COLUMNS]; /* columns that are read, not compared */
    bool last_bold;                 /* the last row is the sum */
    size_t next;                    /* the cell that is filled next */
    an_small small;
    const char *small_head;
    double *values;
    size_t n_values;
    size_t page_columns; /* shown on the terminal; 0: not there */
    size_t page_rows;    /* of them; 0: all */
} an_section;

/* Room for the rows of a table with these heads, ids of texts. The first column is words. */
void an_section_begin(an_view *view, an_section *section, const char *const *heads, size_t n,
                      size_t rows);

/* Cells from left to right. */
void an_section_cell(an_section *section, const char *text, const char *tone);

/* Room for the values of the small charts. */
void an_section_small(an_view *view, an_section *section, an_small small, size_t n_values,
                      const char *head);

enum { AN_SECTIONS = 16 };

/* What the report's input has to tell, in its order; returns how many. */
size_t an_sections_make(an_view *view, an_section sections[AN_SECTIONS]);

/* Its parts: each fills some sections from `to` on and returns how many. */
size_t an_section_moved(an_view *view, an_section *to);    /* why the outlook moved */
size_t an_section_measures(an_view *view, an_section *to); /* key figures */
size_t an_section_record(an_view *view, an_section *to);   /* how good forecasts were */
size_t an_section_chances(an_view *view, an_section *to);  /* how often chances came true */

#endif
