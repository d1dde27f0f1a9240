/* format.c - numbers as short as they can be without losing a bit. */
#include "analysis/format/format.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void an_format_exact(double number, char text[AN_EXACT_SIZE])
{
    text[0] = '\0';
    if (!isfinite(number))
        return;
    if (number == 0)
        number = 0; /* no "-0" */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, AN_EXACT_SIZE, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            return;
    }
}

fc_status an_format_written(FILE *out)
{
    if (ferror(out))
        return fc_fail(FC_EIO, "writing failed: %s; make room or give another place",
                       strerror(errno));
    return FC_OK;
}
