# The bench: the programs that are timed, and those that time them.

HOST_BENCH = $B/bench/race $B/bench/empty $B/bench/data $B/bench/prove
BENCH = $(HOST_BENCH) $B/bench/pillbox-unsealed $B/bench/pillbox-bare

$(HOST_BENCH): private OPTIMISE = -O2
$(HOST_BENCH): $B/bench/%: bench/%.c
	$(host_program)

$B/bench/race $B/bench/empty: private HOSTCC = musl-gcc -static
# Run by hand: how long the proof of a filter takes.
$B/bench/prove: $(wildcard lib/prove/*.[ch]) lib/arena.h tests/prove/large.h tests/prove/oracle.h

# They say by their name that they are not the product; nothing installs them.
$B/obj/bench/box.o: private FLAGS += -DNAME='"pillbox-unsealed"'
$B/obj/bench/box.o: core/box/box.c $B/gen/flags | $B/gen/policies.h
	$(compile)

# pillbox-unsealed has all layers but the filter, by another core/after/filter.c;
# pillbox-bare has none, so that valgrind can count its instructions.
define bench_program
$B/bench/pillbox-$1: $(filter-out %/$2.o %/core/box/box.o,$(OBJECTS)) $B/obj/bench/$1.o $B/obj/bench/box.o \
		$B/host/sealed core/layout.ld
	@mkdir -p $B/bench/$1
	@$B/host/sealed $B/bench/$1/sealed.ld $$(filter %.o,$$^) >$B/bench/$1/sealed
	$$(call say,LD,$$@)$$(call link,$B/bench/$1,-s $$(filter %.o,$$^))
endef
$(eval $(call bench_program,unsealed,core/after/filter))
$(eval $(call bench_program,bare,core/seal))

.SECONDARY: $B/obj/bench/unsealed.o $B/obj/bench/bare.o
-include $(patsubst %,$B/obj/bench/%.d,unsealed bare box)

.PHONY: bench bench-quick bench-keep instructions-keep
#: make bench       time pillbox beside other tools; make bench-quick: a short form
bench bench-quick:
	@tools/packages bench
	@tools/packages peers || true
	@$(MAKE) --no-print-directory -j2 $B/pillbox $(BENCH)
	bench/run.py $B $(if $(filter bench-quick,$@),--quick) >$B/bench/$@.tsv.new
	@mv $B/bench/$@.tsv.new $B/bench/$@.tsv
	bench/report.py table $B/bench/$@.tsv

#: make bench-keep  show in the README what the last make bench has measured
bench-keep:
	@mkdir -p bench/results
	cp $B/bench/bench.tsv bench/results/results.tsv
	bench/report.py readme bench/results/results.tsv README.md bench/results/README.md
	bench/report.py plots bench/results/results.tsv bench/results

#: make instructions-keep   count each engine's instructions, and keep the counts
instructions-keep: $B/bench/pillbox-bare $B/bench/data
	bench/instructions.py keep $B
