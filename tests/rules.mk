# The tests: the programs that suites run, the suites, and lint.

# ---- programs ------------------------------------------------------------------------

TOOLS := $(patsubst tests/tool/%.c,$B/tests/%,$(wildcard tests/tool/*.c))
$(filter-out $B/tests/call,$(TOOLS)): $B/tests/%: tests/tool/%.c
	$(host_program)

$B/tests/agree $B/tests/calls $B/tests/miscompile $B/tests/outer: private LIBS = -lseccomp
$B/tests/agree $B/tests/calls: core/box/confine/calls.c core/box/confine/calls.h core/box/confine/calls_table.h
$B/tests/agree: lib/bpf/assemble.c lib/bpf/runs.c lib/bpf/interpret.c $(wildcard lib/prove/*.[ch]) lib/arena.h
$B/tests/agree: tests/tool/lib/random_policy.c tests/tool/lib/random_policy.h
$B/tests/agree: private OPTIMISE = -O2

# These need no library, of either entry.
BARE = -std=gnu11 -static -nostdlib -ffreestanding -fno-stack-protector -fno-pie -no-pie -fcf-protection=none
$B/tests/call $B/tests/call32: tests/tool/call.c
	@mkdir -p $(@D)
	$(call say,HOSTCC,$@)$(HOSTCC) $(BARE) -m$(if $(filter %32,$@),32,64) -O1 $(WARN) -o $@ $<
TOOLS += $B/tests/call32

# These know the modes of the binary.
$B/tests/inject $B/tests/walls $B/tests/witness: tests/tool/lib/trace.c tests/tool/lib/trace.h \
		tests/tool/lib/registers.h
$B/tests/witness: tests/tool/lib/before.c tests/tool/lib/before.h
$B/tests/inject $B/tests/walls: tests/tool/lib/copy.c tests/tool/lib/copy.h
$B/tests/inject $B/tests/witness: tests/tool/lib/mode.c tests/tool/lib/mode.h $B/gen/filters.c \
		policies/tool/prove_policy.c policies/tool/prove_reason.c

# libseccomp's programs, and the prover.
$B/tests/emitted: $(wildcard lib/prove/*.[ch]) lib/arena.h tests/prove/oracle.h tests/engine.h
$B/tests/emitted: private LIBS = -lseccomp

# These run where there is no C library, or no room for a dynamic one.
$B/tests/inroot $B/tests/breach: HOSTCC = musl-gcc -static
$B/tests/inject $B/tests/witness: private HOSTCC := $(HOSTCC) -static

# ---- engine tests, under the sanitizers -------------------------------------------------

# Without use-after-return, the default since gcc 13: gcc 14 aligns its frames to 16
# bytes where 64 are needed.
SANITIZE = -g -fsanitize=address,undefined -fno-sanitize-recover=all --param=asan-use-after-return=0

ENGINES := $(filter-out $(OWN),$(filter applets/% lib/%,$(SOURCES)))
ENGINE_TESTS := $(patsubst %.c,$B/%,$(wildcard tests/*/*_engine_test.c))
SANITIZED = $(ENGINES:%.c=$B/tests/obj/%.o) $(ENGINE_TESTS:$B/%=$B/tests/obj/%.o)

$(SANITIZED): $B/tests/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,HOSTCC,$<)$(HOST_BUILD) -O1 $(SANITIZE) $(call isa,$<) -MMD -MP -c -o $@ $<

# A test is linked with the engines of the folders whose headers it includes, and of those
# that these include in turn: $(call closure,FILES) ends when it finds no other folder.
folders = $(sort $(dir $(shell sed -n 's,^#include "\(\(lib\|applets\)/.*\)".*,\1,p' $1)))
within = $(wildcard $(addsuffix *.[ch],$(call folders,$1)))
closure = $(if $(filter-out $2,$(call folders,$1)),$(call closure,$(call within,$1),$2 $(call folders,$1)),$2)
engines = $(patsubst %.c,$B/tests/obj/%.o,$(filter $(ENGINES),$(wildcard $(addsuffix *.c,$(sort $(call closure,$1))))))

.SECONDEXPANSION:
$(ENGINE_TESTS): $B/%: $B/tests/obj/%.o $$(call engines,$$*.c)
	@mkdir -p $(@D)
	$(call say,HOSTLD,$@)$(HOSTCC) $(SANITIZE) -o $@ $^

-include $(SANITIZED:.o=.d)

# ---- runs ------------------------------------------------------------------------------

PROGRAMS = $(ENGINE_TESTS) $(TOOLS) $(PROVERS) $(BENCH)
# $(call programs,SUITES): the engine tests in these folders, and each program whose path
# below $B ("tests/outer", "host/prove") is in the text of a suite.
texts = $(wildcard $(foreach s,$1,tests/$s/*.sh tests/$s_test.sh))
named = $(addprefix $B/,$(shell cat /dev/null $(texts) | grep -oE '(tests|host|bench)/[a-z0-9_/-]+'))
programs = $(filter $(foreach s,$1,$B/tests/$s/%_engine_test) $(named),$(PROGRAMS))

.PHONY: check suites test lint prove storm long check-debians
#: make check       lint and all tests, those of make prove too; lint beside the tests, and
#:                  silent, if it finds nothing
check:
	@tools/packages check
	@$(MAKE) --no-print-directory -j2 $B/bin $(PROGRAMS)
	@$(MAKE) --no-print-directory -s -j2 suites $(LINTS)

suites:
	@tests/run $B

#: make test        the tests alone; SUITES="cat seal" for some, with what these need
test:
	@tools/packages $(if $(SUITES),suite,check)
	@$(MAKE) --no-print-directory -j2 $B/bin $(if $(SUITES),$(call programs,$(SUITES)),$(PROGRAMS))
	@tests/run $B $(SUITES)

#: make lint        compilers, analysers, shellcheck, man pages, tables
lint:
	@tools/packages check
	@$(MAKE) --no-print-directory -j2 $(LINTS)

#: make prove       the seal, property by property, with counts
prove:
	@tools/packages prove
	@$(MAKE) --no-print-directory -j2 $B/bin $(PROGRAMS)
	@tests/run $B --prove

#: make long        the tests that take minutes: tests/NAME/long.sh; SUITES, and SEED=N
#:                  for other cases
SEED ?= 2
long:
	@tools/packages check
	@$(MAKE) --no-print-directory -j2 $B/bin $(PROGRAMS)
	@for s in $(wildcard $(foreach s,$(or $(SUITES),*),tests/$s/long.sh)); do \
		sh $$s $B $(SEED) || exit; done

#: make storm       start 2,000 sealed processes, and 100 at once; this hangs some kernels
storm:
	@tools/packages build
	@$(MAKE) --no-print-directory -j2 $B/pillbox
	@tests/storm $B

#: make check-debians   make check in minimal roots of Debian 12 and 13, as root and as a
#:                  user; it needs root, the network and some minutes for each
DEBIANS = bookworm trixie
AS_USER = setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps=-all env HOME=/tmp
check-debians:
	@for suite in $(DEBIANS); do echo "$$suite:"; \
	tools/in-debian -n $$suite \
		'.ci/run && make demo && chown -R nobody:nogroup . && $(AS_USER) make demo check' || exit 1; done

# ---- lint ----------------------------------------------------------------------------

HOST_SOURCES := $(wildcard policies/tool/*.c tools/*.c dist/*.c tests/*.c tests/*/*.c tests/tool/lib/*.c bench/*.c)
C_FILES := $(SOURCES) $(HOST_SOURCES)
SCRIPTS = $(wildcard tests/*.sh tests/*/*.sh dist/*.sh tests/run tests/storm .ci/run) \
	$(shell grep -ls '^\#!/bin/.*sh' tools/* dist/* examples/*)

# clang sees the product with musl's headers, and everything else with glibc's.
CLANG_INCLUDE = $(call once,CLANG_INCLUDE,clang -print-file-name=include)
clang_flags = $(STANDARD) $(WARN) $(call isa,$1) \
	$(if $(filter $(HOST_SOURCES),$1),-I. -I$B/gen,$(INCLUDE:$(COMPILER_INCLUDE)=$(CLANG_INCLUDE)))

LINTS = lint-gcc lint-clang lint-tidy lint-cppcheck lint-shell lint-pages lint-tables
.PHONY: $(LINTS)
lint-gcc: $(C_FILES:%=lint-gcc/%) lint-gcc/$B/gen/filters.c
lint-clang: $(C_FILES:%=lint-clang/%) lint-clang/$B/gen/filters.c
lint-tidy: $(C_FILES:%=lint-tidy/%)

# Some warnings need optimisation.
lint-gcc/%: % FORCE | $B/gen/flags $B/gen/policies.h $B/gen/filters.c
	@mkdir -p $(dir $B/$@)
	$(call say,GCC,$<)$(if $(filter $(HOST_SOURCES),$<),$(HOST_BUILD) -O1,$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) \
		$(call isa,$<)) -Werror -c -o $B/$@.o $<

lint-clang/%: % FORCE | $B/gen/flags $B/gen/policies.h $B/gen/filters.c
	$(call say,CLANG,$<)clang $(call clang_flags,$<) -Werror -fsyntax-only $<

# clang-tidy counts warnings that it does not show: those of system headers.
lint-tidy/%: % FORCE | $B/gen/flags $B/gen/policies.h $B/gen/filters.c
	@mkdir -p $(dir $B/$@)
	$(call say,TIDY,$<)clang-tidy --quiet $< -- $(call clang_flags,$<) 2>$B/$@.log; status=$$?; \
		grep -vE '^[0-9]+ warnings? generated\.$$' $B/$@.log >&2; exit $$status

lint-cppcheck: $B/gen/policies.h
	$(call say,CPPCHECK,$(words $(C_FILES)) files)cppcheck --quiet --error-exitcode=1 \
		--enable=warning,performance,portability --inline-suppr --std=c11 \
		--suppressions-list=.cppcheck-suppressions -I. -I$B/gen $(C_FILES)

lint-shell:
	$(call say,SHELL,$(words $(SCRIPTS)) files)shellcheck -x $(SCRIPTS)

lint-pages:
	$(call say,MANDOC,$(PAGES))mandoc -T lint -W warning $(PAGES) core/box/*.1

lint-tables:
	$(call say,TABLES,lib)python3 lib/utf8/width.py --check && python3 lib/number/real.py --check
