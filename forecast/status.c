/* status.c - the message of the last failure, one a thread. */
#include "forecast/status.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_SIZE = 1024 };

static _Thread_local char message[MESSAGE_SIZE];

fc_status fc_fail(fc_status status, const char *format, ...)
{
    char text[MESSAGE_SIZE]; /* an argument may be the old message */
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(message, sizeof message, "%s", text);
    return status;
}

fc_status fc_no_memory(void)
{
    return fc_fail(FC_ENOMEM, "out of memory");
}

const char *fc_error_message(void)
{
    return message;
}
