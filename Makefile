# pillbox: `make demo` shows it, `make check` proves it; `make help` lists the rest.

VERSION = 0.1.0
SIZE_LIMIT = 102400

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
FLAGS = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' $(WARN) $(INCLUDE) -fPIE -fvisibility=hidden -fstack-protector-strong \
	-fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -ftree-vectorize -fvect-cost-model=dynamic
# A static PIE by hand: musl-gcc's own specs would name an interpreter.
LINK = $(HOSTCC) -static-pie -nostdlib -nostartfiles -Wl,--no-dynamic-linker,-z,relro,-z,now,-z,text,-z,noexecstack,--gc-sections,--build-id=none

APPLETS := $(sort $(notdir $(patsubst %/,%,$(wildcard applets/*/))))
POLICIES := $(sort $(wildcard policies/*.policy))
MODES := $(filter-out feed,$(POLICIES:policies/%.policy=%))
SOURCES := $(sort $(wildcard core/*.c core/*/*.c lib/*.c) $(foreach a,$(APPLETS),$(wildcard applets/$a/*.c)))
OBJECTS := $(SOURCES:%.c=$B/obj/%.o) $B/obj/gen/table.o $B/obj/gen/filters.o
EXPECTED = policies/expected/$(ARCH)

.PHONY: all
all: $B/pillbox

$B/pillbox: $B/pillbox.debug
	strip -o $@.new $<
	@size=$$(stat -c %s $@.new); [ $$size -le $(SIZE_LIMIT) ] || { echo "$@: $$size bytes, more than $(SIZE_LIMIT)" >&2; exit 1; }
	mv $@.new $@

$B/pillbox.debug: $(OBJECTS)
	@nm -u $(filter $B/obj/applets/%,$(OBJECTS)) | sed -n 's/.* policy_//p' | sort -u >$B/gen/used
	@for p in $(MODES); do grep -qx "$$(echo $$p | tr - _)" $B/gen/used || { echo "policies/$$p.policy: no applet answers with it" >&2; exit 1; }; done
	$(LINK) -o $@ $(MUSL_LIB)/rcrt1.o $(MUSL_LIB)/crti.o $(OBJECTS) $(MUSL_LIB)/libc.a -lgcc $(MUSL_LIB)/crtn.o

$B/obj/%.o: %.c Makefile | $B/gen/policies.h
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$B/obj/gen/%.o: $B/gen/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# The table of applets and the names of policies: written anew each time, but
# left alone where nothing changed. An applet is whole or it is an error.
$B/gen/table.c: FORCE
	@mkdir -p $(@D)
	@for a in $(APPLETS); do for f in applets/$$a/$$a.c applets/$$a/$$a.1 policies/$$a.policy tests/$${a}_test.sh; do \
		[ -e $$f ] || { echo "applet $$a: $$f is missing" >&2; exit 1; }; done; done
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

.PHONY: FORCE
FORCE:

# Policies: compiled with libseccomp, here and now, and never in the product.
# The emitted programs must be those that were reviewed and committed.
$B/gen/filters.c: $(POLICIES) $B/host/compile $(wildcard $(EXPECTED)/*.bpf)
	@rm -rf $B/gen/expected && mkdir -p $B/gen/$(EXPECTED:policies/%=%)
	$B/host/compile $@.new $B/gen/$(EXPECTED:policies/%=%) $(POLICIES)
	@diff -ru $(EXPECTED) $B/gen/$(EXPECTED:policies/%=%) || { \
		echo "the filters are not the expected ones: review, then 'make expected'" >&2; exit 1; }
	@mv $@.new $@

.PHONY: expected
expected: $B/host/compile
	@rm -rf $B/gen/expected && mkdir -p $B/gen/$(EXPECTED:policies/%=%) $(EXPECTED)
	$B/host/compile $B/gen/expected.c $B/gen/$(EXPECTED:policies/%=%) $(POLICIES)
	@rm -f $(EXPECTED)/*.bpf && cp $B/gen/$(EXPECTED:policies/%=%)/*.bpf $(EXPECTED)/

HOST_BUILD = $(HOSTCC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -I.

$B/host/compile: $(filter-out policies/tool/prove%,$(wildcard policies/tool/*.[ch])) core/policy.h
	@mkdir -p $(@D)
	$(HOST_BUILD) -o $@ $(filter %.c,$^) -lseccomp

$B/host/prove: $(wildcard policies/tool/prove*.[ch]) core/policy.h $B/gen/filters.c
	@mkdir -p $(@D)
	$(HOST_BUILD) -o $@ $(filter %.c,$^)

.PHONY: clean
clean:
	rm -rf $B
