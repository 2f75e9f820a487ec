# For AArch64, on another machine.

# Debian's cross compiler, and its musl-dev of arm64, which is unpacked, not installed. Outline
# atomics would have libgcc look at the processor's features at each start.
CROSS = aarch64
CROSS_B = $B/$(CROSS)
CROSS_CC = $(CROSS)-linux-gnu-gcc
CROSS_MUSL = $(CROSS_B)/musl/usr
CROSS_MAKE = $(MAKE) --no-print-directory -j2 ARCH=$(CROSS) B=$(CROSS_B) \
	CC='$(CROSS_CC) -mno-outline-atomics' LINKER=$(CROSS_CC) STRIP=$(CROSS)-linux-gnu-strip EMULATOR=qemu-$(CROSS) \
	MUSL_LIB=$(CROSS_MUSL)/lib/$(CROSS)-linux-musl MUSL_INCLUDE=$(CROSS_MUSL)/include/$(CROSS)-linux-musl

.PHONY: cross
#: make cross       build/aarch64/pillbox; fetches musl for it from the network, once
cross: $(CROSS_MUSL)
	@tools/packages cross
	@$(CROSS_MAKE) $(CROSS_B)/bin

$(CROSS_MUSL):
	$(call say,DEBS,$@)tools/debs $(CROSS_B)/musl arm64 $$(. /etc/os-release && echo $$VERSION_CODENAME) musl-dev
