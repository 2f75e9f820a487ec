# pillbox: `make demo` shows it, `make check` tests it, `make help` lists the rest, by the
# lines that begin with "#:".

VERSION = 0.1.0

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
ARCH := $(shell uname -m)

#: V=1 shows the commands. CC (musl-gcc, gcc, clang), CPPFLAGS, CFLAGS, LDFLAGS, HOSTCC,
#: MUSL_LIB, MUSL_INCLUDE, PREFIX, BINDIR, MANDIR and DESTDIR are honoured.
CC := $(if $(filter default,$(origin CC)),musl-gcc,$(CC))
HOSTCC ?= gcc
MUSL_LIB ?= /usr/lib/$(ARCH)-linux-musl
MUSL_INCLUDE ?= /usr/include/$(ARCH)-linux-musl
# The most bytes of the stripped binary.
SIZE_LIMIT = $(if $(filter -O0,$(CFLAGS)),16777216,786432)
B = build

ifeq ($(origin CFLAGS),undefined)
CFLAGS = -O2
# Code that runs once, or once an input, is compiled for size.
ONCE = core/before/ core/box/ core/main core/seal core/after/feed lib/bpf/ lib/dump/format/ lib/text/
$(foreach s,$(ONCE),$B/obj/$s%): CFLAGS = -Os
endif

# $(call say,CC,FILE) begins a recipe line. It prints "CC FILE" instead of the line, with
# V=1 the line, with -s nothing.
say = $(if $V,,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),,echo '$1 $2' && ))
# $(call once,NAME,COMMAND): the command's output. It runs at the first use: `make help`
# needs no compiler.
once = $(eval $1 := $(shell $2))$($1)
# $(call known,NAME,OPTION): the option, if the compiler knows it.
known = $(call once,$1,if said=$$($(CC) -Werror $2 -fsyntax-only -x c /dev/null 2>&1); then echo '$2'; fi)

WARN = -Wall -Wextra -Wshadow -Wvla -Wundef -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wimplicit-fallthrough
# The headers of musl, the compiler and the kernel, and none of glibc's.
COMPILER_INCLUDE = $(call once,COMPILER_INCLUDE,$(CC) -print-file-name=include)
INCLUDE = -I. -I$B/gen -nostdinc -isystem $(MUSL_INCLUDE) -isystem $(COMPILER_INCLUDE) -isystem $B/gen/kernel
STANDARD = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"'
# For the product, whatever CFLAGS says. clang would turn memcmp into bcmp, which sealed
# code must not call.
FLAGS = $(STANDARD) $(WARN) $(INCLUDE) -fPIE -fvisibility=hidden -fstack-protector-strong -fno-builtin-bcmp \
	-fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -ftree-vectorize $(COSTS) $(ZEROS) $(HERE)
COSTS = $(call known,COSTS,-fvect-cost-model=dynamic)
# Debug information does not name the folder of the build.
HERE = -ffile-prefix-map='$(CURDIR)'=.
# Variables begin as zeros, except those that are UNSET (lib/unset.h): since gcc 12, clang 16.
ZEROS = $(call known,ZEROS,-ftrivial-auto-var-init=zero)
# What only some processors can run has files of its own; lib/cpu chooses.
AVX2 = -mavx2 -mbmi -mbmi2 -mpopcnt
AVX512 = $(AVX2) -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512vbmi -mavx512vbmi2
SHA = -msse4.1 -msha
CLMUL = -msse4.1 -mpclmul
VCLMUL = $(AVX512) -mpclmul -mvpclmulqdq
isa = $(if $(filter %_avx2.c,$1),$(AVX2))$(if $(filter %_avx512.c,$1),$(AVX512))$(if $(filter %_sha.c,$1),$(SHA))$(if \
	$(filter %_clmul.c,$1),$(CLMUL))$(if $(filter %_vclmul.c,$1),$(VCLMUL))
native = $(if $(filter x86_64,$(ARCH)),$1,$(filter-out %_avx2.c %_avx512.c %_sha.c %_clmul.c %_vclmul.c,$1))
# tools/sealed.c reads the objects, so they hold machine code whatever CFLAGS says.
COMPILE = $(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) -fno-lto $(call isa,$<) -MMD -MP -c -o $@

# musl-gcc's specs would name an interpreter.
LIBGCC = $(call once,LIBGCC,$(CC) -print-libgcc-file-name)
LINKER = $(HOSTCC)
STRIP = strip
LINK = $(LINKER) -static-pie -nostdlib -nostartfiles -Wl,-T,core/layout.ld,--no-dynamic-linker \
	-Wl,-z,relro,-z,now,-z,text,-z,noexecstack,--gc-sections,--build-id=none $(LDFLAGS)
# $(call link,FOLDER,OBJECTS): the folder has sealed.ld, the list of sealed code.
link = $(LINK) -L$1 -o $@ $(MUSL_LIB)/rcrt1.o $(MUSL_LIB)/crti.o $2 $(MUSL_LIB)/libc.a $(LIBGCC) $(MUSL_LIB)/crtn.o

SOURCES := $(call native,$(sort $(wildcard core/*.c core/*/*.c core/*/*/*.c applets/*/*.c lib/*/*.c lib/*/*/*.c)))
OBJECTS := $(SOURCES:%.c=$B/obj/%.o) $B/obj/gen/table.o $B/obj/gen/filters.o $B/obj/gen/sets.o
# Of these, the options and runs of applets; their other files are engines.
OWN := $(foreach a,$(wildcard applets/*/),$a$(notdir $(a:/=)).c $(wildcard $aoptions.c))
PAGES := $(wildcard applets/*/*.1 core/box/confine/*.1)
# What is built and tested.
ARCHES = x86_64 aarch64
$(if $(filter $(ARCH),$(ARCHES)),,$(error $(ARCH): no architecture that pillbox is built for; those are $(ARCHES)))

# No rules but those here: one of make's own would copy tests/seal/modes.sh over modes.
.SUFFIXES:

.PHONY: all packages demo clean help FORCE
#: make             build/pillbox
all: $B/pillbox

# Names the packages that are missing before anything is compiled.
packages:
	@CC='$(CC)' HOSTCC='$(HOSTCC)' MUSL_LIB='$(MUSL_LIB)' tools/packages --name build

$B/pillbox: $B/pillbox.debug $(PAGES)
	$(call say,STRIP,$@)$(STRIP) -o $@.new $<
	@tools/names $(EMULATOR) $@.new
	@size=$$(stat -c %s $@.new); [ $$size -le $(SIZE_LIMIT) ] || { \
		echo "$@: $$size bytes, more than $(SIZE_LIMIT)" >&2; exit 1; }
	@mv $@.new $@

$B/pillbox.debug: $(OBJECTS) $B/gen/sealed.ld core/layout.ld
	$(call say,LD,$@)$(call link,$B/gen,$(OBJECTS))

define compile
@mkdir -p $(@D)
$(call say,CC,$<)$(COMPILE) $<
endef
$B/obj/%.o: %.c $B/gen/flags | $B/gen/policies.h
	$(compile)

$B/obj/gen/%.o: $B/gen/%.c $B/gen/flags
	$(compile)

-include $(OBJECTS:.o=.d)

# The compiler and its options. If they change, everything is compiled again.
quote = '$(subst ','\'',$1)'
$B/gen/flags: FORCE | packages
	@mkdir -p $(@D)/kernel && ln -sfn -t $(@D)/kernel /usr/include/linux /usr/include/asm-generic \
		$(firstword $(wildcard /usr/include/$(ARCH)-linux-gnu/asm /usr/$(ARCH)-linux-gnu/include/asm \
		/usr/include/asm))
	@echo $(call quote,$(CC) $(FLAGS) $(CPPFLAGS) $(CFLAGS) $(LINK)) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# A link for each name of an applet.
$B/bin: $B/pillbox
	@rm -rf $@ && mkdir -p $@
	@for name in $$($(EMULATOR) $B/pillbox --list); do ln -s ../pillbox $@/$$name || exit 1; done

#: make demo        show the applets at work, sealed
demo:
	@tools/packages build
	@$(MAKE) --no-print-directory -s -j2 $B/bin
	@tools/demo $B

#: make clean       remove build/
clean:
	rm -rf $B

include tools/rules.mk policies/rules.mk bench/rules.mk tests/rules.mk tools/cross.mk dist/rules.mk

help:
	@sed -n 's/^#: //p' Makefile policies/rules.mk dist/rules.mk tests/rules.mk tools/cross.mk bench/rules.mk
