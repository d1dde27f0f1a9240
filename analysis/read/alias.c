/* alias.c - the table of column names, and how names are compared. */
#include "analysis/read/alias.h"

#include <stdint.h>
#include <string.h>

enum { MAX_NAMES = 24 };

static const struct {
    const char *role;
    const char *names[MAX_NAMES];
} ROLES[] = {
    {"date", {"date",
              "日期",
              "order date",
              "sale date",
              "sales date",
              "invoice date",
              "transaction date",
              "day",
              "订单日期",
              "下单日期",
              "销售日期",
              "成交日期",
              "交易日期",
              "开票日期",
              "month",
              "week",
              "quarter",
              "period",
              "月份",
              "年月",
              "期间"}},
    {"amount",
     {"amount", "金额", "revenue", "sales", "sales amount", "net sales", "turnover", "销售额",
      "销售金额", "订单金额", "成交金额", "营收", "收入", "金额(元)", "销售额(元)"}},
    {"quantity",
     {"quantity", "数量", "qty", "units", "units sold", "order quantity", "volume", "销量",
      "销售数量", "件数"}},
    {"cost",
     {"cost", "成本", "total cost", "cogs", "cost of goods sold", "total product cost",
      "cost amount", "成本金额", "销售成本", "总成本"}},
    {"unit cost", {"unit cost", "单位成本", "standard cost", "成本价", "进价"}},
    {"margin",
     {"margin", "毛利", "gross margin", "gross profit", "profit", "毛利额", "毛利润", "利润"}},
    {"price", {"price", "单价", "unit price", "sale price", "selling price", "价格", "销售单价"}},
    {"region",
     {"region", "区域", "territory", "area", "sales region", "大区", "地区", "片区", "销售区域",
      "区域名称"}},
    {"product",
     {"product", "产品", "category", "product name", "item", "sku", "品类", "商品", "产品名称",
      "商品名称", "产品类别", "类别"}},
    {"channel", {"channel", "渠道", "sales channel", "销售渠道"}},
    {"rep",
     {"rep", "负责人", "owner", "sales rep", "salesperson", "sales person", "seller", "销售",
      "业务员", "销售员", "销售人员", "销售代表", "销售负责人"}},
    {"customer",
     {"customer", "客户", "account", "client", "customer name", "account name", "客户名称",
      "客户名"}},
    {"plan",
     {"plan", "计划", "target", "quota", "budget", "goal", "plan amount", "目标", "目标值",
      "销售目标", "销售计划", "预算", "指标", "考核指标"}},
    {"period",
     {"period", "期间", "month", "quarter", "week", "year", "date", "quarter start", "月份", "月",
      "季度", "周", "年", "年度", "年份", "年月", "日期", "考核周期"}},
};

enum { N_ROLES = sizeof ROLES / sizeof *ROLES };

const char *const *an_alias_names(const char *role)
{
    for (size_t i = 0; i < N_ROLES; i++)
        if (strcmp(ROLES[i].role, role) == 0)
            return ROLES[i].names;
    return NULL;
}

const char *an_alias_role(const char *name)
{
    for (size_t i = 0; i < N_ROLES; i++)
        for (size_t k = 0; ROLES[i].names[k]; k++)
            if (an_alias_same(ROLES[i].names[k], name))
                return ROLES[i].role;
    return NULL;
}

/* The code point at *text, stepped over; an invalid byte counts as itself. */
static uint32_t next_code(const unsigned char **text)
{
    const unsigned char *p = (*text)++;
    const int more = *p >= 0xF0 ? 3 : *p >= 0xE0 ? 2 : *p >= 0xC0 ? 1 : 0;
    uint32_t code = more ? *p & (0x3Fu >> more) : *p;

    for (int i = 0; i < more && (**text & 0xC0) == 0x80; i++)
        code = code << 6 | (*(*text)++ & 0x3F);
    return code;
}

/* The next character that counts, in lower case and half width; 0 at the end. */
static uint32_t next_letter(const unsigned char **text)
{
    while (**text) {
        uint32_t c = next_code(text);

        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c == ' ' || c == '_' || c == '-' || c == '\t' || c == '\r' || c == '\n' || c == 0xA0 ||
            c == 0x3000)
            continue;
        return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
    }
    return 0;
}

int an_alias_compare(const char *a, const char *b)
{
    const unsigned char *p = (const unsigned char *)a, *q = (const unsigned char *)b;
    uint32_t c, d;

    do {
        c = next_letter(&p);
        d = next_letter(&q);
    } while (c == d && c);
    return (c > d) - (c < d);
}

bool an_alias_same(const char *a, const char *b)
{
    return an_alias_compare(a, b) == 0;
}

enum { MAX_LETTERS = 64 };

/* A longer name is compared by its first letters. */
static size_t letters(const char *text, uint32_t letter[MAX_LETTERS])
{
    const unsigned char *p = (const unsigned char *)text;
    size_t n = 0;

    while (n < MAX_LETTERS && (letter[n] = next_letter(&p)))
        n++;
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool holds(const uint32_t *p, size_t n, const uint32_t *q, size_t m)
{
    for (size_t i = 0; i + m <= n; i++)
        if (memcmp(p + i, q, m * sizeof *p) == 0)
            return true;
    return false;
}

/* Optimal string alignment: insertions, deletions, changes and swaps of neighbours.
 * Damerau, A technique for computer detection and correction of spelling errors, 1964. */
size_t an_alias_distance(const char *name, const char *wanted)
{
    uint32_t p[MAX_LETTERS], q[MAX_LETTERS];
    const size_t n = letters(name, p), m = letters(wanted, q);
    size_t rows[3][MAX_LETTERS + 1];

    if (m >= 3 && holds(p, n, q, m))
        return 1;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *over = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least(above[j - 1] + (p[i - 1] != q[j - 1]), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && p[i - 1] == q[j - 2] && p[i - 2] == q[j - 1])
                row[j] = least(row[j], over[j - 2] + 1);
        }
    }
    return 2 * rows[n % 3][m] < m ? rows[n % 3][m] : SIZE_MAX;
}
