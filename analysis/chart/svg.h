/* svg.h - an SVG as a stream of tags and text, and gnuplot's SVG made tidy. */
#ifndef ANALYSIS_CHART_SVG_H
#define ANALYSIS_CHART_SVG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A piece of the file; it owns nothing. */
typedef struct {
    const char *start;
    size_t n;
} an_svg_piece;

/* Takes the next tag (from < to >) or the text before it off the front. False at the end. */
bool an_svg_next(an_svg_piece *rest, an_svg_piece *token);

/* Whether a token is the opening tag <name ...>. */
bool an_svg_opens(an_svg_piece token, const char *name);

/* Takes everything up to and with </name> off the front. */
void an_svg_skip(an_svg_piece *rest, const char *name);

/* Takes the next name="value" of a tag off the front; `tag` is a copy of an opening tag. False when
 * there are no more. */
bool an_svg_attribute(an_svg_piece *tag, an_svg_piece *name, an_svg_piece *value);

bool an_svg_equal(an_svg_piece piece, const char *text);

/* Writes what gnuplot drew without what shows nothing (markers, tooltips, names of the program):
 * colours as #RRGGBB, one font for all words, bold where it was asked for. */
void an_svg_tidy(const char *bytes, size_t n, FILE *out);

#endif
