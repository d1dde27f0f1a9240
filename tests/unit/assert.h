/* assert.h - what every unit test needs on top of cmocka. */
#ifndef TESTS_UNIT_ASSERT_H
#define TESTS_UNIT_ASSERT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/status.h"

/* Fails with the message when the call does not give FC_OK. */
#define assert_ok(call)                                    \
    do {                                                   \
        if ((call) != FC_OK)                               \
            fail_msg("%s: %s", #call, fc_error_message()); \
    } while (0)

/* Relative to the expected value; absolute where that is zero. cmocka's own compares floats. */
#define assert_close(actual, expected, rtol)                                 \
    do {                                                                     \
        const double actual_ = (actual), expected_ = (expected);             \
        const double scale_ = expected_ == 0 ? 1 : fabs(expected_);          \
        if (!(fabs(actual_ - expected_) <= (rtol)*scale_))                   \
            fail_msg("%s is %.17g, not %.17g", #actual, actual_, expected_); \
    } while (0)

/* The call fails with this status and this message. */
#define assert_fails(call, status, text)                 \
    do {                                                 \
        assert_int_equal((call), (status));              \
        assert_string_equal(fc_error_message(), (text)); \
    } while (0)

#endif
