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
SOURCES := $(sort $(wildcard core/*.c core/*/*.c lib/*.c) $(foreach a,$(APPLETS),$(wildcard applets/$a/*.c)))
OBJECTS := $(SOURCES:%.c=$B/obj/%.o) $B/obj/gen/table.o $B/obj/gen/filters.o

.PHONY: all
all: $B/pillbox

$B/pillbox: $B/pillbox.debug
	strip -o $@ $<

$B/pillbox.debug: $(OBJECTS)
	$(LINK) -o $@ $(MUSL_LIB)/rcrt1.o $(MUSL_LIB)/crti.o $(OBJECTS) $(MUSL_LIB)/libc.a -lgcc $(MUSL_LIB)/crtn.o

$B/obj/%.o: %.c $B/gen/policies.h
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$B/obj/gen/%.o: $B/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

$B/host/%: policies/tool/%.c
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -I. -o $@ $< -lseccomp

.PHONY: clean
clean:
	rm -rf $B
