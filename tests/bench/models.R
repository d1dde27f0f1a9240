# models.R - CPU seconds of R's forecast package on the series of a file, model calls alone.
# Rscript models.R FILE HORIZON MODEL...; a line a model: name, seconds of the fastest of a few passes, version.
suppressPackageStartupMessages(library(forecast))

arguments <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(arguments[1])
horizon <- as.integer(arguments[2])
series <- lapply(split(rows$value, rows$series), ts, frequency = 12)

calls <- list(
  ets = function(y) forecast(ets(y), h = horizon),
  arima = function(y) forecast(auto.arima(y), h = horizon),
  theta = function(y) thetaf(y, h = horizon)
)
passes <- c(ets = 1, arima = 1, theta = 3)

for (name in arguments[-(1:2)]) {
  invisible(calls[[name]](series[[1]])) # what is compiled or loaded at the first call
  seconds <- sapply(seq_len(passes[[name]]), function(pass) {
    time <- system.time(for (y in series) calls[[name]](y))
    time[["user.self"]] + time[["sys.self"]]
  })
  cat(name, min(seconds), as.character(packageVersion("forecast")), "\n")
}
