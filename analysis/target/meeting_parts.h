/* meeting_parts.h - what page and workbook of the target meeting share. */
#ifndef ANALYSIS_TARGET_MEETING_PARTS_H
#define ANALYSIS_TARGET_MEETING_PARTS_H

#include "analysis/output/output_set.h"
#include "analysis/report/html.h"
#include "analysis/target/assume.h"
#include "analysis/target/meeting.h"

enum { AN_MEETING_BRIDGE, AN_MEETING_FAN, AN_MEETING_CHARTS };

typedef struct {
    const an_meeting *in;
    const an_target *target;
    an_report_input input; /* what the view looks at */
    an_html html;          /* its view is that of the workbook as well */
    const an_target_row *total;
    an_output_set *files; /* of this run, put in place together */
    size_t extra;         /* the one that is being written */
    bool has_bridge;
    an_assumptions assumptions; /* of the total */
    bool shows[AN_N_STEPS];     /* steps that change something */
    const char *told;           /* what the bridge tells of prices and customers */
    an_chart_bridge bridge;
    an_chart_fan fan;
    char *svg[AN_MEETING_CHARTS]; /* for the page; NULL: not drawn */
} an_meeting_view;

fc_status an_meeting_open(const an_meeting *meeting, const an_report_options *options,
                          an_meeting_view *view) FC_CHECKED;
void an_meeting_close(an_meeting_view *view);

/* As files of `folder`, and for the page; those of an earlier run that are not drawn now go. */
fc_status an_meeting_draw(an_meeting_view *view, const char *folder) FC_CHECKED;

/* Parts of the page. */
void an_meeting_reach(an_meeting_view *view);  /* nodes out of reach, or without effort */
void an_meeting_extras(an_meeting_view *view); /* drafts, reps */
void an_meeting_tables(an_meeting_view *view); /* by dimension and by period */
/* The heading of a column of an extra table: in words where there are some. */
const char *an_meeting_head(const an_meeting_view *view, const an_meeting_extra *extra,
                            size_t column);
double an_meeting_growth(const an_target_row *row, double amount); /* in percent, on last year */
const char *an_meeting_tone(double chance);

fc_status an_meeting_html(an_meeting_view *view, FILE *out) FC_CHECKED;
fc_status an_meeting_xlsx(an_meeting_view *view, FILE *out) FC_CHECKED;

/* A sheet for each extra table. */
struct lxw_workbook;
void an_meeting_sheets(an_meeting_view *view, struct lxw_workbook *book);

/* "17%", "<1%", ">99%"; a dash where it is not known. */
const char *an_meeting_chance(an_meeting_view *view, double chance);

/* Below this a target is out of reach, above the other it asks for nothing. */
#define AN_MEETING_FAR 0.1
#define AN_MEETING_LOOSE 0.9

/* Percents of the ladder of amounts, most likely first. */
enum { AN_MEETING_RUNGS = 9 };
double an_meeting_rung(size_t i);                                      /* 90, 80 ... 10 */
double an_meeting_amount(const an_meeting_view *view, double percent); /* reached with it */

#endif
