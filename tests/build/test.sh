#!/bin/sh
# The build, in a scratch copy: an applet takes new files only, and a build that must
# fail names the reason.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

oneTimeSetUp() {
	mkdir copy
	cp -r "$tests/../Makefile" "$tests/../applets" "$tests/../core" "$tests/../lib" "$tests/../policies" \
		"$tests/../tools" "$tests/../bench" "$tests/../dist" "$tests" copy/
	mkdir copy/build
	# Newer than the sources, so that nothing is built again.
	cp -rp "$tests/../build/obj" "$tests/../build/host" "$tests/../build/gen" copy/build/
	find copy/build -type f -exec touch -d "$(date -Ins)" {} +
	cd copy || exit 1
}

built() {
	timeout 300 make -s "$@" build/pillbox >log 2>&1
}

# refused LABEL WORDS: the build fails, with these words
refused() {
	built && fail "$1: was built"
	assertTrue "$1: '$2' is not in: $(tail -n 5 log)" "grep -qF -- '$2' log"
}

testNothingToDo() {
	built
	assertEquals 'builds' '' "$(cat log)"
	timeout 60 make -q build/pillbox >/dev/null 2>&1
	cp build/pillbox before
	built
	assertTrue 'is left alone' 'cmp before build/pillbox'
}

# What every suite, the runner and the bench would do with the applet in this copy.
rot13_is_in_all() {
	assertEquals 'no modes yet' 'rot13+feed rot13' "$(in_copy lacking)"
	printf 'rot13|/dev/null|rot13\nrot13+feed|/dev/null|rot13 - a\n' >tests/rot13/modes
	printf 'throughput\trot13\tlines\t@rot13 $\t\t-\n' >tests/rot13/bench.rows
	assertEquals 'in no mode without a command: injection, left, walls, guards, needed' '' "$(in_copy lacking)"
	assertEquals 'held open by its first line' '/dev/null rot13 - a' "$(in_copy held rot13+feed)"
	assertEquals 'its suite, in each way' "rot13, witnessed
$(for level in $(known_levels build/pillbox | sed 's/plain//'); do echo "rot13, $level"; done |
	sed '1s/$/ unprivileged/')" "$(tests/run build --list | grep rot13)"
	assertEquals 'faults, the bare root, outer filters, containers: its commands' 'rot13|text
rot18|text' "$(in_copy commands | grep rot)"
	assertEquals 'and with several operands' 'rot13 a b
rot18 a b' "$(in_copy several 'a b' | grep rot)"
	assertEquals 'options, --help, errors' 'rot13 rot18' \
		"$(in_copy documented | grep rot | tr '\n' ' ' | sed 's/ $//')"
	assertEquals 'the bench' 'rot13 lines @rot13 $' \
		"$(cd bench && python3 -c 'from rows import ROWS
print(*[" ".join(row[1:4]) for row in ROWS if row.task == "rot13"])')"
}

# in_copy COMMAND...: with the functions of suites, about the copy
in_copy() {
	(
		# shellcheck disable=SC2030
		tests=$PWD/tests PILLBOX=$PWD/build/pillbox
		names=$("$PILLBOX" --list)
		# shellcheck source=tests/seal/modes.sh
		. "$tests/seal/modes.sh"
		"$@"
	)
}

# Modes that no line of tests/*/modes is for.
# shellcheck disable=SC2031
lacking() {
	modes | while read -r mode; do
		of_mode "$mode"
		[ -n "$command" ] || echo "$mode"
	done | tr '\n' ' ' | sed 's/ $//'
}

# held MODE
# shellcheck disable=SC2031
held() {
	of_mode "$1"
	echo "$output $command"
}

# step NUMBER: the code of that step of CONTRIBUTING.md, "Add an applet"
# shellcheck disable=SC2031
step() {
	awk -v step="**$1." '/^\*\*/ { at = index($0, step) == 1 } /^```/ { code = !code; next } at && code' \
		"$tests/../CONTRIBUTING.md"
}

# Word for word, with the page of another applet.
testExample() {
	mkdir applets/upper tests/upper
	step 1 >applets/upper/upper.c
	cp applets/cat/cat.1 applets/upper/upper.1
	step 3 >policies/upper.policy
	step 4 >tests/upper/test.sh
	step 5 >tests/upper/modes
	refused 'before its filters were looked at' 'upper.bpf'
	timeout 60 make -s expected >log 2>&1
	built
	assertEquals 'builds' '' "$(cat log)"
	assertEquals 'all modes have commands' '' "$(in_copy lacking)"
	timeout 60 make -s build/bin >log 2>&1
	assertEquals 'passes its test' 'cases 3 0' \
		"$(PILLBOX=$PWD/build/pillbox sh tests/upper/test.sh 2>&1 | grep '^cases\|^ASSERT')"
	assertEquals 'has no options but the common ones' 2 "$(build/bin/upper --help | grep -c '^ *--')"
	assertEquals 'refuses others' "upper: invalid option -- 'x'" "$(build/bin/upper -x 2>&1 | head -n 1)"
	rm -r build/bin applets/upper policies/upper.policy policies/expected/*/upper* tests/upper
}

# One folder with two names, of which one has another spelling.
rot13_source() {
	cat <<-'END'
		/* rot13: letters moved on by thirteen places; rot18: digits too, by five. */
		#include "core/applet.h"

		enum { ROT13, ROT18 }; /* their places in names */

		static uint8_t
		turn(uint8_t c)
		{
			uint8_t low = c | 0x20;

			if (called_as().name == ROT18 && c >= '0' && c <= '9')
				return (uint8_t)(c <= '4' ? c + 5 : c - 5);
			return low < 'a' || low > 'z' ? c : (uint8_t)(low <= 'm' ? c + 13 : c - 13);
		}

		static void
		rot13_run(void)
		{
			static LARGE uint8_t buf[65536];
			struct input in;
			long n;

			while (in_next(&in)) {
				while ((n = in_read(&in, buf, sizeof(buf))) > 0) {
					for (long i = 0; i < n; i++)
						buf[i] = turn(buf[i]);
					out_write(buf, (size_t)n);
				}
				if (n < 0)
					say("%f: %m", in.name, (int)-n);
			}
		}

		static const struct applet_name names[] = {
		    [ROT13] = {
		        .name = "rot13",
		        .aliases = (const char *const[]){"rot", NULL},
		        .summary = "turn letters by thirteen places",
		        .usage = "[FILE]...",
		    },
		    [ROT18] = {
		        .name = "rot18",
		        .summary = "the same, and turn digits by five",
		        .usage = "[FILE]...",
		    },
		};

		const struct applet applet_rot13 = {
		    .names = names,
		    .name_count = sizeof(names) / sizeof(names[0]),
		    .run = rot13_run,
		};
	END
}

rot13_lacks() {
	built
	assertEquals 'all that it lacks, at once' 'applet rot13: policies/rot13.policy is missing
applet rot13: tests/rot13/test.sh is missing
applet rot13: tests/rot13/modes is missing
applet rot13: applets/rot13/NAME.1 is missing' "$(grep missing log)"
	sed 's/^# cat.*/# rot13/' policies/cat.policy >policies/rot13.policy
	refused 'without a page' 'applets/rot13/NAME.1 is missing'
	cp applets/cat/cat.1 applets/rot13/rot19.1
	refused 'without its test' 'tests/rot13/test.sh is missing'
	mkdir tests/rot13
	cp tests/cat/test.sh tests/rot13/
	refused 'without its modes' 'tests/rot13/modes is missing'
	: >tests/rot13/modes
	refused 'before its filters were looked at' 'rot13.bpf'
	timeout 60 make -s expected >log 2>&1
	built
	assertEquals 'names without pages, and the reverse' 'applet rot13: applets/rot13/rot13.1 is missing
applet rot18: applets/rot13/rot18.1 is missing
applets/rot13/rot19.1: this applet has no such name' "$(grep '^applet' log)"
	mv applets/rot13/rot19.1 applets/rot13/rot13.1
	cp applets/cat/cat.1 applets/rot13/rot18.1
}

rot13_works() {
	built
	assertEquals 'builds' '' "$(cat log)"
	assertEquals 'names' 'rot13 rot rot18' "$(build/pillbox --list | grep rot | tr '\n' ' ' | sed 's/ $//')"
	assertEquals 'summaries' 'turn letters by thirteen places
turn letters by thirteen places
the same, and turn digits by five' "$(build/pillbox --list-full | sed -n 's/^rot.*	//p')"
	mkdir links && build/pillbox --install -c links
	assertEquals 'runs by each link' 'Uryyb 15 Uryyb 15 Uryyb 60' \
		"$(for name in rot13 rot rot18; do echo Hello 15 | links/$name; done | tr '\n' ' ' | sed 's/ $//')"
	assertEquals 'says what it was called' 'Usage: rot [FILE]...
Full page: man pillbox-rot13
rot18 (pillbox) 0.1.0' "$({ links/rot --help && links/rot18 --version; } | grep -E '^(Usage|Full page|rot)')"
	timeout 60 make -s install DESTDIR="$PWD/root" PREFIX=/opt >log 2>&1
	assertEquals 'pages' 'pillbox-rot13.1 pillbox-rot18.1' "$(cd root/opt/share/man/man1 && echo *rot*)"
	assertEquals 'several' 'Uryyb Uryyb' \
		"$(echo Hello >in; build/pillbox rot13 in in | tr '\n' ' ' | sed 's/ $//')"
	for name in rot13 rot rot18; do
		assertEquals "the folder's policy" 1 "$(build/pillbox --policy $name | grep -c '^# rot13')"
		build/pillbox --policy --bpf $name+feed >of-name && build/pillbox --policy --bpf rot13+feed >of-folder
		assertTrue 'the filter for several inputs' 'cmp of-name of-folder'
		assertEquals 'fails' "$name: nope: No such file or directory" "$(links/$name nope 2>&1)"
		echo Hello | strace -o trace links/$name >/dev/null 2>&1
		assertEquals "$name runs sealed" 1 "$(grep -c '^prctl(PR_SET_SECCOMP, .*= 0$' trace)"
	done
	assertEquals 'is checked' 1 \
		"$(timeout 60 build/pillbox --check |
			grep -c '^holds    rot13: sealed, with one input and with several')"
}

rot13_takes_one_operand() {
	: >applets/rot13/one-operand
	timeout 60 make -s expected >log 2>&1
	built
	assertEquals 'takes one operand' "rot18: extra operand 'in'" "$(build/pillbox rot18 in in 2>&1 | head -n 1)"
	assertEquals 'and is given one by the suites' '' "$(in_copy several 'a b' | grep rot)"
	assertEquals 'has no filter for several' 127 \
		"$(build/pillbox --policy --bpf rot18+feed >/dev/null 2>&1; echo $?)"
}

testAddingAnApplet() {
	mkdir applets/rot13
	rot13_source >applets/rot13/rot13.c
	rot13_lacks
	rot13_works
	rot13_is_in_all
	rot13_takes_one_operand
	rm -r links root
	rm -r applets/rot13 policies/rot13.policy policies/expected/*/rot13* tests/rot13
}

testPolicies() {
	cp policies/wc.policy saved
	echo 'openat: 1' >>policies/wc.policy
	refused 'a filter that nobody has reviewed' 'wc.bpf'
	cp saved policies/wc.policy
	echo 'lseek: arg0 >= 0' >>policies/wc.policy
	refused 'an ordered comparison' 'wc.policy:3'
	cp saved policies/wc.policy
	sed 's/^lseek.*/lseek: arg0 == 0 \&\& arg2 == SEEK_END/' policies/wc-bytes.policy >policies/wc-idle.policy
	cp policies/wc-idle.policy policies/wc-lazy.policy
	timeout 60 make -s expected >log 2>&1
	refused 'a mode that no applet has' 'policies/wc-idle.policy: no applet answers with it'
	assertEquals 'and another one' 1 "$(grep -c '^policies/wc-lazy.policy: no applet answers with it' log)"
	rm policies/wc-idle.policy policies/wc-lazy.policy policies/expected/*/wc-idle* policies/expected/*/wc-lazy*
	mv policies/wc.policy elsewhere
	refused 'an applet without its policy' 'policies/wc.policy is missing'
	mv elsewhere policies/wc.policy
	built
	assertEquals 'as before' '' "$(cat log)"
}

# smuggled FILE SED-COMMAND WORDS...: the build fails with all these words if the file is
# changed like that. Restores the file.
smuggled() {
	file=$1
	cp "$file" saved
	sed "$2" saved >"$file"
	shift 2
	for words; do
		refused "$file" "$words"
	done
	cp saved "$file"
	smuggled=$((smuggled + 1))
}

# calling OBJECT...: the instructions that enter the kernel
calling() {
	objdump -d "$@" | grep -E '[[:space:]](syscall|sysenter|int +\$0x80|svc)([[:space:]]|$)'
}

# Sealed code refers only to what is listed, directly or through other functions.
testSealedCode() {
	smuggled=0
	smuggled applets/wc/wc.c \
		'/^#include/{x;s/^/x/;/^x$/{x;s/^/#include <stdio.h>\n/;b};x;}
		/^wc_run(void)/{n;s/$/\n\tputs("hello");/;}' \
		'puts: sealed code may not refer to it' 'referred to by applets/wc/wc.o: wc_run'
	smuggled applets/wc/wc.c '/^wc_run(void)/{n;s/$/\n\tif (posixly_correct())\n\t\tend_run();/;}' \
		'core/before/locale.o: posixly_correct is of before the seal' 'referred to by applets/wc/wc.o: wc_run'
	smuggled applets/wc/wc.c \
		'/^wc_run(void)/{n;s/$/\n\textern const struct applet applet_wc;\n\n\tout_write(\&applet_wc, 1);/;}' \
		'referred to by applets/wc/wc.o: .data.rel.ro.local.applet_wc'
	smuggled applets/wc/count.c \
		'/^count_begin(/{N;s/{$/{\n\textern long getpid(void);\n\tif (getpid() == 1)\n\t\treturn;/;}' \
		'getpid: sealed code may not refer to it' 'referred to by applets/wc/count.o: count_begin' \
		'getpid: applets/wc/count.o may not refer to it'
	smuggled lib/bases/encode.c \
		'$s/$/\nvoid end_run(void);\nvoid encode_end(void);\nvoid encode_end(void)\n{\n\tend_run();\n}/' \
		'end_run: lib/bases/encode.o may not refer to it, of core/after/out.o'
	smuggled lib/text/text.c \
		'/^text_char(/{n;s/$/\n\textern void *malloc(size_t);\n\tif (!malloc(1))\n\t\treturn;/;}' \
		'malloc: sealed code may not refer to it' 'referred to by lib/text/text.o: text_char'
	smuggled core/after/wait.c \
		'/^wait_for(/{n;s/$/\n\tif (__builtin_expect(events > 99, 0))\n\t\t__builtin_abort();/;}' \
		'abort: sealed code may not refer to it' 'referred to by core/after/wait.o: wait_for'
	smuggled core/after/out.c '$s/$/\nvoid out_more(void);\nvoid out_more(void)\n{\n\tused = 1;\n}/' \
		'core/after/out.o: out_more is not called by sealed code, and no NAME_setup'
	# The list that the linker gets, and what it makes of it.
	smuggled tools/sealed.c \
		'/^write_section(/,/^{/s/^{/{\n\tif (strcmp(section, ".text.out_flush") == 0)\n\t\treturn;/' \
		'prohibited cross reference from .text to'
	smuggled tools/sealed.c 's/write_section(pages, u->path, ".o"/write_section(pages, u->path, ".obj"/' \
		'core/after/wait: .text.wait_for is sealed, but not linked as such'
	smuggled core/after/in.c '/^in_setup(/{n;s/$/\n\tpassed = out_free();/;}' \
		'core/after/in.o: in_setup refers to a function'
	built
	assertEquals 'as before' '' "$(cat log)"
	# No way around the lists: core/after/ alone enters the kernel.
	assertEquals 'system calls of engines' '' \
		"$(calling build/obj/applets/*/*.o build/obj/lib/*/*.o build/obj/lib/*/*/*.o)"
	assertNotEquals 'those of core/after' '' "$(calling build/obj/core/after/out.o)"
	echo "proved: sealed code is small: $(cat build/gen/sealed); $smuggled smuggled references refused"
}

testVariables() {
	cp applets/hexdump/options.c saved
	sed 's/static LARGE/static/' saved >applets/hexdump/options.c
	refused 'a buffer among the small ones' 'the small variables have more than a page: lib/large.h'
	sed 's/static LARGE _Alignas(64)/static _Thread_local/' saved >applets/hexdump/options.c
	refused 'a thread-local one' 'a thread-local variable: one thread needs none'
	cp saved applets/hexdump/options.c
	built
	assertEquals 'as before' '' "$(cat log)"
}

# other MAKE-VARIABLE...: a product of other compilers or options, which works
other() {
	rm -rf other
	timeout 120 make -s -j2 B=other "$@" other/pillbox >log 2>&1
	assertEquals "$*: builds" '' "$(grep -v 'ignoring loop annotation' log | grep -E 'warning|error|Error')"
	assertEquals "$*: runs" '     1	61 0a                                             |a.|' \
		"$(echo a | other/pillbox hexdump -C | cut -c 11-70 | sed -n 1p | other/pillbox cat -n)"
	assertEquals "$*: asks for no loader" '' "$(readelf -lW other/pillbox | grep INTERP)"
}

# Of musl and the kernel alone, whoever compiles.
testCompilers() {
	other CC=clang
	other CC=gcc CFLAGS='-O0 -g' CPPFLAGS='-DNAME="\"other\""' LDFLAGS=-Wl,-Map=map
	assertEquals 'CPPFLAGS' other "$(other/pillbox --version | sed -n '1s/ .*//p')"
	assertTrue 'LDFLAGS' '[ -s map ]'
	cp core/main.c saved
	echo '#include <error.h>' >>core/main.c
	for cc in gcc clang musl-gcc; do
		make -s B=other CC=$cc other/obj/core/main.o >log 2>&1 && fail "$cc: took a header of glibc's"
		assertTrue "$cc: no header of glibc's: $(cat log)" \
			"grep -q 'error.h.*\(file not found\|No such file\)' log"
	done
	cp saved core/main.c
	make -s B=other CC=gcc other/obj/core/main.o >log 2>&1
	assertTrue 'gcc makes the same of it' 'cmp build/obj/core/main.o other/obj/core/main.o'
	rm -r other
}

# Warnings are for whoever develops, and never end a build.
testWarnings() {
	cp core/main.c saved
	echo 'static int nobody_needs_this;' >>core/main.c
	make build/obj/core/main.o >log 2>&1
	assertEquals 'a warning' 0 $?
	assertEquals 'a line a file' 'CC core/main.c' "$(grep ^CC log)"
	make V=1 -W core/main.c build/obj/core/main.o 2>&1 | grep -q '^musl-gcc .* core/main.c$'
	assertEquals 'or all of it' 0 $?
	for lint in gcc clang; do
		timeout 60 make lint-$lint/core/main.c >log 2>&1 && fail "$lint: nothing said"
		assertTrue "$lint: $(cat log)" 'grep -q nobody_needs_this log'
	done
	cp saved core/main.c
}

testSizeLimit() {
	rm -f build/pillbox
	built SIZE_LIMIT=1000 && fail 'was built'
	assertTrue "says so: $(cat log)" "grep -q 'bytes, more than 1000' log"
	assertFalse 'is not there' '[ -e build/pillbox ]'
	built
	assertTrue 'is there' '[ -x build/pillbox ]'
}

testInstallTarget() {
	timeout 60 make -s install DESTDIR="$PWD/root" PREFIX=/opt >log 2>&1
	assertEquals 'files' "$({
		echo ./bin/pillbox
		find applets -name '*.1' | sed 's,.*/,./share/man/man1/pillbox-,'
		printf "./share/%s\n" man/man1/pillbox.1 man/man1/pillbox-confine.1 bash-completion/completions/pillbox \
			fish/vendor_completions.d/pillbox.fish zsh/site-functions/_pillbox
	} | sort)" "$(cd root/opt && find . -type f | sort)"
	assertTrue 'runs' 'root/opt/bin/pillbox --version >/dev/null'
	timeout 60 make -s uninstall DESTDIR="$PWD/root" PREFIX=/opt >log 2>&1
	assertEquals 'nothing stays' '' "$(find root -type f)"
	timeout 60 make -s install DESTDIR="$PWD/root" BINDIR=/b MANDIR=/m SHAREDIR=/s >log 2>&1
	assertEquals 'by folders' './b/pillbox ./m/man1/pillbox.1 ./s/bash-completion/completions/pillbox' \
		"$(cd root && find . -name pillbox -o -name pillbox.1 | sort | tr '\n' ' ' | sed 's/ $//')"
}

# shellcheck source=/dev/null
. shunit2
