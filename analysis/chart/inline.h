/* inline.h - a finished SVG as an element of a page, in the colours of the page. */
#ifndef ANALYSIS_CHART_INLINE_H
#define ANALYSIS_CHART_INLINE_H

#include <stdio.h>

#include "forecast/status.h"

/* Makes the n bytes of a chart an <svg> element that is as wide as its place: `prefix` before each
 * id, so that many can stand in one page; no background; colours as var(--name, #light); `title`
 * (user text; NULL is fine) for those who do not see it. *svg is the caller's to free. FC_EDATA
 * where the bytes are no SVG. */
fc_status an_chart_inline(const char *text, size_t n, const char *prefix, const char *title,
                          char **svg) FC_CHECKED;

/* Writes the rules that declare the colours for light and dark screens, once for the <style> of a
 * page. A page that has its own --ink, --mute and --grid may declare them after these. */
void an_chart_css(FILE *out);

#endif
