/* holiday_table.c - every holiday the program knows; add a row for yours.
 *
 * Windows: Chinese New Year as in the seasonal adjustment of China's statistics (20 days before, 7
 * from the eve, 20 after: X-12 of the People's Bank); Easter 8 days before, as X-13's easter[8];
 * the rest is when shops see it. A day that always falls into the same period is part of the season
 * and makes no effect of its own. */
#include "forecast/calendar/holiday.h"

#define EVERYWHERE "cn us gb de fr au in sg hk"
#define WEST "us gb de fr au"

/* clang-format off */
static const fc_holiday holidays[] = {
    /* name, Chinese, countries, rule, a, b, c, shift, before, length, after, off */
    {"new-year", "元旦", EVERYWHERE, FC_RULE_FIXED, 1, 1, 0, 0, 0, 1, 0, 1},
    {"chinese-new-year", "春节", "cn", FC_RULE_LUNAR, 1, 1, 0, -1, 20, 8, 20, 8},
    {"chinese-new-year", "春节", "sg hk", FC_RULE_LUNAR, 1, 1, 0, 0, 20, 3, 14, 2},
    {"qingming", "清明", "cn hk", FC_RULE_TERM, 15, 0, 0, 0, 0, 1, 0, 1},
    {"labour-day", "劳动节", "cn", FC_RULE_FIXED, 5, 1, 0, 0, 0, 5, 0, 5},
    {"labour-day", "劳动节", "de fr in sg hk", FC_RULE_FIXED, 5, 1, 0, 0, 0, 1, 0, 1},
    {"dragon-boat", "端午", "cn hk", FC_RULE_LUNAR, 5, 5, 0, 0, 10, 1, 0, 1},
    {"618", "618", "cn", FC_RULE_FIXED, 6, 1, 0, 0, 0, 18, 7, 0},
    {"mid-autumn", "中秋", "cn", FC_RULE_LUNAR, 8, 15, 0, 0, 14, 1, 0, 1},
    {"mid-autumn", "中秋", "hk", FC_RULE_LUNAR, 8, 16, 0, 0, 14, 1, 0, 1},
    {"national-day", "国庆", "cn", FC_RULE_FIXED, 10, 1, 0, 0, 0, 7, 0, 7},
    {"singles-day", "双11", "cn", FC_RULE_FIXED, 11, 1, 0, 0, 0, 11, 7, 0},
    {"12.12", "双12", "cn", FC_RULE_FIXED, 12, 9, 0, 0, 0, 4, 0, 0},

    {"good-friday", "耶稣受难日", "gb de au sg hk", FC_RULE_EASTER, 0, 0, 0, -2, 0, 1, 0, 1},
    {"easter", "复活节", "us gb de fr au", FC_RULE_EASTER, 0, 0, 0, 0, 8, 1, 0, 0},
    {"easter-monday", "复活节星期一", "gb de fr au hk", FC_RULE_EASTER, 0, 0, 0, 1, 0, 1, 0, 1},
    {"ascension", "耶稣升天节", "de fr", FC_RULE_EASTER, 0, 0, 0, 39, 0, 1, 0, 1},
    {"whit-monday", "圣灵降临节", "de fr", FC_RULE_EASTER, 0, 0, 0, 50, 0, 1, 0, 1},
    {"super-bowl", "超级碗", "us", FC_RULE_WEEKDAY, 2, 2, 7, 0, 6, 1, 0, 0},
    {"presidents-day", "总统日", "us", FC_RULE_WEEKDAY, 2, 3, 1, -2, 0, 3, 0, 0},
    {"memorial-day", "阵亡将士纪念日", "us", FC_RULE_WEEKDAY, 5, -1, 1, 0, 3, 1, 0, 1},
    {"independence-day", "独立日", "us", FC_RULE_FIXED, 7, 4, 0, 0, 4, 1, 0, 1},
    {"labor-day", "劳动节", "us", FC_RULE_WEEKDAY, 9, 1, 1, 0, 3, 1, 0, 1},
    {"thanksgiving", "感恩节", "us", FC_RULE_WEEKDAY, 11, 4, 4, 0, 6, 1, 0, 1},
    {"black-friday", "黑色星期五", WEST, FC_RULE_WEEKDAY, 11, 4, 4, 1, 0, 3, 0, 0},
    {"cyber-monday", "网络星期一", WEST, FC_RULE_WEEKDAY, 11, 4, 4, 4, 0, 1, 0, 0},
    {"christmas", "圣诞节", "us fr in sg", FC_RULE_FIXED, 12, 25, 0, 0, 14, 1, 6, 1},
    {"christmas", "圣诞节", "gb de au hk", FC_RULE_FIXED, 12, 25, 0, 0, 14, 2, 5, 2},
    {"early-may", "五月初银行假日", "gb", FC_RULE_WEEKDAY, 5, 1, 1, 0, 0, 1, 0, 1},
    {"spring-bank-holiday", "春季银行假日", "gb", FC_RULE_WEEKDAY, 5, -1, 1, 0, 0, 1, 0, 1},
    {"summer-bank-holiday", "夏季银行假日", "gb", FC_RULE_WEEKDAY, 8, -1, 1, 0, 0, 1, 0, 1},
    {"unity-day", "德国统一日", "de", FC_RULE_FIXED, 10, 3, 0, 0, 0, 1, 0, 1},
    {"victory-day", "胜利日", "fr", FC_RULE_FIXED, 5, 8, 0, 0, 0, 1, 0, 1},
    {"bastille-day", "法国国庆", "fr", FC_RULE_FIXED, 7, 14, 0, 0, 0, 1, 0, 1},
    {"assumption", "圣母升天节", "fr", FC_RULE_FIXED, 8, 15, 0, 0, 0, 1, 0, 1},
    {"all-saints", "诸圣节", "fr", FC_RULE_FIXED, 11, 1, 0, 0, 0, 1, 0, 1},
    {"armistice", "停战日", "fr", FC_RULE_FIXED, 11, 11, 0, 0, 0, 1, 0, 1},
    {"australia-day", "澳大利亚日", "au", FC_RULE_FIXED, 1, 26, 0, 0, 0, 1, 0, 1},
    {"anzac-day", "澳新军团日", "au", FC_RULE_FIXED, 4, 25, 0, 0, 0, 1, 0, 1},

    {"ramadan", "斋月", "sa ae eg id my pk", FC_RULE_ISLAMIC, 9, 1, 0, 0, 14, 29, 0, 0},
    {"eid-al-fitr", "开斋节", "sa ae eg id my pk sg", FC_RULE_ISLAMIC, 10, 1, 0, 0, 0, 3, 7, 3},
    {"eid-al-adha", "宰牲节", "sa ae eg id my pk sg", FC_RULE_ISLAMIC, 12, 10, 0, 0, 10, 4, 0, 3},
    {"diwali", "排灯节", "in sg my", FC_RULE_DIWALI, 0, 0, 0, 0, 14, 2, 3, 1},
    {"republic-day", "共和国日", "in", FC_RULE_FIXED, 1, 26, 0, 0, 0, 1, 0, 1},
    {"independence-day", "独立日", "in", FC_RULE_FIXED, 8, 15, 0, 0, 0, 1, 0, 1},
    {"gandhi-jayanti", "甘地诞辰", "in", FC_RULE_FIXED, 10, 2, 0, 0, 0, 1, 0, 1},
};
/* clang-format on */

size_t fc_holiday_count(void)
{
    return sizeof holidays / sizeof *holidays;
}

const fc_holiday *fc_holiday_at(size_t i)
{
    return &holidays[i];
}
