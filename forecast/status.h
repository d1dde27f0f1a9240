/* status.h - how every function says that it failed, and why. */
#ifndef FORECAST_STATUS_H
#define FORECAST_STATUS_H

#define FC_CHECKED __attribute__((warn_unused_result))

/* Each status has one exit code of the command; cli/main.c holds the table. */
typedef enum {
    FC_OK = 0,
    FC_EUSAGE,       /* the options do not fit together */
    FC_EDATA,        /* the data cannot be used */
    FC_ENOINPUT,     /* an input is missing or unreadable */
    FC_EUNAVAILABLE, /* a program that is needed is missing */
    FC_EINTERNAL,    /* our own mistake */
    FC_ECANTCREAT,   /* the output cannot be created */
    FC_EIO,          /* writing failed */
    FC_ENOMEM
} fc_status;

/* Keeps the message for this thread and returns `status`, so that a caller writes
 * `return fc_fail(FC_EDATA, "%s:%zu: no such month '%s'", ...)`. */
fc_status fc_fail(fc_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* FC_ENOMEM with a message. */
fc_status fc_no_memory(void);

/* The last message of this thread; "" when nothing failed yet. */
const char *fc_error_message(void);

#endif
