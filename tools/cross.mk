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

# ---- guests ----------------------------------------------------------------------------

# Kernels of Debian 12 and of Debian 13's backports, those without drivers for hardware, and a
# shell.
GUESTS = $B/guests
DEBIAN_aarch64 = arm64
DEBIAN_x86_64 = amd64
KERNEL_SUITES = bookworm trixie-backports
KERNELS = $(foreach a,$(ARCHES),$(foreach s,$(KERNEL_SUITES),$(GUESTS)/$a-$s))
$(KERNELS): $(GUESTS)/%:
	$(call say,DEBS,$@)a=$* && tools/debs -d '^linux-(image|binary)-[0-9]' $@ $(DEBIAN_$(firstword $(subst -, ,$*))) \
		$${a#*-} linux-image-cloud-$(DEBIAN_$(firstword $(subst -, ,$*)))
SHELLS = $(ARCHES:%=$(GUESTS)/%-shell)
$(SHELLS): $(GUESTS)/%-shell:
	$(call say,DEBS,$@)tools/debs $@ $(DEBIAN_$*) bookworm busybox-static

# What the cases write on this machine, whose applets the suites have tested.
$(GUESTS)/cases: $B/bin $(wildcard tests/cross/*.sh tests/*/modes tests/*/commands)
	@rm -rf $@.new $@ && mkdir -p $@.new/results
	@sh tests/cross/cases.sh "$$($B/pillbox --list)" $@.new/files >$@.new/cases
	@cp -R $@.new/files $@.new/work && cd $@.new/work && \
		sh $(CURDIR)/tests/cross/run.sh record $(CURDIR)/$B/bin ../files ../cases ../results
	@mv $@.new $@

.PHONY: check-cross check-guests
#: make check-cross   check-dist and check-guests: all that is shipped, for both architectures
check-cross:
	@$(MAKE) --no-print-directory check-dist
	@$(MAKE) --no-print-directory check-guests

#: make check-guests  boot kernels of Debian 12 and 13, for AArch64 and x86-64, under qemu, and
#:                  test pillbox there; fetches kernels and shells from the network, once
check-guests: $(SHELLS) $(KERNELS)
	@tools/packages check-guests
	@$(MAKE) --no-print-directory cross
	@$(MAKE) --no-print-directory -j2 $B/bin $B/tests/inject $(GUESTS)/cases
	@$(CROSS_MAKE) HOSTCC='$(CROSS_CC) -static' $(CROSS_B)/tests/inject
	@tests/cross/check.sh $B $(CROSS)
