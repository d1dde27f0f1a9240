/* target_options.c - the options of gapcast target, and what they ask for. */
#include "cli/target_options.h"

#include <stdio.h>
#include <string.h>

#define FIELD(name) offsetof(cli_target_options, name)

const cli_option cli_target_table[CLI_TARGET_OPTIONS] = {
    {"for", 0, CLI_TEXT, FIELD(year), "YEAR",
     "year of the targets (default: that of the next "
     "period)"},
    {"total", 0, CLI_NUMBER, FIELD(total), "AMOUNT", "the target of all together"},
    {"growth", 0, CLI_NUMBER, FIELD(growth), "PERCENT",
     "on last year: named as the flat rise it is"},
    {"confidence", 0, CLI_NUMBER, FIELD(confidence), "PERCENT",
     "the amount that is reached with this probability (default 60)"},
    {"down", 0, CLI_CHOICE, FIELD(down), "quarter|month|week|day",
     "the finest period (default month, or that of the sales)"},
    {"lock", 0, CLI_TEXT, FIELD(lock), "FILE",
     "targets fixed beforehand: keys, a period, and target, min or max (30% = of the total)"},
    {"rephase", 0, CLI_FLAG, FIELD(rephase), "",
     "of a year under way: what is known stays, the rest of the target is divided anew"},
    {"bottom-up", 0, CLI_TEXT, FIELD(bottom_up), "DRAFTS",
     "targets the teams submit, joined with the top-down figure by what their drafts were worth"},
    {"capacity", 0, CLI_TEXT, FIELD(capacity), "REPS",
     "sales people with hired, left, ramp_months, capacity, segment: fair shares of the target"},
    {"padding", 0, CLI_NUMBER, FIELD(padding), "PERCENT",
     "added to the quotas of reps, shown apart (default 0)"},
    {"check", 0, CLI_TEXT, FIELD(check), "PLAN",
     "judge the targets of a plan file instead: specific, measurable, achievable, relevant, "
     "time-bound"},
    {"band", 0, CLI_TEXT, FIELD(band), "PERCENTS",
     "chances that are achievable and still ask for something (default 40,70)"},
    {"metric", 0, CLI_TEXT, FIELD(metrics), "LIST",
     "what targets are set for: amount, quantity, margin, visits (rows), new-customers; several "
     "with commas (default amount)"},
    {"goal", 0, CLI_LIST, FIELD(goals), "METRIC=GOAL",
     "of a metric: new-customers=120, margin=+8% on last year, or quantity=p60, the amount reached "
     "with that probability; may be repeated"},
    {"cost", 0, CLI_TEXT, FIELD(cost), "COLUMN",
     "margin: the cost column (default: a margin, cost or unit cost found by its name)"},
    {"new-business", 0, CLI_FLAG, FIELD(new_business), "",
     "tell what customers bring in their first year from existing business: one key more"},
    {"new-share", 0, CLI_NUMBER, FIELD(new_share), "PERCENT",
     "of the year's target that must come from new customers; implies --new-business"},
    {"market", 0, CLI_TEXT, FIELD(market), "FILE",
     "period and size of the market in the target's year, for --market-share"},
    {"market-share", 0, CLI_NUMBER, FIELD(market_share), "PERCENT",
     "the total as a share of the market"},
    {"lessons", 0, CLI_TEXT, FIELD(lessons), "PLAN",
     "last year's targets: what became of them and of the forecast, in --report and --check"},
    {"pipeline", 0, CLI_LIST, FIELD(blend.pipeline), "DEALS",
     "CRM export or folder of exports: the deals, meetings and new customers that the targets "
     "need, "
     "with --report"},
    {"activities", 0, CLI_TEXT, FIELD(activities), "FILE",
     "with --pipeline: date and kind (meeting, visit, 拜访) of what was done, a row each"},
    {"record", 0, CLI_CHOICE, FIELD(record), "auto|off",
     "tell how often such chances came true (auto: up to 500 nodes)"},
    {"report", 0, CLI_TEXT, FIELD(report), "DIR",
     "write page, workbook and charts for the target meeting there"},
    {"png", 0, CLI_FLAG, FIELD(png), "", "its charts as PNG too, for slides"},
    {"pdf", 0, CLI_FLAG, FIELD(pdf), "", "its charts as PDF too"},
    {"step", 0, CLI_NUMBER, FIELD(step), "AMOUNT",
     "targets are whole multiples of it (default 0.01, of quantities 1)"},
};

/* An option that only does something beside another. */
static fc_status check_loose(const cli_target_options *o)
{
    const struct {
        bool loose;
        const char *option, *needs;
    } pairs[] = {
        {o->png && !o->report, "--png", "--report DIR"},
        {o->pdf && !o->report, "--pdf", "--report DIR"},
        {o->padding.given && !o->capacity, "--padding", "--capacity REPS"},
        {o->band && !o->check, "--band", "--check PLAN"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].loose)
            return fc_fail(FC_EUSAGE,
                           "target: %s does nothing without %s; give it, or leave %s out",
                           pairs[i].option, pairs[i].needs, pairs[i].option);
    return FC_OK;
}

fc_status cli_target_check(const cli_target_options *o)
{
    const int goals =
        o->total.given + o->growth.given + o->confidence.given + o->market_share.given;

    if (goals > 1)
        return fc_fail(FC_EUSAGE, "target: give one of --total, --growth and --confidence, or "
                                  "--market-share");
    if (o->market_share.given != (o->market != NULL))
        return fc_fail(FC_EUSAGE, "target: --market-share needs --market FILE, and the other way "
                                  "round");
    if (o->market_share.given && !(o->market_share.value > 0 && o->market_share.value <= 100))
        return fc_fail(FC_EUSAGE, "--market-share: give a percentage above 0, up to 100");
    if (o->new_share.given && !(o->new_share.value >= 0 && o->new_share.value <= 100))
        return fc_fail(FC_EUSAGE, "--new-share: give a percentage from 0 to 100");
    if (o->activities && o->blend.pipeline.n == 0)
        return fc_fail(FC_EUSAGE, "target: --activities is told of deals; give --pipeline DEALS");
    if (o->blend.pipeline.n > 0 && !o->report)
        return fc_fail(FC_EUSAGE, "target: what the targets need of the pipeline stands in the "
                                  "report; give --report DIR");
    if (o->lessons && !o->report && !o->check)
        return fc_fail(FC_EUSAGE, "target: lessons stand in the report and in the check; give "
                                  "--report DIR or --check PLAN");
    if (o->bottom_up && o->capacity)
        return fc_fail(FC_EUSAGE,
                       "target: --bottom-up and --capacity each set the same targets; give "
                       "one of them");
    if (o->padding.given && !(o->padding.value >= 0 && o->padding.value <= 100))
        return fc_fail(FC_EUSAGE, "--padding: give a percentage from 0 to 100");
    if (o->step.given && !(o->step.value > 0))
        return fc_fail(FC_EUSAGE, "--step: targets go in steps above 0");
    if (o->check && o->archive.archive)
        return fc_fail(FC_EUSAGE, "--archive: --check sets no targets to keep; leave one out");
    const fc_status status = check_loose(o);

    return status == FC_OK ? cli_emit_check(&o->output) : status;
}

bool cli_target_splits(const cli_target_options *o)
{
    return o->new_business || o->new_share.given;
}

/* Choices are in the order quarter, month, week, day. */
fc_unit cli_target_down(const cli_target_options *o, const an_sales *sales)
{
    const fc_unit unit = sales->calendar.unit;

    if (o->down)
        return (fc_unit)(FC_QUARTER - (o->down - 1));
    return unit == FC_QUARTER || unit == FC_WEEK || unit == FC_DAY ? unit : FC_MONTH;
}

/* "40,70" */
fc_status cli_target_band(const char *text, an_smart_options *out)
{
    char end;

    if (sscanf(text ? text : "40,70", "%lf,%lf%c", &out->low, &out->high, &end) != 2 ||
        !(out->low >= 0 && out->low < out->high && out->high <= 100))
        return fc_fail(FC_EUSAGE, "--band: '%s' is not two rising percents such as 40,70", text);
    out->low /= 100;
    out->high /= 100;
    return FC_OK;
}
