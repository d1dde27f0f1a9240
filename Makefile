# gapcast - build, test, install. `make help` lists the targets.

# What a builder may set: make CC=clang, make SANITIZE=address,undefined ...
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
SANITIZE ?=
BUILD ?= build$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))
FUZZ_SECONDS ?= 60
comma := ,
# Long targets use every processor, unless make was told how many.
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

VERSION := $(shell sed -n 's/^.define GAPCAST_VERSION "\(.*\)"/\1/p' cli/command.h 2>/dev/null)
SOVERSION := 0

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wundef
CPPFLAGS += -I. -D_GNU_SOURCE
# No contraction and no reordering: the same bytes from gcc and clang; no trace of where it was built.
ALL_CFLAGS = -std=gnu11 $(WARN) -fPIC -fopenmp -fno-math-errno -ffp-contract=off \
	-ffile-prefix-map=$(CURDIR)=. $(CFLAGS) \
	$(if $(SANITIZE),-Wno-pass-failed -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

# GSL's own BLAS: matrices are small, and the serial OpenBLAS gives wrong products to several threads.
LIBS = -Wl,--as-needed -lgsl -lgslcblas -lcsv -lunistring -luchardet -lxlsxwriter -ljansson -linih -lsqlite3 -lnettle -lm

# PostgreSQL as a source of sales, where its library is installed.
PQ_DIR := /usr/include/postgresql
HAVE_PQ := $(shell printf '\043include <libpq-fe.h>\n' | $(CC) -I$(PQ_DIR) -E - >/dev/null 2>&1 && echo yes)
ifeq ($(HAVE_PQ),yes)
CPPFLAGS += -DGAPCAST_LIBPQ -isystem $(PQ_DIR)
LIBS += -lpq
endif

LIB_SRC := $(wildcard forecast/*.c forecast/*/*.c analysis/*.c analysis/*/*.c)
CLI_SRC := $(wildcard cli/*.c)
HEADERS := $(wildcard forecast/*.h forecast/*/*.h analysis/*.h analysis/*/*.h)
TEST_SRC := $(wildcard tests/unit/test_*.c tests/contract/test_*.c tests/reference/test_*.c)
BENCH_SRC := $(wildcard tests/bench/*.c)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)

LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(BUILD)/%.o)
TESTS := $(TEST_SRC:%.c=$(BUILD)/%)
BENCHES := $(BENCH_SRC:%.c=$(BUILD)/%)
FUZZERS := $(FUZZ_SRC:%.c=$(BUILD)/%)
CASES := $(wildcard tests/cli/*.bats tests/browser/*.bats)

all: $(BUILD)/gapcast ## build the command (this is what plain make does)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16
	@echo 'Settings: CC CFLAGS PREFIX DESTDIR BUILD SANITIZE=address,undefined FUZZ_SECONDS'

demo: ## install what is missing, build, and review the sample company into out/
	@tests/deps.sh build
	@$(MAKE) -s $(PARALLEL) all
	$(BUILD)/gapcast review datasets/sales.csv --plan datasets/plan.csv -o out
	@echo 'The report is out/report.html; its tables are in out/report.xlsx and out/review.csv.'

deps: ## install what building and testing need (Debian, Ubuntu; elsewhere it names them)
	@tests/deps.sh build check lint

## Building ----------------------------------------------------------------------------------------

# Changes when a setting does, so that everything is built with the same ones.
SETTINGS = $(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) $(LIBS)
$(BUILD)/settings: always
	@mkdir -p $(@D)
	@echo '$(SETTINGS)' | cmp -s - $@ || echo '$(SETTINGS)' > $@

$(BUILD)/%.o: %.c $(BUILD)/settings
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/libgapcast.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcsD $@ $^

$(BUILD)/libgapcast.so.$(SOVERSION): $(LIB_OBJ)
	$(CC) -shared -Wl,-soname,$(@F) $(ALL_CFLAGS) $(LDFLAGS) $(LIB_OBJ) $(LIBS) -o $@

$(BUILD)/gapcast: $(CLI_OBJ) $(BUILD)/libgapcast.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

$(TESTS) $(BENCHES): $(BUILD)/%: %.c $(BUILD)/libgapcast.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP $< $(LDFLAGS) $(BUILD)/libgapcast.a -lcmocka $(LIBS) -o $@

$(FUZZERS): $(BUILD)/%: %.c $(BUILD)/libgapcast.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fsanitize=fuzzer -MMD -MP $< $(LDFLAGS) $(BUILD)/libgapcast.a $(LIBS) -o $@

# The sample files are made by the generator; the same bytes everywhere.
datasets: $(BUILD)/datasets/generate ## write the sample files again
	$< datasets

$(BUILD)/datasets/generate: $(wildcard datasets/generator/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(filter %.c,$^) -o $@

## Testing -----------------------------------------------------------------------------------------

check: ## run every test; ends with one line of counts
	@tests/deps.sh build check
	@$(MAKE) -s $(PARALLEL) all tests $(BUILD)/datasets/generate
	@$(MAKE) -s sanitized
	@GAPCAST=$(abspath $(BUILD))/gapcast FUZZ_SECONDS=$(FUZZ_SECONDS) tests/run.sh tests/readme.sh $(FUZZERS:$(BUILD)/%=$(SANITIZED)/%) \
	    $(CASES) $(TESTS) $(TESTS:$(BUILD)/%=$(SANITIZED)/%)

check-unit: $(TESTS) ## the fast part of check: the C tests
	@tests/run.sh $(TESTS)

check-cli: all $(BUILD)/datasets/generate ## the command-line cases alone
	@GAPCAST=$(abspath $(BUILD))/gapcast tests/run.sh $(CASES)

tests: $(TESTS)

# One build serves the sanitized tests and the fuzz targets, and shows that clang builds it all.
SANITIZED = $(BUILD)/sanitized
sanitized:
	@$(MAKE) -s $(PARALLEL) CC=clang BUILD=$(SANITIZED) SANITIZE=fuzzer-no-link,address,undefined CFLAGS='-O1 -g' tests fuzz-programs

fuzz-programs: $(FUZZERS)

fuzz: sanitized ## feed damaged input to each reader for FUZZ_SECONDS
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tests/run.sh $(FUZZERS:$(BUILD)/%=$(SANITIZED)/%)

soak: ## an hour of fuzzing a target, after the whole check
	@$(MAKE) -s check
	@$(MAKE) -s fuzz FUZZ_SECONDS=3600

lint: all ## style, layering, warnings of clang-tidy, shell scripts
	@tests/deps.sh lint
	@tests/lint.sh

format: ## put all C files into the project's form
	@tests/deps.sh lint
	clang-format -i $(shell git ls-files '*.c' '*.h')

coverage: ## lines run by the tests, as build/coverage/index.html
	@$(MAKE) -s BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' all check-unit check-cli
	gcovr --root . --filter forecast --filter analysis --filter cli --html-details $(BUILD)/coverage/index.html \
	    --print-summary $(BUILD)/coverage

bench: all $(BENCHES) ## speed and memory beside other tools, as one table
	@GAPCAST=$(abspath $(BUILD))/gapcast BUILD=$(BUILD) sh -c 'tests/bench/run.sh && tests/bench/models.sh'

accuracy: all $(BENCHES) ## accuracy on the data sets of ../shared, as one table beside what is published
	@GAPCAST=$(abspath $(BUILD))/gapcast BUILD=$(BUILD) tests/bench/accuracy.sh

## Installing --------------------------------------------------------------------------------------

D = $(DESTDIR)$(PREFIX)
MAN1 = share/man/man1/gapcast.1
COMPLETION = share/bash-completion/completions/gapcast

install: all $(BUILD)/libgapcast.so.$(SOVERSION) ## install under PREFIX (and DESTDIR)
	install -d $(D)/bin $(D)/lib/pkgconfig $(D)/include/gapcast $(D)/$(dir $(MAN1)) $(D)/$(dir $(COMPLETION))
	install -m 755 $(BUILD)/gapcast $(D)/bin/gapcast
	install -m 644 $(BUILD)/libgapcast.a $(D)/lib/libgapcast.a
	install -m 644 $(BUILD)/libgapcast.so.$(SOVERSION) $(D)/lib/libgapcast.so.$(SOVERSION)
	ln -sf libgapcast.so.$(SOVERSION) $(D)/lib/libgapcast.so
	for h in $(HEADERS); do install -D -m 644 $$h $(D)/include/gapcast/$$h || exit 1; done
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' gapcast.pc.in > $(D)/lib/pkgconfig/gapcast.pc
	$(BUILD)/gapcast man > $(D)/$(MAN1)
	$(BUILD)/gapcast completion > $(D)/$(COMPLETION)

uninstall: ## remove what install put there
	rm -f $(D)/bin/gapcast $(D)/lib/libgapcast.a $(D)/lib/libgapcast.so $(D)/lib/libgapcast.so.$(SOVERSION) \
	    $(D)/lib/pkgconfig/gapcast.pc $(D)/$(MAN1) $(D)/$(COMPLETION)
	rm -rf $(D)/include/gapcast

dist: ## pack the sources of the last commit
	@mkdir -p $(BUILD)
	git archive --prefix=gapcast-$(VERSION)/ -o $(BUILD)/gapcast-$(VERSION).tar.gz HEAD

version: ## print the version
	@echo $(VERSION)

clean: ## remove everything that was built
	rm -rf $(BUILD) out

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TESTS:=.d) $(BENCHES:=.d) $(FUZZERS:=.d)
.PHONY: all help demo deps datasets check check-unit check-cli tests sanitized fuzz-programs fuzz soak lint \
	format coverage bench accuracy install uninstall dist version clean always
