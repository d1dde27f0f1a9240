/* test_sales_threads.c - large files: the same bits and the same words on any number of threads. */
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "forecast/panel/hash.h"
#include "tests/unit/sales_case.h"

enum { N_ROWS = 90000 }; /* several chunks of a megabyte */

/* Rows with amounts of very different sizes, some broken, some with line breaks in quotes. */
static void write_large(const char *name, size_t broken_every, const char *tail)
{
    FILE *file = fopen(name, "w");

    assert_non_null(file);
    fputs("date,region,product,comment,amount\n", file);
    for (uint64_t i = 0; i < N_ROWS; i++) {
        const uint64_t r = fc_hash_mix(i + 17);
        const int exponent = (int)(r >> 16 & 15) - 8;
        char day[11];

        fc_date_format(18000 + (fc_date)(r >> 20 & 1023), day);
        fprintf(file, "%s,Region %d,\"Product, %d\",\"%s\",%s%llu.%03de%d\n", day, (int)(r & 7),
                (int)(r >> 8 & 15), i % 13 == 0 ? "two\nlines" : "one \"\"line\"\"",
                r & 64 ? "-" : "", (unsigned long long)(r >> 40), (int)(r >> 32 & 511), exponent);
        if (broken_every && i % broken_every == 1)
            fprintf(file, "%s,x,y,z,number %d\n", day, (int)i);
    }
    fputs(tail, file);
    assert_int_equal(fclose(file), 0);
}

/* All that a reading gives, but for the name of the file, as one hash. */
static uint64_t fingerprint(void)
{
    fc_period first, last;
    uint64_t hash = fc_hash(0, &sales->rows, sizeof sales->rows);

    fc_panel_span(sales->panel, &first, &last);
    for (size_t c = 0; c < fc_panel_size(sales->panel); c++) {
        double values[64] = {0};

        for (size_t k = 0; k < sales->n_keys; k++)
            hash = fc_hash(hash, fc_panel_key(sales->panel, c, k),
                           strlen(fc_panel_key(sales->panel, c, k)));
        assert_true(last - first < 64);
        fc_panel_accumulate(sales->panel, c, AN_AMOUNT, first, (size_t)(last - first + 1), values);
        hash = fc_hash(hash, values, sizeof values);
    }
    hash = fc_hash(hash, &sales->last_complete, sizeof sales->last_complete);
    for (size_t i = 0; i < an_problems_size(problems); i++) {
        const an_problem *problem = an_problems_at(problems, i);

        hash = fc_hash(hash, &problem->line, sizeof problem->line);
        hash = fc_hash(hash, problem->text, strlen(problem->text));
    }
    return hash;
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    an_sales_options options = MONTHS;
    uint64_t one = 0;

    (void)state;
    write_large("large.csv", 3,
                "合计,,,,5\nprinted by hand\n"); /* more broken rows than are kept */
    for (int threads = 1; threads <= 7; threads += 2) {
        options.threads = threads;
        assert_ok(read_file("large.csv", &options));
        assert_rows(N_ROWS, N_ROWS / 3, 0);
        assert_int_equal(an_problems_count(problems, AN_SET_ASIDE), N_ROWS / 3);
        one = threads == 1 ? fingerprint() : one;
        assert_true(fingerprint() == one);
    }
}

static void the_first_failure_is_told_on_any_number_of_threads(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    write_large("large.csv", 0, "2026-01-05,x\"y,z,,1\n2026-01-05,\"open,z,,1\n");
    for (int threads = 1; threads <= 4; threads++) {
        options.threads = threads;
        options.strict = threads % 2;
        assert_int_equal(read_file("large.csv", &options), FC_EDATA);
        assert_non_null(strstr(fc_error_message(),
                               "large.csv:96926: a stray quote before byte 13 of the line"));
        assert_null(sales);
    }
    write_large("large.csv", 40000, "2026-01-05,\"open,z,,1\n");
    for (int threads = 1; threads <= 4; threads++) {
        options.threads = threads;
        options.strict = true;
        assert_fails(read_file("large.csv", &options), FC_EDATA,
                     "large.csv:5: column 'amount': 'number 1' is no number");
    }
}

static void standard_input_gives_the_same(void **state)
{
    an_sales_options options = MONTHS;
    uint64_t named, piped;
    const int old = dup(STDIN_FILENO);
    int file;

    (void)state;
    write_large("large.csv", 0, "");
    options.threads = 2;
    assert_ok(read_file("large.csv", &options));
    named = fingerprint();
    file = open("large.csv", O_RDONLY);
    assert_true(file >= 0 && dup2(file, STDIN_FILENO) == STDIN_FILENO);
    assert_ok(read_file("-", &options));
    piped = fingerprint();
    dup2(old, STDIN_FILENO);
    close(old);
    close(file);
    assert_true(named == piped);
}

static void lenient_quotes_read_large_files_too(void **state)
{
    an_sales_options options = MONTHS;
    uint64_t strict;

    (void)state;
    write_large("large.csv", 0, "");
    assert_ok(read_file("large.csv", &options));
    strict = fingerprint();
    options.text.lenient_quotes = true;
    assert_ok(read_file("large.csv", &options));
    assert_true(fingerprint() == strict);
}

static size_t calls, last_done;

static void progress(void *data, size_t done, size_t total)
{
    assert_ptr_equal(data, &calls);
    assert_true(done >= last_done && done <= total);
    calls++;
    last_done = done;
}

static void progress_goes_up_to_the_size_of_the_file(void **state)
{
    an_sales_options options = MONTHS;

    (void)state;
    write_large("large.csv", 0, "");
    options.progress = progress;
    options.progress_data = &calls;
    assert_ok(read_file("large.csv", &options));
    assert_true(calls >= 2 && last_done > 4000000);
}

/* Peak memory in kilobytes of this program when it only reads the file. */
static long peak_of(const char *file)
{
    struct rusage usage;
    int status;
    const pid_t child = fork();

    if (child == 0)
        _exit(execl("/proc/self/exe", "test_sales_threads", file, (char *)NULL));
    assert_true(child > 0 && wait4(child, &status, 0, &usage) == child && status == 0);
    return usage.ru_maxrss;
}

static void memory_does_not_grow_with_rows(void **state)
{
    FILE *file;
    long small, large;

    (void)state;
    file = fopen("small.csv", "w");
    assert_non_null(file);
    fputs("date,region,amount\n", file);
    for (int i = 0; i < 150000; i++)
        fprintf(file, "2026-01-%02d,Region %d,%d.5\n", i % 28 + 1, i % 7, i);
    fclose(file);
    file = fopen("large.csv", "w");
    assert_non_null(file);
    fputs("date,region,amount\n", file);
    for (int i = 0; i < 1500000; i++)
        fprintf(file, "2026-01-%02d,Region %d,%d.5\n", i % 28 + 1, i % 7, i);
    fclose(file);
    small = peak_of("small.csv");
    large = peak_of("large.csv");
    if (large > small + small / 10 + 512)
        fail_msg("%ld kB for 150,000 rows, %ld kB for 1,500,000", small, large);
}

static void a_hundred_thousand_products_are_a_hundred_thousand_cells(void **state)
{
    FILE *file = fopen("large.csv", "w");

    (void)state;
    assert_non_null(file);
    fputs("date,product,amount\n", file);
    for (int i = 0; i < 200000; i++)
        fprintf(file, "2026-%02d-01,P%06d,1.25\n", i % 12 + 1, i % 100000);
    fclose(file);
    assert_ok(read_file("large.csv", &MONTHS));
    assert_int_equal(fc_panel_size(sales->panel), 100000);
    assert_amount("2026-01", 1.25 * (200000 / 12 + 1), "*");
}

int main(int argc, char **argv)
{
#define CASE(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        CASE(any_number_of_threads_gives_the_same_bits),
        CASE(the_first_failure_is_told_on_any_number_of_threads),
        CASE(standard_input_gives_the_same),
        CASE(lenient_quotes_read_large_files_too),
        CASE(progress_goes_up_to_the_size_of_the_file),
        CASE(memory_does_not_grow_with_rows),
        CASE(a_hundred_thousand_products_are_a_hundred_thousand_cells),
    };

    if (argc == 2)
        return read_file(argv[1], &MONTHS) == FC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
    return cmocka_run_group_tests(tests, written_begin, written_end);
}
