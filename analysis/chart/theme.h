/* theme.h - the colours and sizes of all charts: one table, for light and for dark pages. */
#ifndef ANALYSIS_CHART_THEME_H
#define ANALYSIS_CHART_THEME_H

#include <stdint.h>

/* Blue is at or over plan, vermilion under it, grey too early to call: told apart by every kind of
 * colour vision. Words have darker twins, because both are too pale for small text. */
typedef enum {
    AN_INK,
    AN_MUTE,
    AN_GRID,
    AN_RULE,
    AN_BLUE,
    AN_VERMILION,
    AN_GREY,
    AN_PALE,
    AN_SHORTFALL,
    AN_BLUE_WORD,
    AN_VERMILION_WORD,
    AN_GREY_WORD,
    AN_ZONE_LOW,
    AN_ZONE_NEAR,
    AN_ZONE_REST,
    AN_HEAT_FIRST, /* far under plan */
    AN_HEAT_ZERO = AN_HEAT_FIRST + 4,
    AN_HEAT_LAST = AN_HEAT_ZERO + 4, /* far over plan */
    AN_HEAT_WORD,                    /* on the two strongest heats; ink on the others */
    AN_N_COLOURS
} an_colour;

typedef struct {
    const char *name; /* of the variable in a page: var(--name) */
    uint32_t light, dark;
} an_theme_colour;

extern const an_theme_colour an_theme[AN_N_COLOURS];

/* The face of all words; its name where they are bold; and what may stand for it on other systems.
 */
#define AN_FONT "Noto Sans CJK SC"
#define AN_FONT_BOLD AN_FONT ":Bold"
#define AN_FONT_LIST AN_FONT ", Microsoft YaHei, PingFang SC, sans-serif"

/* A picture is this wide in the units of all layout, which are the pixels of a page. */
#define AN_CHART_WIDTH 960.0
#define AN_CHART_MARGIN 24.0

#define AN_SIZE_TITLE 21.0
#define AN_SIZE_TEXT 14.0
#define AN_SIZE_SMALL 12.0
#define AN_SIZE_FOOT 11.0

#endif
