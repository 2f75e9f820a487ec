# The policies: their compiler, the filters that it makes of them, and the prover.

POLICIES := $(wildcard policies/*.policy)
SETS := $(wildcard policies/sets/*.policy)
COMPILER := $(filter-out policies/tool/prove% policies/tool/mutate%,$(wildcard policies/tool/*.[ch]))

# libseccomp compiles the policies here, and is never part of the product.
$B/host/compile: private LIBS = -lseccomp
$B/host/compile: $(COMPILER) $(wildcard $(foreach d,bpf number text utf8,lib/$d/*.[ch])) core/policy.h | packages
	$(host_program)

# The programs must be those that were reviewed and committed.
# $(call emit,ARCHITECTURE,FILE)
EXPECTED = policies/expected
EMITTED = $B/gen/expected
emit = rm -rf $(EMITTED)/$1 && mkdir -p $(EMITTED)/$1 && $B/host/compile $1 $2 $(EMITTED)/$1 $$(cat $B/gen/policies)

$B/gen/filters.c: $(POLICIES) $B/gen/policies $B/host/compile $(wildcard $(EXPECTED)/$(ARCH)/*.bpf)
	$(call say,POLICY,$@)$(call emit,$(ARCH),$@.new)
	@diff --no-dereference -ru $(EXPECTED)/$(ARCH) $(EMITTED)/$(ARCH) || { \
		echo "the filters are not the expected ones: review, then 'make expected'" >&2; exit 1; }
	@mv $@.new $@

# The sets of confine, by its own parser.
$B/host/sets: tools/sets.c $(foreach f,calls constants memory parse token,core/box/confine/$f.c) \
		$(wildcard core/box/confine/*.h) | packages
	$(host_program)

$B/gen/sets.c: $(SETS) $B/host/sets
	@mkdir -p $(@D)
	$(call say,SETS,$@)$B/host/sets $(SETS) >$@.new && mv $@.new $@

.PHONY: expected
#: make expected    write policies/expected again, for review
expected: $B/gen/policies $B/host/compile
	$(call say,POLICY,$(EXPECTED))$(foreach a,$(ARCHES),$(call emit,$a,$B/gen/expected.c) && )true
	@rm -rf $(EXPECTED) && mkdir $(EXPECTED) && cp -RP $(addprefix $(EMITTED)/,$(ARCHES)) $(EXPECTED)/

# The prover reads the arrays that the product holds, and needs no libseccomp.
PROVER := $(wildcard policies/tool/prove*.c lib/prove/*.c)
PROVERS = $B/host/prove $B/host/mutate
$B/host/prove: $(PROVER)
$B/host/mutate: policies/tool/mutate.c $(filter-out policies/tool/prove.c,$(PROVER))
$B/host/mutate: private OPTIMISE = -O2
$(PROVERS): $(wildcard policies/tool/prove*.h lib/prove/*.h) lib/arena.h core/policy.h $B/gen/filters.c
	$(host_program)
