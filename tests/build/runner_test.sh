#!/bin/sh
# The tests themselves: a missing link to an applet, a level that the processor lacks and
# a kernel that starts no sealed process are never counted as successes. And what make
# installs or names if packages are missing.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
unset SUITES # of a make that runs this
TOP=$(cd "$tests/.." && pwd)

oneTimeSetUp() {
	mkdir -p tests/some tests/fine tests/hang build/tests
	cp "$tests/run" "$tests/lib.sh" "$tests/starts.sh" "$tests/suites.sh" tests/
	printf 'some\tproperty\n' >tests/proofs
	cp "$PILLBOX" build/
	# shunit2 looks for the names of tests in this file too.
	sed 's/NAME/testSome/' >tests/some/test.sh <<-'END'
		. "${0%/*}/../lib.sh"
		NAME() {
			same 'words' 'echo a b | wc -w'
		}
		. shunit2
	END
}

runner() {
	env -u PILLBOX tests/run build "$@"
}

links() {
	rm -rf build/bin && mkdir build/bin && build/pillbox --install build/bin
}

# suite_of_ours: runs it; leaves its output in said, and adds its status
suite_of_ours() {
	PILLBOX=$T/build/pillbox timeout 60 "$@" sh tests/some/test.sh >said 2>&1
	echo "status $?" >>said
}

testMissingLinks() {
	links
	suite_of_ours env
	assertEquals 'passes with all links' 'cases 1 0
status 0' "$(grep '^cases\|^status' said)"
	for name in $("$PILLBOX" --list); do
		links
		rm "build/bin/$name"
		suite_of_ours env
		assertEquals "without $name" "test.sh: $T/build/bin/$name: missing: make build/bin
status 1" "$(cat said)"
	done
	links
	rm build/bin/wc
	ln -s /usr/bin/wc build/bin/wc
	suite_of_ours env
	assertEquals 'with the system tool' "test.sh: $T/build/bin/wc: not $T/build/pillbox: make build/bin
status 1" "$(cat said)"
	rm -r build/bin
	assertEquals 'the runner fails too' "FAIL some 1
0 passed, 1 failed" "$(runner some | sed -n '1s/$/ 1/p; $p')"
	mv build/pillbox elsewhere
	suite_of_ours env
	assertEquals 'without the binary' 'status 1' "$(tail -n 1 said)"
	assertFalse 'counts no cases' 'grep -q ^cases said'
	mv elsewhere build/pillbox
}

testNoSuchSuite() {
	links
	mv build/tests elsewhere
	assertEquals 'fails, and runs the others' 'rev: no such suite
ok   some: 1
1 passed, 1 failed
status 1' "$(runner rev some 2>&1; echo "status $?")"
	mv elsewhere build/tests
}

testLevels() {
	links
	printf 'flags\t\t: fpu popcnt bmi1 bmi2 avx2\n' >avx2_only
	printf 'flags\t\t: fpu popcnt bmi1 bmi2 avx2 avx512f avx512bw avx512dq avx512vl avx512vbmi avx512_vbmi2\n' >all
	suite_of_ours env PILLBOX_CPU=avx512 CPUINFO=avx2_only
	assertEquals 'lacks it' 'skipped: this processor has no avx512
cases 0 0
status 0' "$(cat said)"
	for missing in '' popcnt avx512vl avx512_vbmi2; do
		sed "s/ $missing\$//; s/ $missing / /" all >some
		suite_of_ours env PILLBOX_CPU=avx512 CPUINFO=some
		assertEquals "without $missing" "cases $([ -n "$missing" ] && echo 0 || echo 1) 0" \
			"$(grep ^cases said)"
	done
	suite_of_ours env PILLBOX_CPU=avx2 CPUINFO=avx2_only
	assertEquals 'has it' 'cases 1 0' "$(grep '^cases\|skipped' said)"
	assertEquals 'the runner shows it' 'ok   some: 0
	skipped: this processor has no avx512
0 passed, 0 failed' "$(PILLBOX_CPU=avx512 CPUINFO=avx2_only runner some)"
	for t in tests/bases/encode_engine_test tests/dump/number_engine_test tests/dump/vector_engine_test; do
		PILLBOX_CPU=plain timeout 60 "${PILLBOX%/*}/$t" >said
		assertEquals "$t" 'skipped: no avx2 to test the engines on
skipped: no avx512 to test the engines on' "$(grep '^skipped' said)"
	done
}

# A binary that sleeps stands in for one that the kernel does not start. It ends by
# itself.
hangs() {
	rm -f build/pillbox hung
	cat >build/pillbox <<-END
		#!/bin/sh
		[ ! -e $T/hung ] || exec sleep 9
		exec $PILLBOX "\$@"
	END
	chmod 755 build/pillbox
}

testHungKernel() {
	hangs
	printf 'echo cases 3 0\n' >tests/fine/test.sh
	printf ': >hung; echo cases 5 0\n' >tests/hang/test.sh
	assertEquals 'goes on while all is well' 'ok   fine: 3
ok   fine: 3
6 passed, 0 failed' "$(runner fine fine; echo $? >status)"
	assertEquals 'and succeeds' 0 "$(cat status)"
	begun=$(date +%s)
	runner hang fine >said 2>&1
	assertEquals 'fails' 1 $?
	assertTrue 'after 5 seconds' "[ $(($(date +%s) - begun)) -ge 5 ]"
	assertTrue 'and does not wait' "[ $(($(date +%s) - begun)) -lt 9 ]"
	assertEquals 'between suites' 'ok   hang: 5
STOP no sealed run starts within 5 seconds
5 passed, 1 failed' "$(sed 's/^\(STOP[^:]*\):.*/\1/' said)"
	assertTrue 'says how it looks' 'grep -q bpf_prog_pack said'
	runner fine >said 2>&1
	assertEquals 'at the begin' '0 passed, 1 failed' "$(sed 1d said)"
	# Nothing waits for the hanging process, not even a reader of the runner's output.
	begun=$(date +%s)
	runner fine 2>&1 | cat >said
	assertTrue 'holds no pipe open' "[ $(($(date +%s) - begun)) -lt 8 ]"
	suite_of_ours env
	assertTrue "a suite by itself: $(cat said)" 'grep -q "^status [^0]" said'
	rm build/pillbox
	cp "$PILLBOX" build/
}

# ---- make ------------------------------------------------------------------

# tools_without TOOL...: makes a PATH of the system's tools without these. apt-get notes
# what it should install, and fails; sudo runs its arguments.
tools_without() {
	rm -rf tools && mkdir tools
	for folder in /usr/sbin /usr/bin; do
		find "$folder" -maxdepth 1 -exec ln -sf -t tools {} +
	done
	for tool in apt-get sudo "$@"; do
		rm -f "tools/$tool"
	done
	printf '#!/bin/sh\necho "$*" >>%s/asked\nexit 1\n' "$T" >tools/apt-get
	printf '#!/bin/sh\n[ "$1" != -n ] || shift\nexec "$@"\n' >tools/sudo
	chmod 755 tools/apt-get tools/sudo
	rm -f asked
}

# make_without ARGUMENTS TOOL...: what it says, and in asked what it would have installed
make_without() {
	target=$1
	shift
	tools_without "$@"
	# shellcheck disable=SC2086
	(cd copy && PATH=$T/tools timeout 60 make -s $target) >said 2>&1
}

testPackages() {
	mkdir copy
	cp -r "$TOP/Makefile" "$TOP/applets" "$TOP/core" "$TOP/lib" "$TOP/policies" "$TOP/tools" "$TOP/bench" "$TOP/dist" \
		"$tests" copy/
	make_without all musl-gcc strip
	assertEquals 'fails' 2 $?
	assertEquals 'names them' 'missing packages; as root: apt-get install binutils musl-tools' "$(sed -n 1p said)"
	assertEquals 'and nothing else' 1 "$(grep -vc '^make: ' said)"
	assertFalse 'installs nothing' '[ -e asked ]'
	for target in prove check test lint long; do
		make_without $target shunit2 strace
		assertNotEquals "$target: needs them" 0 $?
		assertEquals "$target: installs" '-q update' "$(cat asked)"
		assertEquals "$target: what" 'installing: shunit2 strace' "$(sed -n 1p said)"
	done
	make_without 'test SUITES=cat' shunit2 strace
	assertEquals 'what any suite needs' 'installing: shunit2' "$(sed -n 1p said)"
	make_without storm musl-gcc
	assertEquals 'storm: what' 'installing: musl-tools' "$(sed -n 1p said)"
	for target in bench bench-quick; do
		make_without $target python3 musl-gcc
		assertNotEquals "$target: needs it" 0 $?
		assertEquals "$target: what" 'installing: musl-tools python3' "$(sed -n 1p said)"
	done
	# The variables of the Makefile tell which compiler and folder are looked for.
	tools_without musl-gcc
	(cd copy && PATH=$T/tools tools/packages --name build) >said 2>&1
	assertEquals 'the usual compiler' 1 $?
	(cd copy && PATH=$T/tools CC='nice gcc' tools/packages --name build) >said 2>&1
	assertEquals 'another one' 0 $?
	(cd copy && PATH=$T/tools CC=gcc MUSL_LIB=$T tools/packages --name build) >said 2>&1
	assertEquals 'no libc there' 'missing packages; as root: apt-get install musl-tools' "$(cat said)"
	rm -rf copy tools
}

# What one suite needs, and no more.
testSuitesAlone() {
	make -C "$TOP" -n B="$T/new" test SUITES=cat >said 2>&1
	assertEquals 'its engines' 1 "$(grep -c "^echo 'HOSTLD .*/cat[^ ]*_engine_test'" said)"
	assertEquals 'no other tests' 1 "$(grep -c "^echo 'HOSTLD " said)"
	assertEquals 'no tools' '' \
		"$(grep -o "^echo '[A-Z]* [^ ]*new/\(host/prove\|tests/[a-z]*\|bench/[a-z]*\)'" said)"
	make -C "$TOP" -n B="$T/new" test SUITES='core/box policies/compiler' >said 2>&1
	assertEquals 'but those that it names' 'miscompile noargs outer' \
		"$(sed -n "s|^echo 'HOSTCC .*new/tests/\([a-z]*\)'.*|\1|p" said | sort | tr '\n' ' ' | sed 's/ $//')"
}

# storm runs only by its own name.
testStorm() {
	assertEquals 'by name' 1 "$(make -C "$TOP" -n storm | grep -c '^tests/storm ')"
	for target in all check prove test bench demo; do
		assertEquals "$target" 0 "$(make -C "$TOP" -n $target | grep -c '^tests/storm ')"
	done
	assertEquals 'no suite' '' "$(grep -l 'tests/storm \|make storm' "$tests"/*/*.sh | grep -v runner_test)"
}

# shellcheck source=/dev/null
. shunit2
