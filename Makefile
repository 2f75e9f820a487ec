# pillbox: `make demo` shows it, `make check` proves it; `make help` lists the rest.

VERSION = 0.1.0

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
ARCH := $(shell uname -m)

ifeq ($(origin CC),default)
CC = musl-gcc
endif
HOSTCC ?= gcc
CFLAGS ?= -O2
# Of the stripped binary, in bytes; -O0 takes what it takes.
SIZE_LIMIT = $(if $(filter -O0,$(CFLAGS)),4194304,409600)
MUSL_LIB ?= /usr/lib/$(ARCH)-linux-musl
MUSL_INCLUDE ?= /usr/include/$(ARCH)-linux-musl

B = build

# $(call say,CC,FILE) begins a recipe's line: "CC FILE" is shown in its place, with V=1
# the line itself, with -s neither.
say = $(if $V,,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),,echo '$1 $2' && ))
# $(call once,NAME,COMMAND): what a command says, run when NAME is first used, not before
# `make help` or where the compiler is still to be installed.
once = $(eval $1 := $(shell $2))$($1)
# $(call known,NAME,OPTION): the option, if the compiler knows it; once as well.
known = $(call once,$1,$(CC) $2 -fsyntax-only -x c /dev/null 2>&1 | grep -q . || echo '$2')

WARN = -Wall -Wextra -Wshadow -Wvla -Wundef -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wimplicit-fallthrough
# Only musl's headers, the compiler's own and the kernel's: of glibc's none by accident.
COMPILER_INCLUDE = $(call once,COMPILER_INCLUDE,$(CC) -print-file-name=include)
INCLUDE = -I. -I$B/gen -nostdinc -isystem $(MUSL_INCLUDE) -isystem $(COMPILER_INCLUDE) -isystem $B/gen/kernel
STANDARD = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"'
# What the product is compiled with, whatever CFLAGS says.
FLAGS = $(STANDARD) $(WARN) $(INCLUDE) -fPIE -fvisibility=hidden -fstack-protector-strong \
	-fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -fno-builtin-bcmp -ftree-vectorize $(ZEROS) $(COSTS)
# clang would call bcmp for memcmp, which sealed code may not. gcc 11 and clang 15 cannot have
# variables begin as zeros (lib/unset.h); clang weighs no costs.
ZEROS = $(call known,ZEROS,-ftrivial-auto-var-init=zero)
COSTS = $(call known,COSTS,-fvect-cost-model=dynamic)
# What only some processors can run is in files of its own; lib/cpu chooses.
AVX2 = -mavx2 -mbmi -mbmi2 -mpopcnt
AVX512 = $(AVX2) -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512vbmi -mavx512vbmi2
isa = $(if $(filter %_avx2.c,$1),$(AVX2))$(if $(filter %_avx512.c,$1),$(AVX512))
native = $(if $(filter x86_64,$(ARCH)),$1,$(filter-out %_avx2.c %_avx512.c,$1))
COMPILE = $(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) $(call isa,$<) -MMD -MP -c -o $@

# A static PIE by hand: musl-gcc's own specs would name an interpreter.
LIBGCC = $(call once,LIBGCC,$(CC) -print-libgcc-file-name)
LINK = $(HOSTCC) -static-pie -nostdlib -nostartfiles -Wl,-T,core/layout.ld,--no-dynamic-linker,-z,relro,-z,now,-z,text,-z,noexecstack,--gc-sections,--build-id=none $(LDFLAGS)
# $(call link,FOLDER,OBJECTS): by the list of sealed code, sealed.ld, in that folder.
link = $(LINK) -L$1 -o $@ $(MUSL_LIB)/rcrt1.o $(MUSL_LIB)/crti.o $2 $(MUSL_LIB)/libc.a $(LIBGCC) $(MUSL_LIB)/crtn.o

LIB := $(wildcard lib/*/*.c lib/*/*/*.c)
SOURCES := $(call native,$(sort $(wildcard core/*.c core/*/*.c applets/*/*.c) $(LIB)))
OBJECTS := $(SOURCES:%.c=$B/obj/%.o) $B/obj/gen/table.o $B/obj/gen/filters.o
PAGES := $(wildcard applets/*/*.1)
POLICIES := $(wildcard policies/*.policy)
EXPECTED = policies/expected/$(ARCH)

.PHONY: all packages FORCE
all: $B/pillbox

# Before anything is compiled, what is missing for that is named.
packages:
	@CC='$(CC)' HOSTCC='$(HOSTCC)' MUSL_LIB='$(MUSL_LIB)' tools/packages --name build

$B/pillbox: $B/pillbox.debug $(PAGES)
	$(call say,STRIP,$@)strip -o $@.new $<
	@tools/names $@.new
	@size=$$(stat -c %s $@.new); [ $$size -le $(SIZE_LIMIT) ] || { echo "$@: $$size bytes, more than $(SIZE_LIMIT)" >&2; exit 1; }
	@mv $@.new $@

$B/pillbox.debug: $(OBJECTS) $B/gen/sealed.ld core/layout.ld
	$(call say,LD,$@)$(call link,$B/gen,$(OBJECTS))

# What sealed code refers to, found in the objects before they are linked.
$B/gen/sealed.ld: $(OBJECTS) $B/host/sealed
	$(call say,SEALED,$@)$B/host/sealed $@ $(OBJECTS) >$B/gen/sealed

$B/obj/%.o: %.c $B/gen/flags | $B/gen/policies.h
	@mkdir -p $(@D)
	$(call say,CC,$<)$(COMPILE) $<

$B/obj/gen/%.o: $B/gen/%.c $B/gen/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(COMPILE) $<

-include $(OBJECTS:.o=.d)

# The compiler and its options: with others, everything is compiled anew.
$B/gen/flags: FORCE | packages
	@mkdir -p $(@D)/kernel && ln -sfn -t $(@D)/kernel /usr/include/linux /usr/include/asm-generic \
		$(firstword $(wildcard /usr/include/$(ARCH)-linux-gnu/asm /usr/include/asm))
	@echo $(call quote,$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) $(LINK)) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

quote = '$(subst ','\'',$1)'

# What there is of applets and policies; an applet is whole or it is an error.
$B/gen/table.c $B/gen/policies.h $B/gen/policies &: FORCE
	@mkdir -p $(@D)
	@tools/table $(@D)

# Policies: compiled with libseccomp, here and now, and never in the product.
# The emitted programs must be those that were reviewed and committed.
EMITTED = $(EXPECTED:policies/%=$B/gen/%)
emit = rm -rf $B/gen/expected && mkdir -p $(EMITTED) && $B/host/compile $1 $(EMITTED) $$(cat $B/gen/policies)

$B/gen/filters.c: $(POLICIES) $B/gen/policies $B/host/compile $(wildcard $(EXPECTED)/*.bpf)
	$(call say,POLICY,$@)$(call emit,$@.new)
	@diff --no-dereference -ru $(EXPECTED) $(EMITTED) || { \
		echo "the filters are not the expected ones: review, then 'make expected'" >&2; exit 1; }
	@mv $@.new $@

.PHONY: expected
expected: $B/gen/policies $B/host/compile
	$(call say,POLICY,$(EXPECTED))$(call emit,$B/gen/expected.c)
	@mkdir -p $(EXPECTED) && rm -f $(EXPECTED)/*.bpf && cp -P $(EMITTED)/*.bpf $(EXPECTED)/

# Programs that the build runs.
HOST_BUILD = $(HOSTCC) -std=c11 -D_GNU_SOURCE $(WARN) -I. -I$B/gen
COMPILER := $(filter-out policies/tool/prove% policies/tool/mutate%,$(wildcard policies/tool/*.[ch]))

$B/host/compile: $(COMPILER) $(wildcard lib/bpf/*.[ch] lib/text/*.[ch] lib/utf8/*.[ch]) core/policy.h | packages
	@mkdir -p $(@D)
	$(call say,HOSTCC,$@)$(HOST_BUILD) -O1 -o $@ $(filter %.c,$^) -lseccomp

$B/host/sealed: tools/sealed.c tools/object.c tools/object.h core/applet.h lib/cpu/cpu.h | packages
	@mkdir -p $(@D)
	$(call say,HOSTCC,$@)$(HOST_BUILD) -O1 -o $@ $(filter %.c,$^)

# Links to the applets, by each of their names.
$B/bin: $B/pillbox
	@rm -rf $@ && mkdir -p $@
	@for name in $$($B/pillbox --list); do ln -s ../pillbox $@/$$name || exit 1; done

.PHONY: demo
demo:
	@tools/packages build
	@$(MAKE) --no-print-directory -s -j2 $B/bin
	@tools/demo $B

# The pages go by pillbox-NAME, so that they hide no page of the system.
.PHONY: install uninstall
MAN1 = $(DESTDIR)$(MANDIR)/man1
install: $B/pillbox
	install -d $(DESTDIR)$(BINDIR) $(MAN1)
	install -m 755 $B/pillbox $(DESTDIR)$(BINDIR)/pillbox
	install -m 644 core/box/pillbox.1 $(MAN1)/pillbox.1
	for page in $(PAGES); do install -m 644 $$page $(MAN1)/pillbox-$${page##*/}; done
	@echo "the applets are linked where you say: pillbox --install -s DIR"

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/pillbox $(MAN1)/pillbox.1 $(addprefix $(MAN1)/pillbox-,$(notdir $(PAGES)))

.PHONY: clean
clean:
	rm -rf $B

include bench/rules.mk tests/rules.mk

.PHONY: help
help:
	@echo 'make             build/pillbox'
	@echo 'make demo        build it, and show the applets at work, sealed'
	@echo 'make check       build it, lint, run all tests, those of make prove too'
	@echo 'make check-debians   the same in minimal Debians 12 and 13, as root and as a user;'
	@echo '                 takes root, the network and a few minutes to make each'
	@echo 'make test        the tests alone; SUITES="cat seal" for some of them'
	@echo 'make long        the long form of those that have one; SUITES, and SEED=N'
	@echo 'make lint        compilers, analysers, shellcheck, man pages'
	@echo 'make prove       the seal, property by property, with counts'
	@echo 'make storm       start 2,000 sealed processes, and 100 at once; some kernels hang'
	@echo 'make bench       time it beside its peers; make bench-quick: a short form'
	@echo 'make expected    write policies/expected anew, for review'
	@echo 'make install     to BINDIR and MANDIR, or PREFIX ($(PREFIX)), under DESTDIR'
	@echo 'make uninstall   what install has put there'
	@echo 'make clean       remove build/'
	@echo 'V=1 shows the commands. CC (musl-gcc, gcc, clang), CPPFLAGS, CFLAGS, LDFLAGS,'
	@echo 'HOSTCC, MUSL_LIB and MUSL_INCLUDE are honoured.'
