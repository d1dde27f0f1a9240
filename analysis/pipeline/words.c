/* words.c - the tables of words. */
#include "analysis/pipeline/words.h"

#include "analysis/read/alias.h"

typedef struct {
    const char *word;
    int value;
} meaning;

static const meaning STATES[] = {
    {"won", AN_DEAL_WON},
    {"closed won", AN_DEAL_WON},
    {"win", AN_DEAL_WON},
    {"closedwon", AN_DEAL_WON},
    {"赢单", AN_DEAL_WON},
    {"成交", AN_DEAL_WON},
    {"签约", AN_DEAL_WON},
    {"已成交", AN_DEAL_WON},
    {"已签约", AN_DEAL_WON},
    {"已赢单", AN_DEAL_WON},
    {"贏單", AN_DEAL_WON},
    {"成功", AN_DEAL_WON},
    {"lost", AN_DEAL_LOST},
    {"closed lost", AN_DEAL_LOST},
    {"closedlost", AN_DEAL_LOST},
    {"canceled", AN_DEAL_LOST},
    {"cancelled", AN_DEAL_LOST},
    {"out-sold", AN_DEAL_LOST},
    {"void", AN_DEAL_LOST},
    {"abandoned", AN_DEAL_LOST},
    {"disqualified", AN_DEAL_LOST},
    {"输单", AN_DEAL_LOST},
    {"丢单", AN_DEAL_LOST},
    {"流失", AN_DEAL_LOST},
    {"无效", AN_DEAL_LOST},
    {"搁置", AN_DEAL_LOST},
    {"已输单", AN_DEAL_LOST},
    {"已丢单", AN_DEAL_LOST},
    {"作废", AN_DEAL_LOST},
    {"失败", AN_DEAL_LOST},
    {"輸單", AN_DEAL_LOST},
    {"已取消", AN_DEAL_LOST},
    {"取消", AN_DEAL_LOST},
    {"closed lost to competition", AN_DEAL_LOST},
    {"closed-lost to competition", AN_DEAL_LOST},
    {"open", AN_DEAL_OPEN},
    {"in progress", AN_DEAL_OPEN},
    {"on hold", AN_DEAL_OPEN},
    {"active", AN_DEAL_OPEN},
    {"new", AN_DEAL_OPEN},
    {"pending", AN_DEAL_OPEN},
    {"进行中", AN_DEAL_OPEN},
    {"跟进中", AN_DEAL_OPEN},
    {"打开", AN_DEAL_OPEN},
    {"进行", AN_DEAL_OPEN},
    {"未结束", AN_DEAL_OPEN},
    {"進行中", AN_DEAL_OPEN},
    {"正常", AN_DEAL_OPEN},
    {"暂停", AN_DEAL_OPEN},
};

static const meaning CATEGORIES[] = {
    {"omitted", AN_CATEGORY_OMITTED}, {"omit", AN_CATEGORY_OMITTED},
    {"不计入", AN_CATEGORY_OMITTED},  {"pipeline", AN_CATEGORY_PIPELINE},
    {"管道", AN_CATEGORY_PIPELINE},   {"not forecasted", AN_CATEGORY_OMITTED},
    {"best case", AN_CATEGORY_BEST},  {"upside", AN_CATEGORY_BEST},
    {"最佳情况", AN_CATEGORY_BEST},   {"最好情况", AN_CATEGORY_BEST},
    {"commit", AN_CATEGORY_COMMIT},   {"committed", AN_CATEGORY_COMMIT},
    {"forecast", AN_CATEGORY_COMMIT}, {"most likely", AN_CATEGORY_BEST},
    {"承诺", AN_CATEGORY_COMMIT},     {"closed", AN_CATEGORY_CLOSED},
    {"won", AN_CATEGORY_CLOSED},      {"lost", AN_CATEGORY_OMITTED},
    {"已结束", AN_CATEGORY_CLOSED},   {"已关闭", AN_CATEGORY_CLOSED},
};

static const meaning FLAGS[] = {{"true", 1},  {"1", 1}, {"yes", 1}, {"y", 1},  {"是", 1},
                                {"false", 0}, {"0", 0}, {"no", 0},  {"n", 0},  {"否", 0},
                                {"", 0},      {"t", 1}, {"f", 0},   {"真", 1}, {"假", 0}};

static int look(const meaning *table, size_t n, const char *text, int none)
{
    for (size_t i = 0; i < n; i++)
        if (an_alias_same(table[i].word, text))
            return table[i].value;
    return none;
}

#define LOOK(table, text, none) look(table, sizeof(table) / sizeof *(table), text, none)

static bool is_own(const char *const *words, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (an_alias_same(words[i], text))
            return true;
    return false;
}

an_deal_outcome an_words_status(const char *text, const an_deal_words *own)
{
    if (is_own(own->won, own->n_won, text))
        return AN_DEAL_WON;
    if (is_own(own->lost, own->n_lost, text))
        return AN_DEAL_LOST;
    return (an_deal_outcome)LOOK(STATES, text, AN_DEAL_UNKNOWN);
}

/* Salesforce and Zoho number or dress the names up: "8 - Closed Won", "成交(赢单)". */
static bool holds(const char *text, const char *word)
{
    return an_alias_distance(text, word) <= 1;
}

an_deal_outcome an_words_stage(const char *text, const an_deal_words *own)
{
    const an_deal_outcome outcome = an_words_status(text, own);

    if (outcome != AN_DEAL_UNKNOWN)
        return outcome;
    if (holds(text, "closed won"))
        return AN_DEAL_WON;
    if (holds(text, "closed lost"))
        return AN_DEAL_LOST;
    return AN_DEAL_OPEN;
}

bool an_words_flag(const char *text, bool *value)
{
    const int flag = LOOK(FLAGS, text, -1);

    *value = flag > 0;
    return flag >= 0;
}

an_category an_words_category(const char *text)
{
    return (an_category)LOOK(CATEGORIES, text, AN_CATEGORY_NONE);
}

const char *an_category_name(an_category category)
{
    static const char *const NAMES[] = {"", "omitted", "pipeline", "best case", "commit", "closed"};

    return NAMES[category];
}
