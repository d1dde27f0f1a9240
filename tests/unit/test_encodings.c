/* test_encodings.c - text in some fifty encodings, against what iconv made of it elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/read/chunks.h"
#include "analysis/read/records.h"
#include "tests/unit/assert.h"

#define MATERIAL "../shared/material/encodings/"

typedef struct {
    char *bytes;
    size_t n;
} content;

static content whole_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    content c = {malloc(1 << 20), 0};

    assert_non_null(file);
    c.n = fread(c.bytes, 1, 1 << 20, file);
    fclose(file);
    return c;
}

/* The file's text in `all`, as the readers get it. */
static fc_status decode(const char *path, const char *told, content *all)
{
    const an_text_options options = {.encoding = told};
    an_chunks *chunks = NULL;
    an_chunk chunk = {0};
    fc_status status = an_chunks_open(path, &options, &chunks);

    *all = (content){0};
    if (status == FC_OK)
        status = an_chunks_next(chunks, &chunk);
    if (status == FC_OK) {
        assert_true(chunk.last);
        *all = (content){malloc(chunk.n + 1), chunk.n};
        memcpy(all->bytes, chunk.text, chunk.n);
    }
    an_chunk_free(&chunk);
    an_chunks_free(chunks);
    return status;
}

static void assert_same(const char *name, const content *got, const content *expected)
{
    const size_t mark = expected->n >= 3 && memcmp(expected->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    if (got->n != expected->n - mark || memcmp(got->bytes, expected->bytes + mark, got->n) != 0)
        fail_msg("%s: the text differs", name);
}

static void every_file_gives_the_text_that_iconv_gave(void **state)
{
    const an_text_options plain = {0};
    an_problems *problems;
    an_records *list;
    size_t read = 0;

    (void)state;
    if (access(MATERIAL "expected.csv", R_OK) != 0)
        skip();
    assert_ok(an_problems_new(&problems));
    assert_ok(an_records_read(MATERIAL "expected.csv", &plain, problems, &list));
    for (size_t i = 0; i < an_records_size(list); i++) {
        const char *name = an_records_field(list, i, 0), *encoding = an_records_field(list, i, 1);
        char path[256], answer[256];
        content got, expected;

        snprintf(path, sizeof path, MATERIAL "files/%s", name);
        snprintf(answer, sizeof answer, MATERIAL "utf8/%s", name);
        if (access(answer, R_OK) != 0) { /* iconv refused it there; here it may know the encoding */
            if (decode(path, encoding, &got) != FC_OK)
                assert_true(strlen(fc_error_message()) > 0);
            free(got.bytes);
            continue;
        }
        assert_ok(decode(path, encoding, &got));
        expected = whole_file(answer);
        assert_same(name, &got, &expected);
        free(expected.bytes);
        free(got.bytes);
        read++;
    }
    assert_true(read > 100);
    an_records_free(list);
    an_problems_free(problems);
}

static void a_mark_tells_utf16_and_utf32(void **state)
{
    static const char *const NAMES[] = {"chardet_UTF-16_bom-utf-16-be.srt",
                                        "chardet_UTF-16_bom-utf-16-le.srt",
                                        "chardet_UTF-32_bom-utf-32-be.srt",
                                        "chardet_UTF-32_bom-utf-32-le.srt",
                                        "csvkit_utf16_big.csv",
                                        "csvkit_utf16_little.csv",
                                        "csvkit_utf8_bom.csv"};

    (void)state;
    if (access(MATERIAL "expected.csv", R_OK) != 0)
        skip();
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        char path[256], answer[256];
        content got, expected;

        snprintf(path, sizeof path, MATERIAL "files/%s", NAMES[i]);
        snprintf(answer, sizeof answer, MATERIAL "utf8/%s", NAMES[i]);
        assert_ok(decode(path, NULL, &got));
        expected = whole_file(answer);
        assert_same(NAMES[i], &got, &expected);
        free(expected.bytes);
        free(got.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_gives_the_text_that_iconv_gave),
        cmocka_unit_test(a_mark_tells_utf16_and_utf32),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
