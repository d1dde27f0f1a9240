#!/usr/bin/env Rscript
# fit_spread.R - learns forecast/ranges/spread_table.c from the cases that spread_cases printed:
#     fit_spread.R [--half 0|1] CASES... >forecast/ranges/spread_table.c
# With --half, only every second series, so that intervals can be tested on the others.
#
# The logarithm of the scale is linear in the features; coefficients and four quantiles together
# minimise the pinball losses at 2.5, 10, 90 and 97.5 %, each case in units of a first, robust fit.
# The newest origin, whose histories are as long as those to come, counts six times as much as all
# others together.

suppressMessages(library(data.table))

probabilities <- c(.005, .01, .025, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .975, .99, .995)
fitted_at <- c(.025, .1, .9, .975)
weights <- 1 / c(.025, .1, .1, .025)
ridge <- 1e-4
features <- c("step", "season", "change", "recent", "deviation", "disagreement", "length", "tail", "phase")
n_terms <- length(features) + 3

read_cases <- function(file) {
    cases <- fread(file, header = FALSE, colClasses = list(character = 4))
    setnames(cases, c("set", "m", "model", "series", "origin", "ahead", "unit", "scale", "actual", "forecast", features))
    cases
}

# Every second series, in the order of their names.
half_of <- function(cases, half) {
    if (is.na(half)) return(cases)
    cases[as.integer(factor(paste(set, series))) %% 2 == half]
}

terms_of <- function(x) cbind(1, x, x[, "step"]^2, x[, "step"] * x[, "length"])

weighted_quantile <- function(v, w, p) {
    o <- order(v)
    approx((cumsum(w[o]) - w[o] / 2) / sum(w), v[o], p, rule = 2)$y
}

# Least absolute deviations of log |error| by reweighted least squares.
first_fit <- function(z, t, own) {
    w <- own
    penalty <- diag(c(0, rep(1e-3 * nrow(z), n_terms - 1)))
    for (round in 1:15) {
        b <- solve(crossprod(z, z * w) + penalty * mean(w), crossprod(z, w * t))
        w <- own * as.vector(1 / pmax(abs(t - z %*% b), .1))
    }
    as.vector(b)
}

# Four rising quantiles from four unknowns.
quantiles_of <- function(e) c(-e[1] - e[2], -e[2], e[3], e[3] + e[4])
parts <- list(1:2, 2, 3, 3:4)
signs <- c(-1, -1, 1, 1)

# Coefficients of standardised terms z, then the logarithms of the four unknowns.
best <- function(z, u, floor, own) {
    b <- first_fit(z, log(pmax(abs(u), 1e-3)), own)
    q <- weighted_quantile(u / exp(as.vector(z %*% b)), own, fitted_at)
    w <- exp(-as.vector(z %*% b))
    w <- own * pmin(w, quantile(w, .99)) / mean(w) / length(u)
    loss <- function(p) {
        scale <- exp(as.vector(z %*% p[1:n_terms]))
        at <- quantiles_of(exp(p[n_terms + 1:4]))
        sum <- ridge * sum(p[2:n_terms]^2)
        for (k in 1:4) {
            error <- u - pmax(at[k] * scale, floor)
            sum <- sum + weights[k] * sum(w * error * (fitted_at[k] - (error < 0)))
        }
        sum
    }
    slope <- function(p) {
        scale <- exp(as.vector(z %*% p[1:n_terms]))
        e <- exp(p[n_terms + 1:4])
        at <- quantiles_of(e)
        g <- c(0, 2 * ridge * p[2:n_terms], 0, 0, 0, 0)
        for (k in 1:4) {
            d <- weights[k] * w * ((u < at[k] * scale) - fitted_at[k])
            d[at[k] * scale < floor] <- 0
            g[1:n_terms] <- g[1:n_terms] + as.vector(crossprod(z, d * at[k] * scale))
            for (j in parts[[k]]) g[n_terms + j] <- g[n_terms + j] + signs[k] * e[j] * sum(d * scale)
        }
        g
    }
    start <- c(b, log(c(q[2] - q[1], -q[2], q[3], q[4] - q[3])))
    optim(start, loss, slope, method = "BFGS", control = list(maxit = 300))$par
}

fit <- function(cases) {
    x <- as.matrix(cases[, ..features])
    lower <- apply(x, 2, quantile, .005)
    upper <- apply(x, 2, quantile, .995)
    x <- terms_of(pmin(pmax(x, rep(lower, each = nrow(x))), rep(upper, each = nrow(x))))
    mu <- colMeans(x)
    s <- apply(x, 2, sd)
    mu[1] <- 0
    s[s == 0] <- 1
    z <- sweep(sweep(x, 2, mu), 2, s, "/")
    u <- (cases$actual - cases$forecast) / cases$unit
    most <- quantile(abs(u), .998)
    u <- pmin(pmax(u, -most), most)
    newest <- cases$origin == 0
    own <- ifelse(newest, 6 * sum(!newest) / sum(newest), 1)
    p <- best(z, u, -cases$forecast / cases$unit, own / mean(own)) # intervals end at zero
    b <- p[1:n_terms] / s
    b[1] <- p[1] - sum(p[2:n_terms] * mu[-1] / s[-1])
    q <- weighted_quantile(u / exp(as.vector(x %*% b)), own, probabilities)
    k <- length(q)
    for (far in 0:1) { # beyond 2.5 and 97.5 % at most as far as Student's t with 2 degrees of freedom
        most <- qt(probabilities[k - far], 2) / qt(.975, 2)
        q[k - far] <- min(q[k - far], most * q[k - 2])
        q[1 + far] <- max(q[1 + far], most * q[3])
    }
    list(b = b, lower = lower, upper = upper, n = length(u), q = q)
}

numbers <- function(v) {
    text <- paste(formatC(v, digits = 4, format = "g", flag = "#"), collapse = ", ")
    paste(strwrap(gsub("[.]?0+(?=,|$)", "", text, perl = TRUE), 88, prefix = "      "),
          collapse = "\n")
}

print_row <- function(cases, most, name, model) {
    r <- fit(cases)
    cat(sprintf("    {%s, %s, /* %s, %d cases */\n", most, if (model == "") "NULL" else paste0('"', model, '"'), name, r$n))
    for (part in list(r$b, r$lower, r$upper, r$q))
        cat("     {", sub("^ +", "", numbers(part)), "},\n", sep = "")
    cat("    },\n")
}

files <- commandArgs(TRUE)
half <- NA
if (length(files) > 1 && files[1] == "--half") {
    half <- as.integer(files[2])
    files <- files[-(1:2)]
}
all <- half_of(rbindlist(lapply(files, read_cases)), half)
# A history that was forecast without error, such as one that stood still, has no unit.
all <- all[scale > 0 & unit > 1e-3 * scale]
cat("/* spread_table.c - what past forecasts taught about their errors. Made by tests/bench/fit_spread.R\n",
    " * from the M1, M3, M4 and tourism competitions; do not edit. */\n",
    "#include <stdint.h>\n\n#include \"forecast/ranges/spread_private.h\"\n\n/* clang-format off */\n",
    "const double fc_spread_probability[FC_SPREAD_QUANTILES] = {\n",
    paste(strwrap(paste(probabilities, collapse = ", "), 90, prefix = "    "), collapse = "\n"), "};\n\n",
    "const double fc_spread_score[FC_SPREAD_QUANTILES] = {\n",
    paste(strwrap(paste(formatC(qnorm(probabilities), digits = 15, format = "g"), collapse = ", "), 90,
                  prefix = "    "), collapse = "\n"), "};\n\n",
    "const fc_spread_row fc_spread_table[] = {\n", sep = "")
classes <- list(c(1, 1, "years"), c(4, 6, "quarters"), c(7, 7, "days"), c(12, 24, "months"),
                c(52, NA, "weeks"))
named <- c("auto", "fast", "naive", "snaive")
for (class in classes)
    for (model in c(named, "")) {
        wanted <- if (model == "") setdiff(unique(all$model), named) else model
        own <- all[all$m == as.numeric(class[1]) & all$model %in% wanted]
        print_row(own, if (is.na(class[2])) "SIZE_MAX" else class[2], class[3], model)
    }
cat("};\n\nconst size_t fc_spread_rows = sizeof fc_spread_table / sizeof *fc_spread_table;\n")
