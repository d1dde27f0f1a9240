/* page.h - what the files of the page on the terminal share. */
#ifndef ANALYSIS_REPORT_PAGE_H
#define ANALYSIS_REPORT_PAGE_H

#include <string.h>

#include "analysis/report/section.h"

typedef struct {
    an_view view;
    FILE *out;
} an_page;

void an_page_heading(const an_page *page, const char *text);

/* A text broken where its language allows (Unicode Annex 14), each line after `indent` blanks. */
fc_status an_page_wrapped(const an_page *page, size_t indent, const char *mark,
                          const char *text) FC_CHECKED;

/* Key figures, and what the archive tells. */
fc_status an_page_sections(an_page *page) FC_CHECKED;

#endif
