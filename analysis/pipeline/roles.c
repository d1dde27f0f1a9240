/* roles.c - the table of names, and the search for them. */
#include "analysis/pipeline/roles.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analysis/read/alias.h"

enum { MAX_NAMES = 36, MAX_COLUMN = 256 };

/* Sources: shared field lists of the products' documentation and of public exports; the first name
 * is what options and messages call the role. */
static const struct {
    const char *name;
    const char *aliases[MAX_NAMES];
} ROLES[AN_N_ROLES] = {
    [AN_ROLE_ID] = {"id",
                    {"id", "deal id", "opportunity id", "record id", "_id",
                     "(do not modify) opportunity", "opportunity number", "hs_object_id",
                     "商机编号", "商机ID", "商机编码", "业务机会编码", "业务机会ID", "机会编号",
                     "编号"}},
    [AN_ROLE_NAME] = {"name",
                      {"name", "deal name", "opportunity name", "topic", "opportunity",
                       "potential name", "opportunity / project name", "dealname", "title",
                       "商机名称", "业务机会名称", "机会名称", "交易名称", "商機名稱", "标题",
                       "主题", "名称"}},
    [AN_ROLE_ACCOUNT] = {"account",
                         {"account", "account name", "associated company", "potential customer",
                          "customer", "company", "company name", "customer name", "accountid",
                          "account id", "客户名称", "客户名", "关联客户", "客户", "潜在客户",
                          "客户编号", "客户ID"}},
    [AN_ROLE_STAGE] = {"stage",
                       {"stage", "deal stage", "stage name", "sales stage", "opportunity stage",
                        "pipeline phase", "dealstage", "phase", "current stage", "商机阶段",
                        "销售阶段", "机会阶段", "阶段", "当前阶段", "销售阶段(商机阶段)"}},
    [AN_ROLE_STATUS] = {"status",
                        {"status", "deal status", "opportunity status", "sales status", "商机状态",
                         "状态", "机会状态", "state", "status reason", "opportunity_status reason",
                         "状态描述", "赢单状态", "outcome"}},
    [AN_ROLE_IS_WON] = {"won",
                        {"is won", "iswon", "won", "is closed won", "hs_is_closed_won",
                         "closed won", "是否赢单", "已赢单", "已成功"}},
    [AN_ROLE_IS_LOST] = {"lost", {"is lost", "is closed lost", "lost", "是否输单", "已输单"}},
    [AN_ROLE_IS_CLOSED] = {"is closed",
                           {"is closed", "isclosed", "hs_is_closed", "是否关闭", "已结束",
                            "已关闭"}},
    [AN_ROLE_AMOUNT] = {"amount",
                        {"amount",
                         "deal amount",
                         "opportunity amount",
                         "est. revenue",
                         "estimated revenue",
                         "est revenue",
                         "estimated value",
                         "value",
                         "deal value",
                         "opportunity value",
                         "amount in company currency",
                         "hs_projected_amount",
                         "商机金额",
                         "预计金额",
                         "机会金额",
                         "预计收入",
                         "预计成交金额",
                         "销售金额",
                         "金额",
                         "预计销售金额",
                         "合同金额",
                         "budget amount",
                         "annual contract value"}},
    [AN_ROLE_WON_AMOUNT] = {"won amount",
                            {"won amount", "close value", "actual revenue", "actual value",
                             "closed amount", "成交金额", "赢单金额", "实际成交金额", "实际收入"}},
    [AN_ROLE_QUANTITY] = {"quantity", {"quantity", "qty", "units", "数量", "产品数量"}},
    [AN_ROLE_CURRENCY] = {"currency",
                          {"currency", "currency iso code", "amount currency",
                           "opportunity currency", "deal currency", "币种", "货币", "币别"}},
    [AN_ROLE_PROBABILITY] = {"probability",
                             {"probability", "deal probability", "deal stage probability",
                              "hs_deal_stage_probability", "win probability", "win rate", "赢率",
                              "成交概率", "可能性", "概率", "赢单率", "预测概率"}},
    [AN_ROLE_CATEGORY] = {"category",
                          {"forecast category name", "forecast category", "预测类别", "预测分类",
                           "hs_manual_forecast_category"}},
    [AN_ROLE_CREATED] = {"created",
                         {"created", "created date", "create date", "created time", "created on",
                          "create time", "opportunity created on", "date created", "engage date",
                          "open date", "opened", "创建时间", "创建日期", "创建于", "立项时间"}},
    [AN_ROLE_CLOSE] = {"close date",
                       {"close date", "closing date", "expected close date", "est. close date",
                        "estimated close date", "est close date", "预计成交日期", "预计结单日期",
                        "预计关闭日期", "预计结束日期", "预计签约日期", "结束日期", "截止日期",
                        "结单日期"}},
    [AN_ROLE_CLOSED] = {"closed",
                        {"closed", "closed date", "actual close date", "closed on", "date closed",
                         "won date", "实际成交日期", "实际结单日期", "实际结束日期", "成交日期",
                         "签约日期", "关闭日期", "结束时间"}},
    [AN_ROLE_ENTERED] = {"stage entered",
                         {"stage entered", "stage entered date", "date entered current stage",
                          "date entered stage", "stage modified time", "last stage change date",
                          "last stage change", "进入阶段时间", "阶段变更时间", "阶段进入时间",
                          "阶段更新时间"}},
    [AN_ROLE_MODIFIED] = {"modified",
                          {"modified", "last modified date", "last modified", "modified time",
                           "modified on", "last modified time", "(do not modify) modified on",
                           "最后修改时间", "修改时间", "更新时间", "最近修改时间"}},
    [AN_ROLE_ACTIVITY] = {"last activity",
                          {"last activity", "last activity date", "last activity time",
                           "last contacted", "last followed time", "最后跟进时间", "最近跟进时间",
                           "最后跟进日期", "最后活动时间", "最近活动时间"}},
    [AN_ROLE_PUSHES] = {"push count", {"push count", "pushes", "推迟次数", "延期次数"}},
    [AN_ROLE_SNAPSHOT] = {"snapshot",
                          {"snapshot", "snapshot date", "as of", "as of date", "export date",
                           "report date", "快照日期", "快照", "导出日期", "数据日期"}},
    [AN_ROLE_OWNER] =
        {"owner",
         {"owner",       "deal owner", "opportunity owner", "owner name",         "sales rep",
          "sales agent", "rep",        "salesperson",       "owner__r",           "负责人",
          "销售负责人",  "商机所有者", "业务机会所有人",    "业务机会所有人名称", "所有人",
          "销售人员",    "业务员",     "ownerid",           "hubspot owner id",   "负责人编号"}},
    [AN_ROLE_REGION] = {"region",
                        {"region", "territory", "sales region", "sales territory",
                         "regional office", "area", "区域", "大区", "地区", "片区", "销售区域",
                         "区域名称"}},
    [AN_ROLE_PRODUCT] = {"product",
                         {"product", "product name", "primary product", "product line", "item",
                          "产品", "产品名称", "产品线", "商品", "主要产品", "品类"}},
    [AN_ROLE_CHANNEL] = {"channel", {"channel", "sales channel", "渠道", "销售渠道"}},
    [AN_ROLE_SOURCE] = {"source",
                        {"lead source", "source", "original source", "originating lead",
                         "source campaign", "campaign source", "primary campaign source",
                         "campaign", "商机来源", "来源", "线索来源", "客户来源"}},
    [AN_ROLE_SEGMENT] = {"segment",
                         {"segment", "industry", "sector", "type", "deal type", "customer type",
                          "行业", "客户行业", "客户类型", "商机类型", "类型"}},
    [AN_ROLE_PIPELINE] = {"pipeline",
                          {"pipeline", "deal pipeline", "销售流程", "销售管道", "商机流程"}},
};

const char *an_role_name(an_role role)
{
    return ROLES[role].name;
}

an_role an_role_of(const char *name)
{
    for (size_t r = 0; r < AN_N_ROLES; r++) {
        if (an_alias_same(ROLES[r].name, name))
            return (an_role)r;
        for (size_t k = 0; ROLES[r].aliases[k]; k++)
            if (an_alias_same(ROLES[r].aliases[k], name))
                return (an_role)r;
    }
    return AN_N_ROLES;
}

/* "Probability (%)" and "Forecast_Category__s" without what stands behind the name. */
static void bare(const char *name, char *out, size_t size)
{
    static const char *const ENDS[] = {"(", "（", "__", "["};
    size_t n = strlen(name);

    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        const char *at = strstr(name, ENDS[i]);

        if (at && at > name && (size_t)(at - name) < n)
            n = (size_t)(at - name);
    }
    snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), name);
}

static bool has_name(const char *column, const char *name, bool stripped)
{
    char text[MAX_COLUMN];

    if (!stripped)
        return *column && an_alias_same(column, name);
    bare(column, text, sizeof text);
    return *text && an_alias_same(text, name);
}

/* The column that has the name and no role yet. */
static fc_status look(const an_header *header, const char *name, bool stripped, const bool *used,
                      size_t *column)
{
    *column = SIZE_MAX;
    for (size_t i = 0; i < header->n; i++) {
        if (used[i] || !has_name(header->names[i], name, stripped))
            continue;
        if (*column != SIZE_MAX && !stripped &&
            strcmp(header->names[i], header->names[*column]) != 0)
            continue;
        if (*column != SIZE_MAX && !stripped)
            return fc_fail(FC_EDATA,
                           "%s:%zu: columns %zu and %zu are both called '%s'; rename one of them",
                           header->file, header->line, *column + 1, i + 1, header->names[i]);
        if (*column == SIZE_MAX)
            *column = i;
    }
    return FC_OK;
}

/* One "role=Column" of --column. */
static fc_status take_given(const an_header *header, const char *given, bool *used,
                            size_t columns[AN_N_ROLES])
{
    const char *equals = strchr(given, '=');
    char word[64];
    an_role role;
    size_t column;
    fc_status status;

    if (!equals || equals == given || !equals[1])
        return fc_fail(FC_EUSAGE, "--column: '%s' is not ROLE=COLUMN, such as stage=Phase", given);
    snprintf(word, sizeof word, "%.*s", (int)(equals - given), given);
    role = an_role_of(word);
    if (role == AN_N_ROLES)
        return fc_fail(FC_EUSAGE,
                       "--column: there is no role '%s'; roles are stage, status, amount, created, "
                       "close date, closed, owner, region, product and the like",
                       word);
    status = an_header_find(header, equals + 1, NULL, "--column", &column);
    if (status == FC_OK) {
        columns[role] = column;
        used[column] = true;
    }
    return status;
}

fc_status an_roles_find(const an_header *header, const an_role_names *names,
                        size_t columns[AN_N_ROLES])
{
    bool used[1024] = {false};
    fc_status status = FC_OK;

    if (header->n > sizeof used)
        return fc_fail(FC_EDATA, "%s:%zu: %zu columns; at most %zu can be read", header->file,
                       header->line, header->n, sizeof used);
    for (size_t r = 0; r < AN_N_ROLES; r++)
        columns[r] = SIZE_MAX;
    for (size_t i = 0; status == FC_OK && i < names->n; i++)
        status = take_given(header, names->given[i], used, columns);
    for (int stripped = 0; stripped < 2; stripped++)
        for (size_t r = 0; r < AN_N_ROLES; r++)
            for (size_t k = 0; status == FC_OK && columns[r] == SIZE_MAX && ROLES[r].aliases[k];
                 k++) {
                status = look(header, ROLES[r].aliases[k], stripped, used, &columns[r]);
                if (status == FC_OK && columns[r] != SIZE_MAX)
                    used[columns[r]] = true;
            }
    return status;
}
