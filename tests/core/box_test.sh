#!/bin/sh
# pillbox under its own name: names, lists, help, installing.
# Once more: unprivileged.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
# format: standard input as a printf format
format() {
	sed 's/$/\\n/' | tr -d '\n'
}

# The names in the order of --list; what is installed, as ls sorts it.
NAMES=$(echo "$names" | format)
SORTED=$(printf '%s\n' "$names" confine | sort | format)
count=$(($(echo "$names" | wc -l) + 1))
export NOARGS="${PILLBOX%/*}/tests/noargs" OUTER="${PILLBOX%/*}/tests/outer"
EXPECTED=$tests/../policies/expected/$(uname -m)
policies=$(find "$tests/../policies" -maxdepth 1 -name '*.policy' ! -name feed.policy ! -name plain.policy | wc -l)

oneTimeSetUp() {
	cp "$PILLBOX" pillbox
	printf 'text\n' >text
	usage=$("$PILLBOX")
	"$PILLBOX" --policy --bpf hexdump >hexdump.raw
}

testNames() {
	is 'by the word' './pillbox cat text' 0 'text\n' ''
	is 'by the link' 'ln -s pillbox wc; ./wc -l text' 0 '1 text\n' ''
	is 'hd is hexdump -C' './pillbox hd text' 0 \
		'00000000  74 65 78 74 0a                                    |text.|\n00000005\n' ''
	is 'not an applet' './pillbox nope text' 127 '' 'pillbox: nope: applet not found (pillbox --list)\n'
	is 'an empty word' './pillbox ""' 127 '' "pillbox: '': applet not found (pillbox --list)\n"
	is 'a hostile name' "./pillbox \"\$(printf 'a\\033[2Jb')\"" 127 '' \
		"pillbox: 'a'\$'\\\\033''[2Jb': applet not found (pillbox --list)\n"
	is 'a link of no name' 'ln -s pillbox other; ./other' 127 '' \
		'pillbox: other: applet not found (pillbox --list)\n'
	is 'another name of the box' 'ln -s pillbox pillbox-0; ./pillbox-0 cat text' 0 'text\n' ''
	is 'an empty vector' '$NOARGS ./pillbox' 127 '' 'pillbox: argv[0] is missing or empty\n'
	is 'an empty name' "bash -c 'exec -a \"\" ./pillbox cat text'" 127 '' \
		'pillbox: argv[0] is missing or empty\n'
	is 'the name in diagnostics' './pillbox cat nope' 1 '' 'cat: nope: No such file or directory\n'
}

testWords() {
	is 'alone' './pillbox' 0 "$usage\n" ''
	is 'list' './pillbox --list' 0 "$NAMES" ''
	is 'list in full' './pillbox --list-full | cut -f 1' 0 "$NAMES" ''
	assertEquals 'each man page, by its name' \
		"$(find "$tests"/../applets -name '*.1' | sed 's,.*/,,; s/\.1$//' | sort)" \
		"$(documented | sort)"
	is 'version' './pillbox --version | sed -n "1s/[0-9][0-9.]*$/NUMBER/p"' 0 'pillbox NUMBER\n' ''
	is 'help' './pillbox --help | head -n 1' 0 'Usage: pillbox APPLET [ARGUMENT]...\n' ''
	is 'help of an applet' './pillbox --help hd | head -n 1' 0 'Usage: hd [OPTION]... [FILE]...\n' ''
	is 'help of none' './pillbox --help nope' 127 '' 'pillbox: nope: applet not found (pillbox --list)\n'
	for word in -h help; do
		is 'help' "./pillbox --help >want; ./pillbox $word | cmp - want" 0 '' ''
		is 'help of an applet' "./pillbox --help wc >want; ./pillbox $word wc | cmp - want" 0 '' ''
		is 'help of none' "./pillbox $word nope" 127 '' 'pillbox: nope: applet not found (pillbox --list)\n'
	done
	is 'version' './pillbox --version >want; ./pillbox -V | cmp - want' 0 '' ''
	is 'where the page is' \
		'./pillbox help | tail -n 1; ./pillbox help hd | tail -n 1; ./pillbox wc --help | tail -n 1' 0 \
		'Full page: man pillbox\nFull page: man pillbox-hexdump\nFull page: man pillbox-wc\n' ''
	is 'no more words' './pillbox -V cat 2>&1 | head -n 1' 0 "pillbox: unrecognized use of '-V'\n" ''
	is 'unknown' './pillbox --nope 2>&1' 1 \
		"pillbox: unrecognized option '--nope'\nTry 'pillbox --help' for more information.\n" ''
	for word in --list --list-full --help --version --policy '--policy --bpf cat' --check '' '--help cat'; do
		is 'a full disk' "./pillbox $word >/dev/full" 1 '' 'pillbox: write error: No space left on device\n'
		is 'no output' "./pillbox $word >&-" 1 '' 'pillbox: write error: Bad file descriptor\n'
	done
}

# --policy prints the policies' files, all lines of them.
testPolicy() {
	for name in $names; do
		"$PILLBOX" --policy "$name" >text_of_policy
		program=$(program_of "$name")
		for file in "$tests/../policies/$program.policy" "$tests/../policies/$program"-*.policy; do
			[ -e "$file" ] || continue
			missing=$(sed -e "/^@include /{r $tests/../policies/plain.policy" -e 'd;}' "$file" |
				grep -vxF -f text_of_policy)
			assertEquals "$file" '' "$missing"
		done
	done
	# Each policy by its own name.
	"$PILLBOX" --policy >all_policies
	sed -n 's/^\([a-z0-9-]*\)\.policy (.*/\1/p' all_policies >names
	assertEquals 'names' "$policies" "$(wc -l <names)"
	while read -r name; do
		case " $("$PILLBOX" --list | tr '\n' ' ') " in
		*" $name "*) continue ;; # the applet: all of its policies
		esac
		is 'one policy' "./pillbox --policy $name >one; sed -n 's/\.policy (.*//p' one" 0 "$name\n" ''
		is 'as among all' 'grep -vxFf all_policies one' 1 '' ''
	done <names
	none='policy not found (pillbox --policy prints all)\n'
	is 'none' './pillbox --policy nope' 127 '' "pillbox: nope: $none"
	is 'a part of a name' './pillbox --policy wc-' 127 '' "pillbox: wc-: $none"
	is 'other applets are left out' './pillbox --policy wc | grep -c "^base64.*policy"' 1 '0\n' ''
	is 'two' './pillbox --policy wc cat' 1 '' \
		"pillbox: '--policy' takes the name of one applet or policy
Try 'pillbox --help' for more information.\n"
}

# The filters that it shows and writes are those that were reviewed.
testPolicyFilters() {
	grep -h '^ *[0-9]*: 0x' "$EXPECTED"/*.bpf | sort -u >reviewed
	"$PILLBOX" --policy | grep '^ *[0-9]*: 0x' | sort -u >shown
	assertEquals 'disassembled' '' "$(diff reviewed shown | head -n 8)"
	for file in "$EXPECTED"/*.bpf; do
		name=${file##*/}
		name=${name%.bpf}
		case $name in plain | plain+feed) continue ;; esac
		# Code, jt and jf, k as the kernel has them in its struct, in the order of this machine.
		sed -n 's/^ *[0-9]*: 0x\([0-9a-f]*\) *\([0-9]*\) *\([0-9]*\) 0x\([0-9a-f]*\) .*/\1 \2 \3 \4/p' \
			"$file" >want
		"$PILLBOX" --policy --bpf "$name" | od -An -v -w8 -t x2z | cut -c 1-20 | while read -r code jumps low \
			high; do
			echo "$code $((0x$jumps & 255)) $((0x$jumps >> 8)) $high$low"
		done >got
		assertEquals "$name" '' "$(diff want got | head -n 8)"
	done
	is 'of an alias' './pillbox --policy --bpf hd | cmp - hexdump.raw' 0 '' ''
	is 'none' './pillbox --policy --bpf nope' 127 '' "pillbox: nope: $none"
	is 'a part of a name' './pillbox --policy --bpf w' 127 '' "pillbox: w: $none"
	is 'the feeder has one form' './pillbox --policy --bpf feeder+feed' 127 '' "pillbox: feeder+feed: $none"
	is 'no name' './pillbox --policy --bpf' 1 '' \
		"pillbox: '--policy --bpf' takes the name of one applet or policy
Try 'pillbox --help' for more information.\n"
}

# By number: 317 seccomp; 157@22 PR_SET_SECCOMP of prctl, @65 PR_SET_MDWE; 302
# prlimit64; 444 and 446 Landlock, its ruleset and what puts it in force; 436
# close_range; 0 is a false success.
testCheck() {
	nproc='holds    RLIMIT_NPROC\n' kept='holds    capabilities\n'
	if [ "$(id -u)" = 0 ]; then
		nproc='missing  RLIMIT_NPROC: it does not bind root (optional: runs go on without it)\n'
		kept='missing  capabilities: Protocol error (optional: runs go on without it)\n'
	fi
	is 'here' './pillbox --check | grep -cE "^(kernel|holds|missing) "' 0 "$((16 + policies))\n" ''
	is 'of each policy' './pillbox --check | grep -c "^holds .*: sealed"' 0 "$policies\n" ''
	is 'its status' './pillbox --check >/dev/null' 0 '' ''
	is 'no way in' '$OUTER 317,157@22 1 ./pillbox --check >lines; echo $?
		grep -c "^FAILS.*: cannot be sealed" lines; grep seccomp lines' 0 \
		"71\n$policies\nFAILS    seccomp: Operation not permitted\n" ''
	is 'a false success' '$OUTER 317,157@22 0 ./pillbox --check >lines; echo $?; grep seccomp lines' 0 \
		'71\nFAILS    seccomp: Protocol error\n' ''
	is 'one way in' '$OUTER 317 38 ./pillbox --check | grep -c "^FAILS"' 1 '0\n' ''
	is 'limits' '$OUTER 302 1 ./pillbox --check >lines; echo $?
		grep -c "^FAILS    RLIMIT.*: Operation not permitted" lines' 0 '71\n4\n' ''
	is 'optional layers are missing' '$OUTER 444,436,157@65 38 ./pillbox --check >lines; echo $?
		grep -c "^missing .*: Function not implemented" lines' 0 \
		'0\n3\n' ''
	is 'optional layers that only seem to succeed' '$OUTER 444,436,157@65 0 ./pillbox --check >lines; echo $?
		grep -c "^missing .*: Protocol error" lines' 0 \
		'0\n3\n' ''
	is 'Landlock that only seems to succeed' '$OUTER 446 0 ./pillbox --check | grep Landlock' 0 \
		'missing  Landlock: Protocol error (optional: runs go on without it)\n' ''
	is 'capabilities that are kept' '$OUTER 126 0 ./pillbox --check | grep capabilities' 0 "$kept" ''
	is 'a clock that is kept' '$OUTER 157@26 0 ./pillbox --check | grep TSC' 0 \
		'missing  PR_SET_TSC: Protocol error (optional: runs go on without it)\n' ''
	is 'addresses that are not random' 'setarch -R ./pillbox --check | grep random' 0 \
		'missing  random addresses: the parent has switched them off (optional: runs go on without it)\n' ''
	is 'addresses that are' './pillbox --check | grep random' 0 'holds    random addresses\n' ''
	is 'a limit that does not bind root' './pillbox --check | grep NPROC' 0 "$nproc" ''
	is 'with SIGCHLD ignored' 'trap "" CHLD; ./pillbox --check >/dev/null' 0 '' ''
	is 'no more words' './pillbox --check cat 2>&1 | head -n 1' 0 "pillbox: unrecognized use of '--check'\n" ''
}

# out DIR TARGET: the message about links that leave their folder
out() {
	printf 'pillbox: the links in %s lead to %s, outside of it; -c copies this file into it\\n' "$1" "$2"
}

testInstall() {
	is 'hard links' 'mkdir d; ./pillbox --install d; ls d; stat -c %h pillbox; d/wc -c text' 0 \
		"${SORTED}$((count + 1))\n5 text\n" ''
	is 'confine is no applet' './pillbox --list | grep -c confine; d/confine ./pillbox cat text' 0 '0\ntext\n' ''
	is 'again' './pillbox --install d; ls -A d | wc -l; stat -c %h pillbox' 0 "$count\n$((count + 1))\n" ''
	is 'symbolic links over them' './pillbox --install -s d; readlink d/cat; stat -c %h pillbox' 0 \
		'../pillbox\n1\n' "$(out d ../pillbox)"
	is 'deeper' 'mkdir -p e/f; ./pillbox --install -s e/f; readlink e/f/hd; e/f/cat text' 0 \
		'../../pillbox\ntext\n' \
		"$(out e/f ../../pillbox)"
	is 'into its own folder' 'mkdir g; cp pillbox g; g/pillbox --install -s; readlink g/cat; ls g | wc -l' 0 \
		"pillbox\n$((count + 1))\n" ''
	is 'through a link to the folder' 'ln -s e/f h; rm e/f/*; ./pillbox --install -s h; readlink e/f/cat' 0 \
		'../../pillbox\n' \
		"$(out h ../../pillbox)"
	is 'through a link to the box' \
		'ln -s ../pillbox e/pillbox; rm e/f/*; e/pillbox --install -s e/f; readlink e/f/cat' 0 \
		'../../pillbox\n' "$(out e/f ../../pillbox)"
	is 'found by PATH' 'rm e/f/*; PATH=$PWD:$PATH pillbox --install -s e/f; readlink e/f/cat' 0 '../../pillbox\n' \
		"$(out e/f ../../pillbox)"
	is 'not over something else' 'mkdir i; echo mine >i/cat; ./pillbox --install i; echo $?; cat i/cat; ls -A i' \
		0 \
		"1\nmine\n$SORTED" 'pillbox: i/cat: is not a link to this file: -f replaces it\n'
	is 'but with -f' './pillbox --install -s -f i; readlink i/cat' 0 '../pillbox\n' "$(out i ../pillbox)"
	is 'not over itself' 'mkdir j; cp pillbox j/cat; ln -s cat j/pillbox; j/pillbox --install -sf j; j/wc -c text
		ls -l j/cat | cut -c 1' 0 \
		'5 text\n-\n' ''
	is 'a dangling link is something else' \
		'mkdir k; ln -s nowhere k/wc; ./pillbox --install k 2>&1; readlink k/wc' 0 \
		'pillbox: k/wc: is not a link to this file: -f replaces it\nnowhere\n' ''
	is 'no such folder' './pillbox --install nope' 1 '' 'pillbox: nope: No such file or directory\n'
	is 'a folder in the way' 'mkdir -p l/cat; ./pillbox --install -f l 2>&1; ls -A l' 0 \
		"pillbox: l/cat: cannot link: Is a directory\n$SORTED" ''
	for o in '' -s -c -cs; do
		is 'a folder that takes no links, said once' \
			"./pillbox --install $o /proc 2>&1 | sed 's/: cannot .*/: cannot/'" 0 \
			"pillbox: /proc$([ "${o#-c}" = "$o" ] || echo /pillbox): cannot\n" ''
	done
	is 'two folders' './pillbox --install d e 2>&1 | head -n 1' 0 \
		"pillbox: unrecognized use of '--install': 'e'\n" ''
	for o in -x -sx - --; do
		is 'no such option' "./pillbox --install $o d 2>&1 | head -n 1" 0 \
			"pillbox: unrecognized use of '--install': '$o'\n" ''
	done
}

# A copy: the folder alone is enough.
testInstallACopy() {
	is 'symbolic links' 'umask 077; mkdir m; ./pillbox --install -c -s m; readlink m/cat; cmp pillbox m/pillbox
		stat -c "%a %h" m/pillbox; ls -A m | wc -l' 0 \
		"pillbox\n755 1\n$((count + 1))\n" ''
	is 'hard links' 'mkdir n; ./pillbox --install -c n; stat -c %h n/pillbox; [ n/cat -ef pillbox ] ||
		echo a copy; ls -A n | wc -l' 0 "$((count + 1))\na copy\n$((count + 1))\n" ''
	is 'works elsewhere' 'mv m o; o/wc -c text; o/cat text' 0 '5 text\ntext\n' ''
	is 'again' 'ls -i o >before; ./pillbox --install -cs o; ls -i o | diff before - | grep -c pillbox
		readlink o/cat' 0 '0\npillbox\n' ''
	is 'in place of links that lead outside' 'mkdir p; ./pillbox --install -s p 2>/dev/null
		ln -s ../pillbox p/pillbox; ./pillbox --install -cs p; readlink p/cat p/pillbox' 1 \
		'pillbox\n' ''
	is 'in place of hard links' 'mkdir q; ./pillbox --install q; ./pillbox --install -c q; stat -c %h q/cat
		[ q/cat -ef pillbox ] || echo a copy' 0 "$((count + 1))\na copy\n" ''
	is 'from the copy itself' 'o/pillbox --install -cs o; o/pillbox --install -c; o/cat text' 0 'text\n' ''
	is 'not over something else' \
		'mkdir r; echo mine >r/pillbox; ./pillbox --install -cs r; echo $?; cat r/pillbox; ls -A r' 0 \
		'1\nmine\npillbox\n' 'pillbox: r/pillbox: is not this file: -f replaces it\n'
	is 'nor where only its mode is wrong' 'cat pillbox >r/pillbox; ./pillbox --install -csf r; r/cat text' 0 \
		'text\n' ''
	is 'nor over a folder' 'mkdir -p s/pillbox; ./pillbox --install -cf s; ls -A s' 0 'pillbox\n' \
		'pillbox: s/pillbox: cannot copy: Is a directory\n'
	is 'a file that is too large' 'mkdir u; ( trap "" XFSZ; ulimit -f 100; ./pillbox --install -cs u ); ls -A u' \
		0 '' \
		'pillbox: u/pillbox: cannot copy: File too large\n'
}

# In a folder that holds nothing else: no shell, no /proc, no /dev.
testAlone() {
	if [ "$(id -u)" != 0 ]; then
		echo 'skipped: needs root'
		return 0
	fi
	is 'installs' 'mkdir -p root/bin; cp pillbox text root; chroot root /pillbox --install bin; ls root/bin' 0 \
		"$SORTED" ''
	is 'symbolic links too' 'chroot root /pillbox --install -s /bin; readlink root/bin/cat' 0 '../pillbox\n' \
		"$(out /bin ../pillbox)"
	is 'a copy, without /proc' 'mkdir root/opt; chroot root /pillbox --install -cs opt
		cmp pillbox root/opt/pillbox; chroot root /opt/cat text' 0 \
		'text\n' ''
	is 'works' 'chroot root /bin/cat text text; chroot root /bin/wc -c <text; chroot root /bin/base64 text' 0 \
		'text\ntext\n5\ndGV4dAo=\n' ''
	# The example of the README, word for word.
	sed -n 's/^# \(.*ROOT.*\)/\1/p' "$tests/../README.md" >example
	assertEquals 'an example' 2 "$(wc -l <example)"
	is 'a container' "PATH=\$PWD:\$PATH; . ./example; ls ROOT" 0 \
		"hello\n$(printf '%s\n' "$names" confine pillbox | sort | format)" ''
	is 'with nothing open' 'chroot root /bin/cat text <&- >&-' 1 '' 'cat: standard output: Bad file descriptor\n'
}

# shellcheck source=/dev/null
. shunit2
