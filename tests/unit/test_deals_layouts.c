/* test_deals_layouts.c - the exports of each CRM, as their headers stand, are read without options.
 */
#include "tests/unit/deals_case.h"

#define BOM "\xEF\xBB\xBF"

static void zoho(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,"
        "Account Name,Stage,Type,Probability (%),Lead Source,Created By,Created Time,Modified "
        "Time,Expected Revenue,Pipeline,Last Activity Time\n"
        "zcrm_3281,zcrm_1,Ann Lee,\"12,500.50\",Pumps,2025-07-31,zcrm_2,Acme,Qualification,New "
        "Business,20,Web,Bo,2025-05-02T09:30:00+02:00,2025-06-10T15:31:56+02:00,2500.1,Standard,"
        "2025-06-09 10:00:00\n"
        "zcrm_3282,zcrm_1,Ann Lee,800,Valves,2025-06-01,zcrm_3,Bolt,Closed Won,Existing,100,Web,"
        "Bo,2025-04-01T08:00:00+02:00,2025-06-01T08:00:00+02:00,800,Standard,2025-05-30 10:00:00\n",
        &o));
    assert_string_equal(told("zcrm_3281"),
                        "open Qualification 12500.50 p0.20 2025-05-02..2025-07-31");
    assert_string_equal(told("zcrm_3282"), "won Closed Won 800.00 pnan 2025-04-01..2025-06-01");
    assert_int_equal(deals->as_of, day_of("2025-06-10"));
    assert_string_equal(
        an_deals_trait(deals, an_deals_last(deals, deal_of("zcrm_3281")), AN_TRAIT_OWNER),
        "Ann Lee");
}

static void zoho_api_names(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals("id,Deal_Name,Closing_Date,Stage,Amount,Probability,Created_Time,"
                         "Forecast_Category__s\n"
                         "77,Pumps,2025-07-31,Proposal,950,60,2025-05-02,Best Case\n",
                         &o));
    assert_string_equal(told("77"), "open Proposal 950.00 p0.60 2025-05-02..2025-07-31");
    assert_int_equal(an_deals_last(deals, deal_of("77"))->category, AN_CATEGORY_BEST);
}

static void salesforce_report(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        "\"Opportunity ID\",\"Opportunity Owner\",\"Owner Role\",\"Account Name\",\"Opportunity "
        "Name\",\"Stage\",\"Fiscal Period\",\"Amount Currency\",\"Amount\",\"Probability (%)\","
        "\"Age\",\"Close Date\",\"Created Date\",\"Next Step\",\"Lead Source\",\"Type\",\"Forecast "
        "Category\",\"Push Count\"\n"
        "\"0061\",\"Kim\",\"Rep\",\"Acme\",\"Pumps\",\"Negotiation/Review\",\"Q1-2026\",\"USD\","
        "\"5200.75\",\"90\",\"34\",\"3/31/2026\",\"1/13/2026\",\"\",\"Web\",\"New\",\"Commit\","
        "\"3\"\n"
        "\"0062\",\"Kim\",\"Rep\",\"Acme\",\"Taps\",\"Closed Lost\",\"Q1-2026\",\"USD\",\"100\","
        "\"0\",\"10\",\"2/10/2026\",\"1/2/2026\",\"\",\"Web\",\"New\",\"Omitted\",\"0\"\n"
        "\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n"
        "\"Confidential Information - Do Not Distribute\"\n",
        &o));
    assert_string_equal(told("0061"),
                        "open Negotiation/Review 5200.75 p0.90 2026-01-13..2026-03-31");
    assert_string_equal(told("0062"), "lost Closed Lost 100.00 pnan 2026-01-02..2026-02-10");
    assert_int_equal(an_deals_pushes(deals, deal_of("0061"), deals->as_of), 3);
    assert_int_equal(deals->n, 2);
    assert_int_equal(an_problems_count(problems, AN_SET_ASIDE), 0);
}

static void salesforce_api_names(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        "Id,AccountId,Name,StageName,Amount,Probability,ExpectedRevenue,CloseDate,Type,IsClosed,"
        "IsWon,ForecastCategoryName,OwnerId,CreatedDate,LastModifiedDate,CurrencyIsoCode\n"
        "006A,001A,Pumps,Sold,4100,100,4100,2026-02-11,New,true,true,Closed,005A,"
        "2026-01-05T10:00:00.000Z,2026-02-11T10:00:00.000Z,EUR\n"
        "006B,001A,Taps,Dead,90,0,0,2026-02-12,New,true,false,Omitted,005A,"
        "2026-01-06T10:00:00.000Z,2026-02-12T10:00:00.000Z,EUR\n"
        "006C,001A,Seals,Open talks,70,35,24.5,2026-04-12,New,false,false,Pipeline,005A,"
        "2026-01-07T10:00:00.000Z,2026-02-12T10:00:00.000Z,EUR\n",
        &o));
    assert_string_equal(told("006A"), "won Sold 4100.00 pnan 2026-01-05..2026-02-11");
    assert_string_equal(told("006B"), "lost Dead 90.00 pnan 2026-01-06..2026-02-12");
    assert_string_equal(told("006C"), "open Open talks 70.00 p0.35 2026-01-07..2026-04-12");
}

static void salesforce_chinese(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        BOM "业务机会编码,业务机会名称,客户名,业务机会所有人名称,阶段,可能性 (%),金额,结束日期,"
            "创建日期,预测类别\n"
            "OP-1,水泵,甲公司,王芳,方案报价,50%,1.2万,2026年3月31日,2026/1/5,承诺\n",
        &o));
    assert_string_equal(told("OP-1"), "open 方案报价 12000.00 p0.50 2026-01-05..2026-03-31");
    assert_int_equal(an_deals_last(deals, deal_of("OP-1"))->category, AN_CATEGORY_COMMIT);
}

static void hubspot(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal owner,Pipeline,Create Date,"
        "Associated Company,Associated Contact IDs,Last Activity Date,Is closed lost,Date entered "
        "current stage,Original Source\n"
        "11,Pumps,Contract sent,3300,2026-03-31 17:00,Ann,Sales,2026-03-02 08:11,Acme,1;2,"
        "2026-03-20 10:10,false,2026-03-15 09:00,Organic\n"
        "12,Taps,Closed lost,120,2026-03-10 17:00,Ann,Sales,2026-02-02 08:11,Acme,1;2,"
        "2026-03-05 10:10,true,2026-03-10 09:00,Organic\n",
        &o));
    assert_string_equal(told("11"), "open Contract sent 3300.00 pnan 2026-03-02..2026-03-31");
    assert_string_equal(told("12"), "lost Closed lost 120.00 pnan 2026-02-02..2026-03-10");
    assert_int_equal(an_deals_state(deals, deal_of("11"), day_of("2026-03-14"))->stage,
                     AN_STAGE_NONE);
    assert_string_equal(
        an_deals_stage(deals, an_deals_state(deals, deal_of("11"), day_of("2026-03-15"))->stage),
        "Contract sent");
}

static void hubspot_a_row_a_stage(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals("Record ID,Deal Name,Deal Stage,Date entered stage,Amount,Close "
                         "Date,Create Date\n"
                         "11,Pumps,Presentation,2026-02-10,3300,2026-03-31,2026-02-02\n"
                         "11,Pumps,Appointment,2026-02-02,3300,2026-03-31,2026-02-02\n"
                         "11,Pumps,Contract,2026-03-01,3300,2026-03-31,2026-02-02\n",
                         &o));
    assert_int_equal(deals->n, 1);
    assert_string_equal(
        an_deals_stage(deals, an_deals_state(deals, deal_of("11"), day_of("2026-02-09"))->stage),
        "Appointment");
    assert_string_equal(
        an_deals_stage(deals, an_deals_state(deals, deal_of("11"), day_of("2026-02-28"))->stage),
        "Presentation");
    assert_string_equal(told("11"), "open Contract 3300.00 pnan 2026-02-02..2026-03-31");
}

static void dynamics(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,"
        "Topic,Potential Customer,Est. Close Date,Est. Revenue,Probability,Rating,Pipeline "
        "Phase,Forecast Category,Status,Status Reason,Owner,Actual Close Date,Actual "
        "Revenue,Currency,Created On,Territory\n"
        "g-1,abc=,46080,Pumps,Acme,46112,9000,30,Warm,2-Develop,Best case,Open,In "
        "Progress,Ann,,,US Dollar,46030,West\n"
        "g-2,abd=,46080,Taps,Bolt,46070,5000,90,Hot,4-Close,Won,Won,Won,Ann,46075,5250.25,US "
        "Dollar,46000,East\n"
        "g-3,abe=,46080,Seals,Bolt,46070,700,10,Cold,1-Qualify,Lost,Lost,Out-Sold,Ann,46060,,US "
        "Dollar,46000,East\n",
        &o));
    assert_string_equal(told("g-1"), "open 2-Develop 9000.00 p0.30 2026-01-08..2026-03-31");
    assert_string_equal(told("g-2"), "won 4-Close 5250.25 pnan 2025-12-09..2026-02-22");
    assert_string_equal(told("g-3"), "lost 1-Qualify 700.00 pnan 2025-12-09..2026-02-07");
    assert_close(an_deals_state(deals, deal_of("g-2"), day_of("2026-02-01"))->amount, 5000, 0);
}

static void fxiaoke(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(
        BOM "商机名称,客户名称,商机金额,预计成交日期,商机阶段,销售流程,赢率,商机状态,负责人,"
            "负责人主属部门,创建人,创建时间,最后修改时间,最后跟进时间,输单原因,实际成交日期\n"
            "水泵采购,甲公司,\"¥85,500.00\",2026-04-30,需求确认,标准流程,30%,进行中,王芳,华东,"
            "李四,2026-01-05 10:12,2026-03-01 09:00,2026-02-27,,\n"
            "阀门,乙公司,5000,2026-02-20,合同签订,标准流程,100%,赢单,王芳,华东,李四,2026-01-02,"
            "2026-02-21,2026-02-20,,2026-02-19\n"
            "密封件,乙公司,700,2026-02-20,初步接洽,标准流程,0%,无效,王芳,华东,李四,2026-01-02,"
            "2026-02-21,2026-02-20,重复,2026-02-18\n",
        &o));
    assert_string_equal(told("水泵采购 / 甲公司"),
                        "open 需求确认 85500.00 p0.30 2026-01-05..2026-04-30");
    assert_string_equal(told("阀门 / 乙公司"), "won 合同签订 5000.00 pnan 2026-01-02..2026-02-19");
    assert_string_equal(told("密封件 / 乙公司"),
                        "lost 初步接洽 700.00 pnan 2026-01-02..2026-02-18");
}

static void fxiaoke_api_names_and_milliseconds(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(
        read_deals("_id,name,sales_stage,sales_status,amount,probability,close_date,owner__r,"
                   "create_time,last_followed_time,field_a1B2c__c\n"
                   "5f01,水泵,验证客户,进行中,\"4200.50\",20,1777478400000,王芳,1767542400000,"
                   "1772236800000,x\n",
                   &o));
    assert_string_equal(told("5f01"), "open 验证客户 4200.50 p0.20 2026-01-05..2026-04-30");
}

static void generic_chinese_exports(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    o.as_of = day_of("2026-03-01");
    assert_ok(read_deals(BOM "标题,关联客户,阶段,金额,成交概率,预计成交日期,描述\n"
                             "水泵,甲公司,商务谈判,8000,60,2026-04-01,\"两行\n描述\"\n",
                         &o));
    assert_string_equal(told("水泵 / 甲公司"),
                        "open 商务谈判 8000.00 p0.60 2026-03-01..2026-04-01");
    assert_ok(read_deals("ID;标题;客户ID;客户名称;联系人ID;联系人名称;金额;阶段;概率;预计成交日期;"
                         "描述;来源线索ID;创建时间;更新时间\n"
                         "9;水泵;3;甲公司;1;张三;8000,5;成交;100;2026-02-11;;7;2026-01-04;"
                         "2026-02-11\n",
                         &o));
    assert_string_equal(told("9"), "won 成交 8000.50 pnan 2026-01-04..2026-02-11");
}

static void a_list_without_a_stage_is_all_open(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    o.as_of = day_of("2026-03-01");
    assert_ok(read_deals(BOM "客户编号,商机名称,负责人编号,预计金额,预计成交日期,联系人编号,备注\n"
                             "C7,水泵,U1,\"12,000\",2026-04-30,L1,\n"
                             "C8,阀门,U2,800.5,2026-05-31,L2,急\n",
                         &o));
    assert_string_equal(told("水泵 / C7"), "open  12000.00 pnan 2026-03-01..2026-04-30");
    assert_string_equal(told("阀门 / C8"), "open  800.50 pnan 2026-03-01..2026-05-31");
    assert_int_equal(an_problems_count(problems, AN_WARNING), 1);
    assert_string_equal(
        an_deals_trait(deals, an_deals_last(deals, deal_of("水泵 / C7")), AN_TRAIT_OWNER), "U1");
}

static void generic_names(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(
        read_deals("机会编号;机会名称;机会阶段;机会金额;预计关闭日期;销售负责人;创建日期;签约日期\n"
                   "1;水泵;意向客户;3,5万;2026/4/30;王芳;2026/1/5;\n"
                   "2;阀门;丢单;500;2026/2/28;王芳;2026/1/6;\n"
                   "3;滤芯;成交;900,25;2026/2/20;李强;2026/1/7;2026/2/18\n",
                   &o));
    assert_string_equal(told("1"), "open 意向客户 35000.00 pnan 2026-01-05..2026-04-30");
    assert_string_equal(told("2"), "lost 丢单 500.00 pnan 2026-01-06..2026-02-18");
    assert_string_equal(told("3"), "won 成交 900.25 pnan 2026-01-07..2026-02-18");
}

static void gb18030_and_titles_above_the_header(void **state)
{
    /* 商机编号,商机阶段,商机金额,创建时间,预计成交日期 / A1,报价,500,2026-01-02,2026-02-03 */
    static const char TEXT[] = "\xC9\xCC\xBB\xFA\xB5\xBC\xB3\xF6\n"
                               "\xC9\xCC\xBB\xFA\xB1\xE0\xBA\xC5,\xC9\xCC\xBB\xFA\xBD\xD7\xB6\xCE,"
                               "\xC9\xCC\xBB\xFA\xBD\xF0\xB6\xEE,\xB4\xB4\xBD\xA8\xCA\xB1\xBC\xE4,"
                               "\xD4\xA4\xBC\xC6\xB3\xC9\xBD\xBB\xC8\xD5\xC6\xDA\n"
                               "A1,\xB1\xA8\xBC\xDB,500,2026-01-02,2026-02-03\n";
    an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals(TEXT, &o)); /* the header can be read in no other way */
    assert_string_equal(told("A1"), "open 报价 500.00 pnan 2026-01-02..2026-02-03");
    o.text.encoding = "GB18030";
    assert_ok(read_deals(TEXT, &o));
    assert_string_equal(told("A1"), "open 报价 500.00 pnan 2026-01-02..2026-02-03");
    o.text.encoding = NULL; /* an English header says nothing of the rows below it */
    assert_int_equal(
        read_deals("id,stage,amount,created,name\nA,Talk,1,2026-01-02,\xC9\xCC\xBB\xFA\n", &o),
        FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "--encoding"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(zoho, forget_deals),
        cmocka_unit_test_teardown(zoho_api_names, forget_deals),
        cmocka_unit_test_teardown(salesforce_report, forget_deals),
        cmocka_unit_test_teardown(salesforce_api_names, forget_deals),
        cmocka_unit_test_teardown(salesforce_chinese, forget_deals),
        cmocka_unit_test_teardown(hubspot, forget_deals),
        cmocka_unit_test_teardown(hubspot_a_row_a_stage, forget_deals),
        cmocka_unit_test_teardown(dynamics, forget_deals),
        cmocka_unit_test_teardown(fxiaoke, forget_deals),
        cmocka_unit_test_teardown(fxiaoke_api_names_and_milliseconds, forget_deals),
        cmocka_unit_test_teardown(generic_chinese_exports, forget_deals),
        cmocka_unit_test_teardown(a_list_without_a_stage_is_all_open, forget_deals),
        cmocka_unit_test_teardown(generic_names, forget_deals),
        cmocka_unit_test_teardown(gb18030_and_titles_above_the_header, forget_deals),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
