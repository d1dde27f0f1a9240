/* test_sales_refused.c - sales files that cannot be used, or only in part: what is said. */
#include "tests/unit/sales_case.h"

#define REFUSED(text, message)                                     \
    do {                                                           \
        assert_fails(read_text(text, &MONTHS), FC_EDATA, message); \
        assert_null(sales);                                        \
    } while (0)

static void an_empty_file_is_refused(void **state)
{
    (void)state;
    REFUSED("", "sales.csv: the file is empty");
    REFUSED("\n \n\r\n", "sales.csv: the file is empty");
    REFUSED("\xEF\xBB\xBF", "sales.csv: the file is empty");
}

static void a_header_alone_is_refused(void **state)
{
    (void)state;
    REFUSED("date,amount\n", "sales.csv: no row below the header");
    REFUSED("date,amount", "sales.csv: no row below the header");
    REFUSED("date,amount\n,\n\n", "sales.csv: no row below the header");
}

static void a_missing_column_names_the_nearest(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    REFUSED(
        "dat,amount\n2026-01-05,1\n",
        "sales.csv:1: no column looks like the date; did you mean 'dat'? name it with --date COL; "
        "columns are: dat, amount");
    REFUSED("date,value\n2026-01-05,1\n", "sales.csv:1: no column looks like the amount; name it "
                                          "with --amount COL; columns are: date, value");
    options.by = "regoin";
    assert_fails(read_text("date,region,amount\n2026-01-05,East,1\n", &options), FC_EDATA,
                 "sales.csv:1: no column 'regoin'; did you mean 'region'? columns are: date, "
                 "region, amount");
    options.by = "x`y";
    assert_fails(read_text("date,a\"b,amount\n2026-01-05,East,1\n",
                           &(an_sales_options){.by = "x`y",
                                               .calendar = MONTHS.calendar,
                                               .as_of = FC_DATE_NONE,
                                               .text = {.lenient_quotes = true}}),
                 FC_EDATA, "sales.csv:1: no column 'x`y'; columns are: date, a\"b, amount");
}

static void two_columns_for_one_role_are_refused(void **state)
{
    (void)state;
    REFUSED("date,sales,revenue\n2026-01-05,1,2\n",
            "sales.csv:1: columns 2 ('sales') and 3 ('revenue') may both be the amount; say which "
            "by --amount COL, "
            "or rename one");
    REFUSED("date,amount,Amount\n2026-01-05,1,2\n",
            "sales.csv:1: columns 2 ('amount') and 3 ('Amount') may both be the amount; say which "
            "by --amount COL, "
            "or rename one");
}

static void two_columns_for_the_default_keys_are_told_with_what_to_write(void **state)
{
    (void)state;
    REFUSED("date,Region,Category,Product Name,amount\n2026-01-05,East,x,y,1\n",
            "sales.csv:1: columns 3 ('Category') and 4 ('Product Name') may both be the product; "
            "say which by --by Region,Category, or rename one");
    REFUSED("date,item,sku,amount\n2026-01-05,x,y,1\n",
            "sales.csv:1: columns 2 ('item') and 3 ('sku') may both be the product; say which by "
            "--by item, or rename one");
}

static void dates_and_amounts_are_no_keys(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.by = "region,date";
    assert_fails(read_text("date,region,amount\n2026-01-05,East,1\n", &options), FC_EUSAGE,
                 "--by: 'date' is the column of the date; name columns that tell sales apart, such "
                 "as region");
    options.by = "amount";
    assert_fails(read_text("date,region,Amount\n2026-01-05,East,1\n", &options), FC_EUSAGE,
                 "--by: 'Amount' is the column of the amount; name columns that tell sales apart, "
                 "such as region");
}

static void an_unclosed_quote_is_told_with_its_line(void **state)
{
    (void)state;
    REFUSED("date,region,amount\n2026-01-05,East,1\n2026-01-06,\"West,2\n2026-01-07,East,3\n",
            "sales.csv:3: a quoted field of the record that starts here is never closed");
    REFUSED("date,region,amount\n2026-01-06,\"West,2\n2026-01-07,\"East\",3\n",
            "sales.csv:2: a quoted field that starts here is not closed where it should be: line 3 "
            "has a stray quote "
            "before byte 13");
}

static void a_stray_quote_is_told_with_its_byte(void **state)
{
    (void)state;
    REFUSED("date,region,amount\n2026-01-05,12\" tv,1\n",
            "sales.csv:2: a stray quote before byte 14 of the line; double it inside a quoted "
            "field, or give "
            "--quotes=lenient");
    REFUSED("date,region,amount\n2026-01-05,\"b\"x,1\n",
            "sales.csv:2: a stray quote before byte 15 of the line; double it inside a quoted "
            "field, or give "
            "--quotes=lenient");
}

static void lenient_quotes_still_refuse_an_unclosed_one(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.text.lenient_quotes = true;
    assert_fails(
        read_text("date,region,amount\n2026-01-05,\"East,1\n2026-01-05,East,1\n", &options),
        FC_EDATA, "sales.csv:2: a quoted field of the record that starts here is never closed");
}

static void rows_with_another_number_of_fields_are_set_aside(void **state)
{
    (void)state;
    assert_ok(read_text(
        "date,region,amount\n2026-01-05,East,1\n2026-01-06,East\n2026-01-07,East,2,3\n2026-01-08\n",
        &MONTHS));
    assert_rows(1, 3, 0);
    assert_problem(0, "sales.csv:3: 2 fields, where the header has 3");
    assert_problem(1, "sales.csv:4: 4 fields, where the header has 3");
    assert_problem(2, "sales.csv:5: 1 field, where the header has 3");
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    static const char nul[] = "date,amount\n2026-01-05,1\n2026-01-06,\0\n";

    (void)state;
    write_bytes("sales.csv", nul, sizeof nul - 1);
    assert_fails(read_file("sales.csv", &MONTHS), FC_EDATA,
                 "sales.csv:3: byte 37 of the file is NUL, which no text has; if it is UTF-16 "
                 "without a mark, give "
                 "--encoding UTF-16LE");
    assert_int_equal(
        read_text("date,region,amount\n2026-01-05,\xE5\x8D,1\n2026-01-06,x,2\n", &MONTHS),
        FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "sales.csv:2: byte 31 of the file is not UTF-8; "));
    assert_non_null(strstr(fc_error_message(), "--encoding "));
    REFUSED("date,amount\n2026-01-05,1\n2026-01-06,1\xE5\x8D",
            "sales.csv:3: byte 38 of the file starts a UTF-8 character that is cut off; is the "
            "file complete?");
}

/* 日期,大区,金额 / 2026-01-05,华东,1 and more, as Excel saves it on a Chinese Windows. */
static const char GB18030_TEXT[] =
    "\xC8\xD5\xC6\xDA,\xB4\xF3\xC7\xF8,\xBD\xF0\xB6\xEE,\xB2\xFA\xC6\xB7\n"
    "2026-01-05,\xBB\xAA\xB6\xAB,1.5,\xB2\xE8\n2026-01-06,\xBB\xAA\xB1\xB1,2,\xB2\xE8\n";

static void gb18030_is_read_when_told_and_else_refused(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    assert_int_equal(read_text(GB18030_TEXT, &MONTHS), FC_EDATA);
    assert_non_null(strstr(fc_error_message(),
                           "sales.csv:1: byte 1 of the file is not UTF-8; it looks like GB"));
    assert_non_null(strstr(fc_error_message(), "give --encoding GB"));
    options.text.encoding = "gb18030";
    assert_ok(read_text(GB18030_TEXT, &options));
    assert_amount("2026-01", 1.5, "华东", "茶");
    assert_problem(0, "sales.csv: read as gb18030");
    options.text.encoding = "klingon";
    assert_fails(read_text(GB18030_TEXT, &options), FC_EUSAGE,
                 "--encoding: 'klingon' is not known here; `iconv -l` lists the names");
    options.text.encoding = "ASCII";
    assert_fails(read_text(GB18030_TEXT, &options), FC_EDATA,
                 "sales.csv:1: byte 1 of the file is no text in ASCII; give another --encoding");
}

static void an_ambiguous_day_is_refused(void **state)
{
    (void)state;
    REFUSED("date,amount\n03/04/2026,1\n05/05/2026,2\n",
            "sales.csv:2: column 'date': '03/04/2026' may be 3 April 2026 or 4 March 2026; give "
            "--date-format dmy or "
            "mdy");
    REFUSED("date,amount\n25/03/2026,1\n04/05/2026,3\n03/25/2026,2\n",
            "sales.csv:4: column 'date': '03/25/2026' can only be mdy, but '25/03/2026' in line 2 "
            "only dmy; give "
            "--date-format dmy or mdy, and the others are set aside");
}

static void a_number_with_two_readings_is_refused(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    REFUSED("date;amount\n2026-01-05;1,234\n2026-01-06;12\n",
            "sales.csv:2: column 'amount': '1,234' may be 1234 or 1.234; give --decimal . or "
            "--decimal ,");
    options.text.decimal = ',';
    assert_ok(read_text("date;amount\n2026-01-05;1,234\n2026-01-06;1,234.5\n", &options));
    assert_amount("2026-01", 1.234, NULL);
    assert_problem(
        0, "sales.csv:3: column 'amount': '1,234.5' is no number; if '.' is its decimal mark, give "
           "--decimal .");
}

static void values_that_are_none_are_set_aside(void **state)
{
    (void)state;
    assert_ok(read_text(
        "date,amount\n2026-02-30,1\n2026-01-05,inf\n2026-01-05,nan\n2026-01-05,\n2026-01-05,1e999\n"
        "2026-01-05,0x1p3\n,5\n1026-01-05,1\n2026-01-05,1e200\n2026-01-05,8\n",
        &MONTHS));
    assert_rows(1, 9, 0);
    assert_problem(0, "sales.csv:2: column 'date': '2026-02-30' is no day of the calendar");
    assert_problem(1, "sales.csv:3: column 'amount': 'inf' is no number");
    assert_problem(2, "sales.csv:4: column 'amount': 'nan' is no number");
    assert_problem(3, "sales.csv:5: column 'amount': is empty");
    assert_problem(4, "sales.csv:6: column 'amount': '1e999' is out of range");
    assert_problem(5, "sales.csv:7: column 'amount': '0x1p3' is no number");
    assert_problem(6, "sales.csv:8: column 'date': is empty");
    assert_problem(7, "sales.csv:9: column 'date': '1026-01-05' is not in the years 1900 to 2200");
    assert_problem(8, "sales.csv:10: column 'amount': is larger than any amount can be");
}

static void strict_reading_fails_at_the_first_of_them(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    options.strict = true;
    assert_fails(read_text("date,amount\n2026-01-05,1\n2026-02-30,1\n2026-01-05,x\n", &options),
                 FC_EDATA, "sales.csv:3: column 'date': '2026-02-30' is no day of the calendar");
    assert_fails(read_text("date,amount\n2026-01-05,1\n2026-01-05,1,1\n", &options), FC_EDATA,
                 "sales.csv:3: 3 fields, where the header has 2");
    assert_ok(read_text("date,amount\n2026-01-05,1\nTotal,1\n", &options));
}

static void no_usable_row_is_refused_with_the_first_reason(void **state)
{
    const an_where where[] = {{"region", "Nowhere"}};
    an_sales_options options = MONTHS;

    (void)state;
    REFUSED("date,amount\n2026-02-30,1\nx,1\n",
            "sales.csv: no usable row: 2 set aside, 0 left out by --where and --as-of; the first: "
            "sales.csv:2: column "
            "'date': '2026-02-30' is no day of the calendar");
    options.where = where;
    options.n_where = 1;
    assert_fails(read_text("date,region,amount\n2026-01-05,East,1\n", &options), FC_EDATA,
                 "sales.csv: no row is left: --where and --as-of leave out all 1");
}

static void one_row_and_all_zeros_are_fine(void **state)
{
    (void)state;
    assert_ok(read_text("date,amount\n2026-01-05,1\n", &MONTHS));
    assert_rows(1, 0, 0);
    assert_false(sales->last_incomplete);
    assert_ok(read_text("date,amount\n2026-01-05,0\n2026-02-05,0\n", &MONTHS));
    assert_rows(2, 0, 0);
}

static void inputs_that_cannot_be_opened_are_told(void **state)
{
    (void)state;
    assert_fails(read_file("missing.csv", &MONTHS), FC_ENOINPUT,
                 "missing.csv: cannot be read: No such file or directory");
    assert_fails(read_file(".", &MONTHS), FC_ENOINPUT, ".: is a folder; give the files in it");
    assert_fails(read_file("", &MONTHS), FC_ENOINPUT,
                 ": cannot be read: No such file or directory");
}

static void files_of_other_programs_are_told(void **state)
{
    (void)state;
    REFUSED("\x1F\x8B\x08 rest",
            "sales.csv: is compressed by gzip; give it as: gzip -dc FILE | gapcast ... -");
    REFUSED("%PDF-1.7 rest", "sales.csv: is a PDF; sales are read from CSV or .xlsx");
    REFUSED("PK\3\4 rest", "sales.csv: is a zip archive or a workbook; save the sheet as CSV, or "
                           "give the .xlsx file itself");
    write_text("broken.xlsx", "PK\3\4 rest");
    assert_true(read_file("broken.xlsx", &MONTHS) == FC_EDATA ||
                read_file("broken.xlsx", &MONTHS) == FC_EUNAVAILABLE);
    assert_non_null(strstr(fc_error_message(), "xlsx2csv"));
}

static void a_workbook_without_xlsx2csv_names_the_package(void **state)
{
    char path[4096];
    const char *old = getenv("PATH");

    (void)state;
    snprintf(path, sizeof path, "%s", old ? old : "");
    write_text("sales.xlsx", "PK\3\4 rest");
    setenv("PATH", "/nowhere", 1);
    assert_fails(read_file("sales.xlsx", &MONTHS), FC_EUNAVAILABLE,
                 "sales.xlsx: a workbook is read by the program xlsx2csv, which cannot be started "
                 "(No such file or "
                 "directory); install the package xlsx2csv, or save the sheet as CSV");
    setenv("PATH", path, 1);
}

static void options_that_make_no_sense_are_refused(void **state)
{
    static const struct {
        const char *by, *message;
    } CASES[] = {
        {"region,", "--by: a column has no name in 'region,'; write it as region/city,product"},
        {"/city", "--by: a column has no name in '/city'; write it as region/city,product"},
        {"region,Region", "--by: 'Region' stands twice"},
        {"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q",
         "--by: 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q' has more than 16 columns"},
        {"region,territory", "--by: 'region' and 'territory' are the same column"},
    };
    const char *text = "date,region,amount\n2026-01-05,East,1\n";
    an_sales_options options = MONTHS;

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        options.by = CASES[i].by;
        assert_fails(read_text(text, &options), FC_EUSAGE, CASES[i].message);
    }
    options = MONTHS;
    options.text.decimal = ';';
    assert_fails(read_text(text, &options), FC_EUSAGE, "--decimal: ';' is neither . nor ,");
    options = MONTHS;
    options.amount = "date";
    assert_fails(read_text(text, &options), FC_EUSAGE,
                 "sales.csv:1: column 'date' is both the date and the amount");
    options = MONTHS;
    options.text.delimiter = '"';
    assert_fails(read_text(text, &options), FC_EUSAGE,
                 "--delimiter: a quote or a line end cannot stand between fields");
    options = MONTHS;
    options.text.date_format = "%d";
    assert_int_equal(read_text(text, &options), FC_EUSAGE);
}

static void a_huge_field_or_record_is_refused(void **state)
{
    enum { HUGE_SIZE = 5 << 20 };
    char *text = malloc(HUGE_SIZE);
    const size_t start =
        (size_t)sprintf(text, "date,region,amount\n2026-01-05,East,1\n2026-01-06,\"");

    (void)state;
    memset(text + start, 'x', HUGE_SIZE - start);
    write_bytes("sales.csv", text, HUGE_SIZE);
    assert_fails(read_file("sales.csv", &MONTHS), FC_EDATA,
                 "sales.csv:3: the record that starts here is longer than 4194304 bytes; is a "
                 "quote not closed?");
    write_bytes("sales.csv", text, HUGE_SIZE / 4);
    assert_fails(read_file("sales.csv", &MONTHS), FC_EDATA,
                 "sales.csv:3: the record that starts here has a field of more than 1048576 bytes; "
                 "is a quote not "
                 "closed?");
    free(text);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        CASE(an_empty_file_is_refused),
        CASE(a_header_alone_is_refused),
        CASE(a_missing_column_names_the_nearest),
        CASE(two_columns_for_one_role_are_refused),
        CASE(two_columns_for_the_default_keys_are_told_with_what_to_write),
        CASE(dates_and_amounts_are_no_keys),
        CASE(an_unclosed_quote_is_told_with_its_line),
        CASE(a_stray_quote_is_told_with_its_byte),
        CASE(lenient_quotes_still_refuse_an_unclosed_one),
        CASE(rows_with_another_number_of_fields_are_set_aside),
        CASE(bytes_that_are_no_text_are_refused),
        CASE(gb18030_is_read_when_told_and_else_refused),
        CASE(an_ambiguous_day_is_refused),
        CASE(a_number_with_two_readings_is_refused),
        CASE(values_that_are_none_are_set_aside),
        CASE(strict_reading_fails_at_the_first_of_them),
        CASE(no_usable_row_is_refused_with_the_first_reason),
        CASE(one_row_and_all_zeros_are_fine),
        CASE(inputs_that_cannot_be_opened_are_told),
        CASE(files_of_other_programs_are_told),
        CASE(a_workbook_without_xlsx2csv_names_the_package),
        CASE(options_that_make_no_sense_are_refused),
        CASE(a_huge_field_or_record_is_refused),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
