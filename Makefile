# pillbox: `make demo` shows it, `make check` proves it; `make help` lists the rest.

VERSION = 0.1.0
SIZE_LIMIT = 409600

PREFIX ?= /usr/local
ARCH := $(shell uname -m)

ifeq ($(origin CC),default)
CC = musl-gcc
endif
HOSTCC ?= gcc
CFLAGS ?= -O2
MUSL_LIB ?= /usr/lib/$(ARCH)-linux-musl

B = build
WARN = -Wall -Wextra -Werror -Wshadow -Wvla -Wundef -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wimplicit-fallthrough
INCLUDE = -I. -I$B/gen -idirafter /usr/include -idirafter /usr/include/$(ARCH)-linux-gnu
# What the product is compiled with, whatever CFLAGS says.
FLAGS = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' $(WARN) $(INCLUDE) -fPIE -fvisibility=hidden -fstack-protector-strong $(INIT) \
	-fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -ftree-vectorize -fvect-cost-model=dynamic
# Variables begin as zeros, but in the two engines that would take more than 3 % more
# instructions for it (bench/instructions.py): wc's counting, and hexdump's %e, %f and %g.
INIT = -ftrivial-auto-var-init=zero
$B/obj/applets/wc/count.o $B/obj/lib/dump/number/real.o: INIT =
# A static PIE by hand: musl-gcc's own specs would name an interpreter.
LINK = $(HOSTCC) -static-pie -nostdlib -nostartfiles -Wl,-T,core/layout.ld,--no-dynamic-linker,-z,relro,-z,now,-z,text,-z,noexecstack,--gc-sections,--build-id=none
# By the list of sealed code in that folder, these objects.
link = $(LINK) -L$1 -o $@ $(MUSL_LIB)/rcrt1.o $(MUSL_LIB)/crti.o $2 $(MUSL_LIB)/libc.a -lgcc $(MUSL_LIB)/crtn.o

APPLETS := $(sort $(notdir $(patsubst %/,%,$(wildcard applets/*/))))
POLICIES := $(sort $(wildcard policies/*.policy))
# plain.policy is included by others, feed.policy united with them: they are no modes.
MODES := $(filter-out feed plain,$(POLICIES:policies/%.policy=%))
# Those for runs of none or one input: of applets that take no more, and the feeder's.
ONE_OPERAND := $(notdir $(patsubst %/,%,$(dir $(shell grep -lE '^ *\.one_operand = true' applets/*/*.c))))
ALONE := $(filter $(foreach a,$(ONE_OPERAND),policies/$a.policy policies/$a-%) policies/feeder%,$(POLICIES))
COMPILED = $(filter-out policies/plain.policy $(ALONE),$(POLICIES)) -- $(ALONE)
# What only some processors can run is in files of its own; cpu.c chooses.
AVX2 = -mavx2 -mbmi -mbmi2 -mpopcnt
AVX512 = $(AVX2) -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512vbmi -mavx512vbmi2
isa = $(if $(filter %_avx2.c,$1),$(AVX2))$(if $(filter %_avx512.c,$1),$(AVX512))
native = $(if $(filter x86_64,$(ARCH)),$1,$(filter-out %_avx2.c %_avx512.c,$1))
LIB := $(wildcard lib/*/*.c lib/*/*/*.c)
SOURCES := $(call native,$(sort $(wildcard core/*.c core/*/*.c) $(LIB) $(foreach a,$(APPLETS),$(wildcard applets/$a/*.c))))
OBJECTS := $(SOURCES:%.c=$B/obj/%.o) $B/obj/gen/table.o $B/obj/gen/filters.o
EXPECTED = policies/expected/$(ARCH)

.PHONY: all packages
all: $B/pillbox

# Before anything is compiled, what is missing for that is named.
packages:
	@CC='$(CC)' HOSTCC='$(HOSTCC)' MUSL_LIB='$(MUSL_LIB)' tools/packages --name build

$B/pillbox: $B/pillbox.debug
	strip -o $@.new $<
	@size=$$(stat -c %s $@.new); [ $$size -le $(SIZE_LIMIT) ] || { echo "$@: $$size bytes, more than $(SIZE_LIMIT)" >&2; exit 1; }
	mv $@.new $@

$B/pillbox.debug: $(OBJECTS) $B/host/sealed core/layout.ld
	@nm -u $(filter $B/obj/applets/%,$(OBJECTS)) | sed -n 's/.* policy_//p' | sort -u >$B/gen/used
	@whole=true; \
	for p in $(filter-out feeder%,$(MODES)); do grep -qx "$$(echo $$p | tr - _)" $B/gen/used || { echo "policies/$$p.policy: no applet answers with it" >&2; whole=false; }; done; $$whole
	@$B/host/sealed $B/gen/sealed.ld $(OBJECTS) >$B/gen/sealed
	$(call link,$B/gen,$(OBJECTS))

$B/obj/%.o: %.c Makefile | packages $B/gen/policies.h $B/gen/table.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) $(call isa,$<) -MMD -MP -c -o $@ $<

$B/obj/gen/%.o: $B/gen/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# The table of applets and the names of policies: written anew each time, but
# left alone where nothing changed. An applet is whole or it is an error.
$B/gen/table.c: FORCE
	@mkdir -p $(@D)
	@whole=true; \
	for a in $(APPLETS); do for f in applets/$$a/$$a.c applets/$$a/$$a.1 policies/$$a.policy tests/$${a}_test.sh; do \
		[ -e $$f ] || { echo "applet $$a: $$f is missing" >&2; whole=false; }; done; done; $$whole
	@{ echo '#include "core/table.h"'; \
	for a in $(APPLETS); do echo "extern const struct applet applet_$$a;"; done; \
	echo 'const struct applet *const applets[] = {'; \
	for a in $(APPLETS); do echo "	&applet_$$a,"; done; \
	echo '};'; echo 'const size_t applet_count = sizeof(applets) / sizeof(applets[0]);'; } >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$B/gen/policies.h: FORCE
	@mkdir -p $(@D)
	@{ echo '#include "core/policy.h"'; \
	for p in $(MODES); do echo "extern const struct policy policy_$$p;" | tr - _; done; } >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# What is compiled, and how: it changes with the applets too.
$B/gen/compiled: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILED)' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

.PHONY: FORCE
FORCE:

# Policies: compiled with libseccomp, here and now, and never in the product.
# The emitted programs must be those that were reviewed and committed.
$B/gen/filters.c: $(POLICIES) $B/gen/compiled $B/host/compile $(wildcard $(EXPECTED)/*.bpf)
	@rm -rf $B/gen/expected && mkdir -p $B/gen/$(EXPECTED:policies/%=%)
	$B/host/compile $@.new $B/gen/$(EXPECTED:policies/%=%) $(COMPILED)
	@diff --no-dereference -ru $(EXPECTED) $B/gen/$(EXPECTED:policies/%=%) || { \
		echo "the filters are not the expected ones: review, then 'make expected'" >&2; exit 1; }
	@mv $@.new $@

.PHONY: expected
expected: $B/host/compile
	@rm -rf $B/gen/expected && mkdir -p $B/gen/$(EXPECTED:policies/%=%) $(EXPECTED)
	$B/host/compile $B/gen/expected.c $B/gen/$(EXPECTED:policies/%=%) $(COMPILED)
	@rm -f $(EXPECTED)/*.bpf && cp -P $B/gen/$(EXPECTED:policies/%=%)/*.bpf $(EXPECTED)/

HOST_BUILD = $(HOSTCC) -std=c11 -D_GNU_SOURCE $(WARN) -I. -I$B/gen
COMPILER := $(filter-out policies/tool/prove% policies/tool/mutate%,$(wildcard policies/tool/*.[ch]))

$B/host/compile: $(COMPILER) $(wildcard lib/bpf/*.[ch] lib/text/*.[ch] lib/utf8/*.[ch]) core/policy.h | packages
	@mkdir -p $(@D)
	$(HOST_BUILD) -O1 -o $@ $(filter %.c,$^) -lseccomp

# The prover walks over the arrays that the product holds; no libseccomp here.
$B/host/prove: $(wildcard policies/tool/prove*.[ch]) core/policy.h $B/gen/filters.c
	@mkdir -p $(@D)
	$(HOST_BUILD) -O1 -o $@ $(filter %.c,$^)

$B/host/mutate: policies/tool/mutate.c $(filter-out policies/tool/prove.c,$(wildcard policies/tool/prove*.[ch])) core/policy.h $B/gen/filters.c
	@mkdir -p $(@D)
	$(HOST_BUILD) -O2 -o $@ $(filter %.c,$^)

# What sealed code refers to, found in the objects before they are linked.
$B/host/sealed: tools/sealed.c core/applet.h lib/cpu/cpu.h | packages
	@mkdir -p $(@D)
	$(HOST_BUILD) -O1 -o $@ $<

# What the suites use: links to the applets, small tools, and the engines under
# the sanitizers.
$B/bin: $B/pillbox
	@rm -rf $@ && mkdir -p $@
	@for name in $$($B/pillbox --list); do ln -s ../pillbox $@/$$name || exit 1; done

$B/tests/%: tests/tool/%.c
	@mkdir -p $(@D)
	$(HOST_BUILD) -O1 -o $@ $(filter %.c,$^) $(LIBS)

$B/tests/miscompile $B/tests/outer: LIBS = -lseccomp

# These know the modes that the binary can be sealed in.
$B/tests/inject $B/tests/walls: tests/tool/lib/copy.c tests/tool/lib/copy.h
$B/tests/inject $B/tests/witness: tests/tool/lib/mode.c tests/tool/lib/mode.h policies/tool/prove_policy.c $B/gen/filters.c

# They run under every limit, or where there is no C library.
$B/tests/inroot $B/tests/breach: HOSTCC = $(CC) -static
$B/tests/witness: private HOSTCC := $(HOSTCC) -static

# Without use-after-return, the default since gcc 13: gcc 14 aligns its frames to 16
# bytes where 64 are needed.
SANITIZE = -g -fsanitize=address,undefined -fno-sanitize-recover=all --param=asan-use-after-return=0

$B/tests/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(HOST_BUILD) -O1 $(SANITIZE) $(call isa,$<) -MMD -MP -c -o $@ $<

# tests/APPLET_engine_test.c or, where one is not enough, tests/APPLET_PART_engine_test.c:
# each with all of the applet's engines and lib/.
applet_of = $(firstword $(subst _, ,$1))
define engine_test
$B/tests/$(1)_engine_test: $(patsubst %.c,$B/tests/obj/%.o,$(call native,tests/$(1)_engine_test.c $(filter-out applets/$(2)/$(2).c,$(wildcard applets/$(2)/*.c)) $(LIB)))
	@mkdir -p $$(@D)
	$$(HOSTCC) $$(SANITIZE) -o $$@ $$^
-include $(patsubst %.c,$B/tests/obj/%.d,tests/$(1)_engine_test.c $(wildcard applets/$(2)/*.c) $(LIB))
endef
ENGINE_TESTS := $(patsubst tests/%_engine_test.c,%,$(sort $(wildcard tests/*_engine_test.c)))
$(foreach t,$(ENGINE_TESTS),$(eval $(call engine_test,$t,$(call applet_of,$t))))

TOOLS = $(patsubst tests/tool/%.c,$B/tests/%,$(wildcard tests/tool/*.c))
BENCH = $B/bench/race $B/bench/empty $B/bench/data $B/bench/pillbox-unsealed $B/bench/pillbox-bare
PROVERS = $B/host/prove $B/host/mutate
TEST_PROGRAMS = $(ENGINE_TESTS:%=$B/tests/%_engine_test) $(TOOLS)

.PHONY: check tests prove lint
check:
	@tools/packages check
	@$(MAKE) --no-print-directory -j2 $B/bin $(PROVERS) $(TEST_PROGRAMS) $(BENCH)
	@$(MAKE) --no-print-directory -j2 lint
	@tests/run $B

# make test SUITES='cat seal' runs some of them.
test: $B/bin $(PROVERS) $(TEST_PROGRAMS) $(BENCH)
	@tests/run $B $(SUITES)

# In minimal roots of Debian 12 and 13, made anew: as root, then as a user.
DEBIANS = bookworm trixie
AS_USER = setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps=-all env HOME=/tmp
.PHONY: check-debians
check-debians:
	@for suite in $(DEBIANS); do echo "$$suite:"; \
	tools/in-debian -n $$suite '.ci/run && make demo && chown -R nobody:nogroup . && $(AS_USER) make demo check' || exit 1; done

# Longer than in check: hexdump and util-linux's on 50,000 cases, formats fuzzed
# for ten minutes. SEED makes others of them.
SEED ?= 2
.PHONY: hexdump-compare hexdump-fuzz
hexdump-compare: $B/bin
	sh tests/hexdump_compare_test.sh 50000 $(SEED)

hexdump-fuzz: $B/tests/hexdump_format_engine_test
	$< 600 $(SEED)

# The seal, property by property: tests/proofs.
prove:
	@tools/packages prove
	@$(MAKE) --no-print-directory -j2 $B/bin $(PROVERS) $(TEST_PROGRAMS)
	@tests/run $B --prove

# Not in check, nor in prove: what it looks for hangs the machine.
.PHONY: storm
storm: $B/pillbox
	@tests/storm $B

C_FILES := $(SOURCES) $(wildcard policies/tool/*.c tools/*.c tests/*.c tests/tool/*.c tests/tool/lib/*.c bench/*.c)
MUSL_INCLUDE = -nostdinc -isystem /usr/include/$(ARCH)-linux-musl -isystem $$(clang -print-resource-dir)/include
LINT_FLAGS = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' $(WARN) $(INCLUDE)

.PHONY: lint-clang lint-tidy lint-cppcheck lint-shell lint-pages lint-tables
lint: lint-clang lint-tidy lint-cppcheck lint-shell lint-pages lint-tables

lint-clang: $B/gen/policies.h $B/gen/filters.c
	@$(foreach f,$(SOURCES) $B/gen/filters.c,clang $(MUSL_INCLUDE) $(LINT_FLAGS) $(call isa,$f) -fsyntax-only $f &&) true
	@for f in $(filter-out $(SOURCES),$(C_FILES)); do clang $(LINT_FLAGS) -fsyntax-only $$f || exit 1; done

VECTOR = $(filter %_avx2.c %_avx512.c,$(SOURCES))

lint-tidy: $B/gen/policies.h
	clang-tidy --quiet $(filter-out $(VECTOR),$(SOURCES)) -- $(MUSL_INCLUDE) $(LINT_FLAGS) 2>/dev/null
	$(if $(VECTOR),clang-tidy --quiet $(VECTOR) -- $(MUSL_INCLUDE) $(LINT_FLAGS) $(AVX512) 2>/dev/null)
	clang-tidy --quiet $(filter-out $(SOURCES),$(C_FILES)) -- $(LINT_FLAGS) 2>/dev/null

lint-cppcheck: $B/gen/policies.h
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr --std=c11 \
		--suppressions-list=.cppcheck-suppressions -I. -I$B/gen $(C_FILES)

lint-shell:
	shellcheck -x tests/*.sh tests/run tests/storm tools/demo tools/in-debian tools/packages .ci/run

lint-pages:
	mandoc -T lint -W warning $(wildcard applets/*/*.1 core/box/*.1)

lint-tables:
	python3 lib/utf8/width.py --check
	python3 lib/dump/number/real.py --check

.PHONY: demo
demo:
	@tools/packages build
	@$(MAKE) --no-print-directory -s -j2 $B/bin
	@tools/demo $B

# The bench. Its pillbox-unsealed has another core/after/enter.c, and says so; nothing
# installs it.
.SECONDARY: $B/obj/bench/unsealed.o $B/obj/bench/bare.o

$B/bench/race $B/bench/empty: $B/bench/%: bench/%.c
	@mkdir -p $(@D)
	musl-gcc -static -std=c11 -D_GNU_SOURCE $(WARN) -O2 -o $@ $<

$B/bench/data: bench/data.c
	@mkdir -p $(@D)
	$(HOST_BUILD) -O2 -o $@ $<

$B/obj/bench/box.o: core/box/box.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -DNAME='"pillbox-unsealed"' -MMD -MP -c -o $@ $<

# unsealed: all layers but the filter. bare: none, to be counted under valgrind.
define bench_program
$B/bench/pillbox-$1: $(filter-out %/$2.o %/core/box/box.o,$(OBJECTS)) $B/obj/bench/$1.o $B/obj/bench/box.o $B/host/sealed core/layout.ld
	@mkdir -p $B/bench/$1
	@$B/host/sealed $B/bench/$1/sealed.ld $$(filter %.o,$$^) >/dev/null
	$$(call link,$B/bench/$1,-s $$(filter %.o,$$^))
endef
$(eval $(call bench_program,unsealed,core/after/enter))
$(eval $(call bench_program,bare,core/seal))

-include $(patsubst %,$B/obj/bench/%.d,unsealed bare box)

.PHONY: bench bench-quick
bench bench-quick:
	@tools/packages bench
	@tools/packages peers || true
	@$(MAKE) --no-print-directory -j2 $B/pillbox $(BENCH)
	bench/run.py $B $(if $(filter bench-quick,$@),--quick) >$B/bench/$@.tsv.new
	@mv $B/bench/$@.tsv.new $B/bench/$@.tsv
	bench/report.py table $B/bench/$@.tsv

# What the last `make bench` has measured becomes what is shown.
.PHONY: bench-keep
bench-keep:
	@mkdir -p bench/results
	cp $B/bench/bench.tsv bench/results/results.tsv
	bench/report.py readme bench/results/results.tsv README.md
	bench/report.py plots bench/results/results.tsv bench/results

.PHONY: instructions-keep
instructions-keep: $B/bench/pillbox-bare $B/bench/data
	bench/instructions.py keep $B

BINDIR = $(DESTDIR)$(PREFIX)/bin
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1

# The pages go by pillbox-NAME, so that they hide no page of the system.
.PHONY: install uninstall
install: $B/pillbox
	install -d $(BINDIR) $(MANDIR)
	install -m 755 $B/pillbox $(BINDIR)/pillbox
	install -m 644 core/box/pillbox.1 $(MANDIR)/pillbox.1
	for a in $(APPLETS); do install -m 644 applets/$$a/$$a.1 $(MANDIR)/pillbox-$$a.1; done
	@echo "the applets are linked where you say: pillbox --install -s DIR"

uninstall:
	rm -f $(BINDIR)/pillbox $(MANDIR)/pillbox.1 $(APPLETS:%=$(MANDIR)/pillbox-%.1)

.PHONY: help
help:
	@echo 'make             build/pillbox'
	@echo 'make demo        build it, and show the applets at work, sealed'
	@echo 'make check       build it, lint, run all tests, those of make prove too'
	@echo 'make check-debians   the same in minimal Debians 12 and 13, as root and as a user;'
	@echo '                 takes root, the network and a few minutes to make each'
	@echo 'make test        the tests alone; SUITES="cat seal" for some of them'
	@echo 'make hexdump-compare, hexdump-fuzz   the long form of two tests; SEED=N'
	@echo 'make lint        compilers, analysers, shellcheck, man pages'
	@echo 'make prove       the seal, property by property, with counts'
	@echo 'make storm       start 2,000 sealed processes, and 100 at once; some kernels hang'
	@echo 'make bench       time it beside its peers; make bench-quick: a short form'
	@echo 'make expected    write policies/expected anew, for review'
	@echo 'make install     to PREFIX ($(PREFIX)), under DESTDIR'
	@echo 'make uninstall   what install has put there'
	@echo 'make clean       remove build/'
	@echo 'CC, CFLAGS, HOSTCC, MUSL_LIB, PREFIX, DESTDIR are honoured.'

.PHONY: clean
clean:
	rm -rf $B
