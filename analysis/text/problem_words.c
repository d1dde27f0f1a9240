/* problem_words.c - what is wrong in files, in the words of another language.
 *
 * The English format is the key, so that a problem is worded where it is found. A Chinese one names
 * the places of its arguments, each of them: what it has no use for is printed to no width. */
#include "analysis/text/problem_words.h"

#include <stdio.h>
#include <string.h>

#include "analysis/read/sales.h"

typedef struct {
    const char *english, *chinese;
} words;

/* Reasons that come ready made. */
static const words reasons[] = {
    {"is empty", "为空"},
    {"is no number", "不是数字"},
    {"is larger than any amount can be", "大于任何可能的金额"},
    {"is not grouped by thousands", "未按千位分组"},
    {"is out of range", "超出范围"},
    {"is no day of the calendar", "不是日历上的日期"},
    {"there is no such period in that year", "该年没有这个周期"},
    {"the year has no such period", "该年没有这个周期"},
    {"is no probability from 0 to 100 %", "不是 0 到 100 % 的概率"},
    {"is neither won, lost nor open; say which with --won or --lost",
     "既非赢单、输单也非进行中；请用 --won 或 --lost 说明"},
    {"this is no year; write 2026", "不是年份，请写成 2026"},
    {"no period; write 2026-03 or the period's first day", "没有周期，请写 2026-03 或周期的第一天"},
};

static const words formats[] = {
    {"the same as line %zu in every field; it is counted again",
     "与第 %1$zu 行完全相同，仍重复计入"},
    {"the same as line %zu of %s in every field; it is counted again",
     "与 %2$s 第 %1$zu 行完全相同，仍重复计入"},
    {"'%s' and '%s' are counted apart; are they the same?",
     "'%1$s' 与 '%2$s' 分开统计，是否相同？"},
    {"column '%s' is taken for %s, whose values it holds",
     "列 '%1$s' 的取值与 %2$s 相同，按它读取"},
    {"%s is planned at %s for %s%s%s, but its %s add up to %s (%s%s); both stand, each held "
     "against its own plan",
     "%1$s 在 %3$s%6$.0s%4$.0s%5$.0s 起的计划为 %2$s，其各部分之和为 %7$s（%8$s%9$s）；两者都保留，"
     "各与自己的计划比较"},
    {"plans for different keys cross: the cells follow the finer one, and may add up to something "
     "else than the other",
     "不同维度的计划相互交叉：单元格按较细的计划，其和可能与另一计划不同"},
    {"%s is planned at %.2f, but the rows that break this down add up to %.2f; the former counts",
     "%1$s 的计划为 %2$.2f，而细分各行之和为 %3$.2f；以前者为准"},
    {"a week that lies in two months has its plan from both, by days",
     "跨月的周按天数从两个月的计划分得"},
    {"the last sales, of %s, are %d days after any others; is their year right? gapcast check "
     "tells "
     "the line",
     "最后的销售（%1$s）比其他销售晚 %2$d 天；年份是否正确？gapcast check 会指出行号"},
    {"the first sales, of %s, are %d days before any others; is their year right? gapcast check "
     "tells the line",
     "最早的销售（%1$s）比其他销售早 %2$d 天；年份是否正确？gapcast check 会指出行号"},
    {"it plans %s to %s and not the rest of the year: sales of these periods alone are held "
     "against "
     "it",
     "计划只覆盖 %1$s 至 %2$s，不含当年其余部分：仅以这些周期的销售与之比较"},
    {"%zu plan amounts are empty, the first of them here: they are no plan, which is not a plan of "
     "0",
     "%1$zu 个计划金额为空，第一个在此行：视为没有计划，而不是计划为 0"},
    {"%s has no plan in %zu %s%s in which others have one, the first of them %s, but an outlook of "
     "%s; it is not held against a plan there, and counts in the totals above it: give the plan, "
     "or 0",
     "%1$s 有 %2$zu 个周期没有计划而其他有%3$.0s%4$.0s，第一个是 %5$s，但其展望为 "
     "%6$s；这些周期不与"
     "计划比较，但计入上级合计：请补上计划，或写 0"},
    {"%zu cells in all have such holes in their plan", "共有 %1$zu 个单元格的计划有这样的缺口"},
    {"%s has %d of its %d days in the plan, too few to speak for it: it has no plan, and the plan "
     "of "
     "these days is not used",
     "%1$s 的 %3$d 天中只有 %2$d 天有计划，不足以代表该周期：它没有计划，这些天的计划未使用"},
    {"%s has %d of its %d days in the plan: their plan per day stands for the others too",
     "%1$s 的 %3$d 天中有 %2$d 天有计划：其余天按同样的日均计划"},
    {"its months are taken as those of the sales, of 4 or 5 weeks; if they are calendar months, "
     "give --plan-calendar gregorian",
     "其月份按销售的 4 周或 5 周月份理解；若为自然月，请加 --plan-calendar gregorian"},
    {"%zu amounts plan years without sales or forecasts and are not used",
     "%1$zu 个金额属于没有销售或预测的年份，未使用"},
    {"no column '%s', of which --where leaves out sales: the plan is taken as a whole for what is "
     "left of them",
     "计划中没有 --where 所用的列 '%1$s'：整个计划与筛选后的销售比较"},
    {"%zu rows plan what --where leaves out and are not used",
     "%1$zu 行计划属于 --where 排除的部分，未使用"},
    {"%s lies inside %s, to which it is counted; check --fiscal-start",
     "%1$s 位于 %2$s 之内并计入其中；请检查 --fiscal-start"},
    {"its dates begin calendar months, not those of the sales: their days bring its amounts onto "
     "the sales' periods",
     "其日期是自然月的首日，而非销售的周期：金额按天数分到销售的周期"},
    {"%zu %ss of the year have no plan, the first of them %s; quarters and years with such holes "
     "are not held against a plan",
     "全年有 %1$zu 个周期%2$.0s没有计划，首个为 %3$s；有缺口的季度和年度不与计划比较"},
    {"it plans %.0f%% of the year's sales: %zu of %zu cells, such as %s, have no plan; the total "
     "and other sums of planned and unplanned sales are not held against it; to review the planned "
     "part alone, keep it with --where",
     "计划只覆盖全年销售的 %1$.0f%%：%3$zu 个单元格中 %2$zu 个没有计划，如 %4$s；合计及其他混合"
     "的汇总不与计划比较；若只看有计划的部分，请用 --where 筛选"},
    {"%zu of %zu cells sell in the year without a plan, such as %s; their sales count in the "
     "totals "
     "above them",
     "%2$zu 个单元格中有 %1$zu 个全年没有计划却有销售，如 %3$s；其销售额计入上级合计"},
    {"%zu of %zu nodes, such as %s, are planned by quarter: their months have it by the forecast's "
     "shape and are not judged one by one",
     "%2$zu 个节点中有 %1$zu 个（如 %3$s）按季度制定计划：各月按预测形态分摊，不逐月评判"},
    {"%zu of %zu nodes, such as %s, are planned by year: their months and quarters have it by the "
     "forecast's shape and are not judged one by one",
     "%2$zu 个节点中有 %1$zu 个（如 %3$s）按年制定计划：各月、各季按预测形态分摊，不逐期评判"},
    {"%zu of %zu nodes, such as %s, have no plan of their own: theirs is a share of a larger one "
     "by the forecast's shape",
     "%2$zu 个节点中有 %1$zu 个（如 %3$s）没有自己的计划：按预测形态从上级计划分得"},
    {"%s is the only period and its last row is of %s: nothing tells whether it is complete; it "
     "counts as complete",
     "%1$s 是唯一的周期，最后一行为 %2$s：无法判断是否完整，按完整计"},
    {"too little history: %d complete %s%s; no season can be told from it, and forecasts, ranges "
     "and chances rest on little",
     "历史太短：只有 %1$d 个完整周期%2$.0s%3$.0s；看不出季节，预测、区间和概率依据很少"},
    {"a negative plan, %s, is kept as it is", "负的计划 %1$s 按原样保留"},
    {"no sales of %s '%s'; its plan, %s, counts in the totals above it",
     "%1$s '%2$s' 没有销售；其计划 %3$s 计入上级合计"},
    {"no sales of %s '%s' (nearest: '%s'); its plan, %s, counts in the totals above it",
     "%1$s '%2$s' 没有销售（最接近的是 '%3$s'）；其计划 %4$s 计入上级合计"},
    {"no sales of %s yet; its plan, %s, counts in the totals above it",
     "%1$s 尚无销售；其计划 %2$s 计入上级合计"},
    {"%s '%s' lies in no %s, or in several: its plan, %s, is set aside; tell its %s",
     "%1$s '%2$s' 不属于任何 %3$s，或属于多个：其计划 %4$s 已搁置；请注明其 %5$s"},
    {"an empty key is read as a plan over all of its values; write * where that is meant, else "
     "fill it in (rows like this: %zu)",
     "空键按该列全部取值的计划理解；若确是此意请写 *，否则请填写（此类行：%1$zu）"},
    {"a total is read as a plan over all values (rows like this: %zu)",
     "合计行按全部取值的计划理解（此类行：%1$zu）"},
    {"the amount %.15g is %.0f times the median of the amounts; is its unit right?",
     "金额 %1$.15g 是金额中位数的 %2$.0f 倍；单位是否正确？"},
    {"the day %s is %d days before any other; is its year right?",
     "日期 %1$s 比其他日期早 %2$d 天；年份是否正确？"},
    {"the day %s is %d days after any other; is its year right?",
     "日期 %1$s 比其他日期晚 %2$d 天；年份是否正确？"},
    {AN_SALES_FIRST_INCOMPLETE, "%1$s 不完整，首行为 %2$s：不参与拟合，其销售仍计入"},
    {AN_SALES_LAST_INCOMPLETE,
     "%1$s 不完整，末行为 %2$s：不参与拟合；若已完整，请用 --as-of 给出其最后一天"},
    {"the deal '%s' stands here for the %zu%s time in this export; the last row counts",
     "商机 '%1$s' 在此导出中第 %2$zu 次出现%3$.0s；以最后一行为准"},
    {"the deal has ended, but no column says when; a closed date is needed",
     "商机已结束，但没有列说明何时结束；需要关闭日期"},
    {"the snapshot day is empty", "快照日期为空"},
    {"the deal ended before it was created in %zu row%s, first here; it counts as created on the "
     "day it ended",
     "有 %1$zu 行%2$.0s商机的结束早于创建，首行在此；按结束当日创建计"},
    {"neither won, lost nor open in %zu row%s, first here; the stage tells; say which with --won "
     "or --lost",
     "有 %1$zu 行%2$.0s既非赢单、输单，也非进行中，首行在此；按阶段判断；请用 --won 或 --lost "
     "说明"},
    {"status and stage contradict each other in %zu row%s, first here; the status counts",
     "有 %1$zu 行%2$.0s状态与阶段矛盾，首行在此；以状态为准"},
    {"no deal was won yet, so there is nothing to learn from: expected is 0 for want of a record, "
     "not as a forecast",
     "尚无赢单，无从学习：expected 为 0 是因为没有记录，并非预测"},
    {"the last export is of %s, %d days before the as-of date: nothing is known of what happened "
     "since, and open deals count as still open",
     "最后一个导出是 %1$s 的，早于截止日 %2$d 天：此后的变化未知，进行中商机仍按进行中计"},
    {"of each deal only the stage is known that it is in or ended in, and entered counts no "
     "earlier ones: several exports, --history or a column with the day of each stage tell them",
     "每个商机只知道当前或结束时的阶段，entered 不含更早的阶段：多个导出、--history "
     "或各阶段日期列可以说明"},
    {"cannot be read as a day in %zu row%s, first here; taken as empty",
     "有 %1$zu 行%2$.0s无法读作日期，首行在此；按空值处理"},
    {"the stage '%s' is called '%s' from %s on, and counts as one with it; if they are two, say "
     "--stage '%s=%s'",
     "阶段 '%1$s' 自 %3$s 起改称 '%2$s'，按同一阶段计；若是两个阶段，请用 --stage '%4$s=%5$s'"},
    {"the stage '%s' ends where '%s' begins, on %s, with %zu of its %zu deals; if it was renamed, "
     "say --stage '%s=%s'",
     "%3$s 阶段 '%1$s' 消失而 '%2$s' 出现，其 %5$zu 个商机中 %4$zu 个在后者；若为改名，请用 "
     "--stage "
     "'%6$s=%7$s'"},
    {"of the total, what deals say has the weight %s in the next periods, learned at %zu past "
     "origins; sales are %.3g times what deals win",
     "合计中商机预测在今后各期的权重为 %1$s，由过去 %2$zu 次预测得出；销售额是商机赢单额的 %3$.3g "
     "倍"},
    {"%zu of %zu combinations of keys do not stand in the sales; their deals are left out",
     "%2$zu 个键的组合中有 %1$zu 个不在销售数据中；其商机未计入"},
    {"no column tells which deals are won or lost: all of them count as open; name it with "
     "--column "
     "stage=COLUMN or status=COLUMN",
     "没有列说明哪些商机赢单或输单：全部按进行中计；请用 --column stage=列名 或 status=列名 指明"},
    {"gap = plan - expected, where that is above 0; expected = won so far and what open deals will "
     "bring, without deals not created yet",
     "gap = 计划 - expected（大于 0 时）；expected = "
     "已赢单与在手商机将带来的金额，不含尚未创建的商机"},
    {"deals_to_win = gap / average deal won; deals_to_create = deals_to_win / win rate; "
     "new_customers: as many of them as lately bought for the first time; activities: as many for "
     "each deal created as lately",
     "deals_to_win = gap / 平均赢单额；deals_to_create = deals_to_win / "
     "赢单率；new_customers：按近期首次购买的比例；活动：按近期每个新商机的活动次数"},
    {"%s; a deal created late in the period may close after it",
     "%1$s；期末创建的商机可能在期后成交"},
    {"source learned: the chance to be won in the next period, of deals open at %zu past ends of "
     "periods, each time from what was known then",
     "source learned：在过去 %1$zu 个期末，按当时所知，进行中商机在下一期赢单的概率"},
    {"won in period %zu ahead, %.0f deals judged: Brier score learned %.4f, base rate %.4f, CRM's "
     "own %.4f",
     "第 %1$zu 期内赢单，评判 %2$.0f 个商机：Brier 分数 学习 %3$.4f，基准率 %4$.4f，CRM 自身 "
     "%5$.4f"},
    {"source crm, stated: what the CRM said while the deal was open; a deal counts once for each "
     "probability it was given",
     "source crm，stated：商机进行中时 CRM 给出的概率；每个概率各计一次"},
    {"past probabilities are not known: here they are those of the stages",
     "过去的概率未知：此处按所处阶段的概率计"},
    {"%s; difference = actual - stated, so optimism is negative",
     "%1$s；difference = 实际 - 所称，乐观为负"},
    {"Brier score of the CRM %.4f, of the share won of all %.4f; less is better",
     "CRM 的 Brier 分数 %1$.4f，总体赢单率的 %2$.4f；越小越好"},
    {"required = 1 / win rate; coverage = open / to_go; to_go = plan - won; missing = to_go x "
     "required - open, where that is above 0",
     "required = 1 / 赢单率；coverage = open / to_go；to_go = 计划 - 已赢；missing = to_go × "
     "required "
     "- open（大于 0 时）"},
    {"%s, by amount", "%1$s，按金额"},
    {"%zu deals of the win rate have no amount above 0: they count with the mean of the others",
     "赢单率中有 %1$zu 个商机没有大于 0 的金额：按其余商机的平均金额计"},
    {"open deals that are overdue count as due now", "已逾期的进行中商机按当前到期计"},
    {"without --plan there is no to_go", "没有 --plan 就没有 to_go"},
    {"open: by expected close date, overdue deals count as due now; deals without one by creation "
     "and the mean cycle of %.0f days",
     "open：按预计成交日期，逾期的按当前到期；没有日期的按创建日加平均周期 %1$.0f 天"},
    {"crm_weighted = won + open x the CRM's probability (without one: that of the stage, or the "
     "win "
     "rate %.3f); commit, best_case = won + deals of that category, else from 60 and 40 %%",
     "crm_weighted = 已赢 + open × CRM 概率（没有时取阶段的概率，或赢单率 "
     "%1$.3f）；commit、best_case = "
     "已赢 + 该类别的商机，没有类别时按 60 与 40 %% 以上"},
    {"expected = won so far + learned from %zu deals and %zu past days: of open deals, and "
     "from_new "
     "of deals not created yet",
     "expected = 已赢 + 由 %1$zu 个商机和过去 %2$zu 个时点学得：在手商机，以及 from_new "
     "尚未创建的商机"},
    {"lo80 and hi80 hold 80%% of %zu simulated outcomes",
     "lo80 与 hi80 包含 %1$zu 次模拟结果的 80%%"},
    {"%s: %zu of %zu open deals", "%1$s：%3$zu 个进行中商机中有 %2$zu 个"},
    {"stale: no activity for more than %ld days; pushed: %d times or more",
     "停滞：超过 %1$ld 天无活动；多次推迟：推迟 %2$d 次及以上"},
    {"conversion: reached a later stage or won, of those that entered; leakage: lost from here, of "
     "those that entered; the rest is still here",
     "conversion：进入者中到达后续阶段或赢单的比例；leakage：进入者中在此输单的比例；其余仍在此阶"
     "段"},
    {"stay: days in the stage so far, by deal; the longest is the bottleneck",
     "stay：每个商机在该阶段的平均天数；最长者为瓶颈"},
    {"win rate: won of those that ended after they entered, drawn to %.3f of all with the weight "
     "of "
     "%.0f deals",
     "win rate：进入后已结束者的赢单率，以 %2$.0f 个商机的权重向总体的 %1$.3f 收缩"},
    {"velocity = open deals x win rate x average deal won / days from creation to won",
     "velocity = 进行中商机数 × 赢单率 × 平均赢单额 / 从创建到赢单的天数"},
    {"%s; drawn to %.3f of all with the weight of %.0f deals",
     "%1$s；以 %3$.0f 个商机的权重向总体的 %2$.3f 收缩"},
    {"median_days_to_end counts open deals as not ended yet (Kaplan-Meier); empty where fewer than "
     "half have ended",
     "median_days_to_end 将进行中商机计为尚未结束（Kaplan-Meier）；结束不足一半时为空"},
    {"start + new + pulled + increased - decreased - pushed - lost - won + moved_in - moved_out = "
     "end",
     "start + new + pulled + increased - decreased - pushed - lost - won + moved_in - moved_out = "
     "end（期初 + 新增 + 提前 + 增加 - 减少 - 推迟 - 输单 - 赢单 + 转入 - 转出 = 期末）"},
    {"open deals whatever their expected close date", "全部进行中商机，不论预计成交日期"},
    {"one export does not tell how dates moved, so none is pulled or pushed",
     "单个导出无法说明日期如何变动，因此没有提前或推迟"},
    {"open deals expected to close in %s: pulled and pushed are moves of that date into it and out "
     "of it",
     "预计在 %1$s 成交的进行中商机：pulled 与 pushed 是日期移入与移出该期"},
    {"lost has %zu deals that later exports have no more",
     "lost 含 %1$zu 个后续导出中不再出现的商机"},
    {"as of %s: %zu deals from %zu rows of %zu export%s; set aside: %zu; left out: %zu",
     "截至 %1$s：%4$zu 个导出%5$.0s的 %3$zu 行中有 %2$zu 个商机；搁置 %6$zu；略去 %7$zu"},
    {"%zu deals of the history are in no export and are left out",
     "变更记录中有 %1$zu 个商机不在任何导出中，未计入"},
    {"%zu deals without an amount have the list price", "%1$zu 个没有金额的商机按标价计"},
    {"a total is left out: it says '%s'", "合计行未计入：内容为 '%1$s'"},
    {"%zu of %zu planned nodes have no sales; their plan, %s, counts in the totals",
     "%2$zu 个有计划的节点中 %1$zu 个没有销售；其计划 %3$s 计入合计"},
    {"%s does not vary over the sales, or is the same as another driver: nothing can be learned of "
     "it",
     "%1$s 在销售期内没有变化，或与另一驱动因素相同：无从估计其影响"},
    {"is what is to be forecast, and no driver of it", "是预测对象本身，不作驱动因素"},
    {"holds no number and is no driver", "不含数字，不作驱动因素"},
    {"%zu value%s not in the sales, first '%.40s': such rows change nothing",
     "有 %1$zu 个值%2$.0s在销售中不存在，首个为 '%3$.40s'：这些行不起作用"},
    {"rows used: %zu, from %s to %s; set aside: %zu; left out by --where or --as-of: %zu",
     "使用 %1$zu 行，从 %2$s 到 %3$s；搁置 %4$zu 行；因 --where 或 --as-of 未计入 %5$zu 行"},
    {"%s is not complete before %s: left out of fitting", "%1$s 在 %2$s 之前不完整，不参与拟合"},
    {"%s is not complete on %s: left out of fitting", "%1$s 截至 %2$s 不完整，不参与拟合"},
    {"reconciled by %s; intervals from %zu simulated paths",
     "按 %1$s 协调上下级；区间来自 %2$zu 条模拟路径"},
    {"%s: kept for %zu of %zu levels of nodes; alone it changes the error of the coarsest at past "
     "origins by %+.1f %%",
     "%1$s：%3$zu 个节点层级中有 %2$zu 个采用；单独使用时，最高层级的历史回测误差变化 %4$+.1f %%"},
    {"panel learning not used: too few series with a long history; --panel-learning auto judges %d "
     "or more",
     "未使用面板学习：历史较长的序列太少；--panel-learning auto 至少需要 %1$d 个"},
    {"--like and --launch change nothing: no node that they know how to forecast was launched "
     "within the last season (with --levels all)",
     "--like 与 --launch 不起作用：最近一个季节周期内没有可据此预测的新上市节点（须为 --levels "
     "all）"},
    {"'%s' shows how the column is to be read: %s %s", "'%1$s' 表明该列应这样读取：%2$s %3$s"},
    {"a total is left out: it says '%s' and has no date", "合计行未计入：内容为 '%1$s'，没有日期"},
    {"left out as a footer: '%s'", "页脚未计入：'%1$s'"},
    {"is empty in %zu row%s, first here; the key is \"(empty)\"",
     "有 %1$zu 行为空%2$.0s，首行在此；键值记为 \"(empty)\""},
    {"is \"*\" in %zu row%s, first here; as that names totals, the key is \"(*)\"",
     "有 %1$zu 行为 \"*\"%2$.0s，首行在此；因它表示合计，键值记为 \"(*)\""},
    {"is empty in %zu row%s, first here; they count as 0 pieces",
     "有 %1$zu 行为空%2$.0s，首行在此；按 0 件计"},
    {"%zu row%s, first here, after the day of --as-of are left out",
     "有 %1$zu 行%2$.0s晚于 --as-of 的日期，首行在此，未计入"},
    {"%zu record%s, first here, without any value", "有 %1$zu 条记录%2$.0s没有任何内容，首条在此"},
    {"%zu field%s, where the header has %zu", "有 %1$zu 个字段%2$.0s，而表头有 %3$zu 个"},
    {"the header is here; %zu line%s above it %s left out",
     "表头在此；其上方 %1$zu 行%2$.0s%3$.0s未读取"},
    {"read as %s", "按 %1$s 编码读取"},
    {"it is UTF-8; --encoding is for files that do not show theirs",
     "文件为 UTF-8；--encoding 只用于无法自行识别的文件"},
    {"the same file was named before, as %s: its rows count twice; name it once",
     "同一文件已作为 %1$s 给出：其行重复计入；请只给一次"},
};

static const char *find(const words *list, size_t n, const char *english)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].english, english) == 0)
            return list[i].chinese;
    return NULL;
}

/* "'n/a' is no number": what stands before the last quote is the file's own. */
static void translate_reason(const char *english, char *text, size_t size)
{
    const char *quote = strrchr(english, '\'');
    const char *reason = quote && quote[1] == ' ' ? quote + 2 : english;
    const char *found = find(reasons, sizeof reasons / sizeof *reasons, reason);
    size_t fields, columns;

    if (sscanf(english, "%zu field, where the header has %zu", &fields, &columns) == 2 ||
        sscanf(english, "%zu fields, where the header has %zu", &fields, &columns) == 2)
        snprintf(text, size, "有 %zu 个字段，而表头有 %zu 个", fields, columns);
    else if (found)
        snprintf(text, size, "%.*s%s", (int)(reason - english), english, found);
}

/* The translations take the arguments of the English. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void an_problem_words_zh(const char *format, const char *english, va_list arguments, char *text,
                         size_t size)
{
    const char *found = find(formats, sizeof formats / sizeof *formats, format);

    *text = '\0';
    if (strcmp(format, "%s") == 0)
        translate_reason(english, text, size);
    else if (found)
        vsnprintf(text, size, found, arguments);
}
