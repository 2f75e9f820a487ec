#!/bin/sh
# pillbox under its own name: names, lists, help, installing.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"
NAMES='base64\ncat\nhexdump\nhd\nwc\n'
export NOARGS="${PILLBOX%/*}/tests/noargs" OUTER="${PILLBOX%/*}/tests/outer"
EXPECTED=$here/../policies/expected/$(uname -m)
policies=$(find "$here/../policies" -maxdepth 1 -name '*.policy' ! -name feed.policy ! -name plain.policy | wc -l)

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
	is 'not an applet' './pillbox nope text' 127 '' 'pillbox: nope: applet not found\n'
	is 'a hostile name' "./pillbox \"\$(printf 'a\\033[2Jb')\"" 127 '' "pillbox: 'a'\$'\\\\033''[2Jb': applet not found\n"
	is 'a link of no name' 'ln -s pillbox other; ./other' 127 '' 'pillbox: other: applet not found\n'
	is 'another name of the box' 'ln -s pillbox pillbox-0; ./pillbox-0 cat text' 0 'text\n' ''
	is 'an empty vector' '$NOARGS ./pillbox' 127 '' 'pillbox: no name to be called by\n'
	is 'an empty name' "bash -c 'exec -a \"\" ./pillbox cat text'" 127 '' \
		'pillbox: no name to be called by\n'
	is 'the name in diagnostics' './pillbox cat nope' 1 '' 'cat: nope: No such file or directory\n'
}

testWords() {
	is 'alone' './pillbox' 0 "$usage\n" ''
	is 'list' './pillbox --list' 0 "$NAMES" ''
	is 'list in full' './pillbox --list-full | cut -f 1' 0 "$NAMES" ''
	is 'version' './pillbox --version | head -n 1' 0 'pillbox 0.1.0\n' ''
	is 'help' './pillbox --help | head -n 1' 0 'Usage: pillbox APPLET [ARGUMENT]...\n' ''
	is 'help of an applet' './pillbox --help hd | head -n 1' 0 'Usage: hd [OPTION]... [FILE]...\n' ''
	is 'help of none' './pillbox --help nope' 127 '' 'pillbox: nope: applet not found\n'
	is 'unknown' './pillbox --nope 2>&1' 1 \
		"pillbox: unrecognized option '--nope'\nTry 'pillbox --help' for more information.\n" ''
	for word in --list --list-full --help --version --policy '--policy --bpf cat' --check '' '--help cat'; do
		is 'a full disk' "./pillbox $word >/dev/full" 1 '' 'pillbox: write error: No space left on device\n'
		is 'no output' "./pillbox $word >&-" 1 '' 'pillbox: write error: Bad file descriptor\n'
	done
}

# What --policy prints is what the files say.
testPolicy() {
	for name in cat wc base64 hexdump; do
		for file in "$here/../policies/$name.policy" "$here/../policies/$name"-*.policy; do
			[ -e "$file" ] || continue
			"$PILLBOX" --policy "$name" >text_of_policy
			missing=$(sed -e "/^@include /{r $here/../policies/plain.policy" -e 'd;}' "$file" | grep -vxF -f text_of_policy)
			assertEquals "$file" '' "$missing"
		done
	done
	is 'none' './pillbox --policy nope' 127 '' 'pillbox: nope: applet not found\n'
	is 'other applets are left out' './pillbox --policy wc | grep -c "^base64.*policy"' 1 '0\n' ''
	is 'two' './pillbox --policy wc cat' 1 '' \
		"pillbox: '--policy' takes the name of one applet\nTry 'pillbox --help' for more information.\n"
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
		sed -n 's/^ *[0-9]*: 0x\([0-9a-f]*\) *\([0-9]*\) *\([0-9]*\) 0x\([0-9a-f]*\) .*/\1 \2 \3 \4/p' "$file" >want
		"$PILLBOX" --policy --bpf "$name" | od -An -v -w8 -t x2z | cut -c 1-20 | while read -r code jumps low high; do
			echo "$code $((0x$jumps & 255)) $((0x$jumps >> 8)) $high$low"
		done >got
		assertEquals "$name" '' "$(diff want got | head -n 8)"
	done
	is 'of an alias' './pillbox --policy --bpf hd | cmp - hexdump.raw' 0 '' ''
	is 'none' './pillbox --policy --bpf nope' 127 '' 'pillbox: nope: policy not found\n'
	is 'a part of a name' './pillbox --policy --bpf w' 127 '' 'pillbox: w: policy not found\n'
	is 'the feeder has one form' './pillbox --policy --bpf feeder+feed' 127 '' 'pillbox: feeder+feed: policy not found\n'
	is 'no name' './pillbox --policy --bpf' 1 '' \
		"pillbox: '--policy --bpf' takes the name of one applet or policy\nTry 'pillbox --help' for more information.\n"
}

# By number: 317 seccomp; 157@22 PR_SET_SECCOMP of prctl, @65 PR_SET_MDWE; 302
# prlimit64; 444 and 446 Landlock, its ruleset and what puts it in force; 436
# close_range; 0 is a false success.
testCheck() {
	is 'here' './pillbox --check | grep -cE "^(kernel|holds|missing) "' 0 "$((11 + policies))\n" ''
	is 'of each policy' './pillbox --check | grep -c "^holds .*: sealed"' 0 "$policies\n" ''
	is 'its status' './pillbox --check >/dev/null' 0 '' ''
	is 'no way in' '$OUTER 317,157@22 1 ./pillbox --check >lines; echo $?; grep -c "^FAILS.*: cannot be sealed" lines; grep seccomp lines' 0 \
		"71\n$policies\nFAILS    seccomp: Operation not permitted\n" ''
	is 'a false success' '$OUTER 317,157@22 0 ./pillbox --check >lines; echo $?; grep seccomp lines' 0 \
		'71\nFAILS    seccomp: Protocol error\n' ''
	is 'one way in' '$OUTER 317 38 ./pillbox --check | grep -c "^FAILS"' 1 '0\n' ''
	is 'limits' '$OUTER 302 1 ./pillbox --check >lines; echo $?; grep -c "^FAILS    RLIMIT.*: Operation not permitted" lines' 0 '71\n3\n' ''
	is 'second walls missing' '$OUTER 444,436,157@65 38 ./pillbox --check >lines; echo $?; grep -c "^missing .*: Function not implemented" lines' 0 \
		'0\n3\n' ''
	is 'second walls that are pretended' '$OUTER 444,436,157@65 0 ./pillbox --check >lines; echo $?; grep -c "^missing .*: Protocol error" lines' 0 \
		'0\n3\n' ''
	is 'a wall that is only pretended to be put up' '$OUTER 446 0 ./pillbox --check | grep Landlock' 0 \
		'missing  Landlock: Protocol error (a second wall; runs do without)\n' ''
	is 'with SIGCHLD ignored' 'trap "" CHLD; ./pillbox --check >/dev/null' 0 '' ''
	is 'no more words' './pillbox --check cat 2>&1 | head -n 1' 0 "pillbox: unrecognized use of '--check'\n" ''
}

testInstall() {
	is 'hard links' 'mkdir d; ./pillbox --install d; ls d; stat -c %h pillbox; d/wc -c text' 0 \
		'base64\ncat\nhd\nhexdump\nwc\n6\n5 text\n' ''
	is 'again' './pillbox --install d; ls -A d | wc -l; stat -c %h pillbox' 0 '5\n6\n' ''
	is 'symbolic links over them' './pillbox --install -s d; readlink d/cat; stat -c %h pillbox' 0 '../pillbox\n1\n' ''
	is 'deeper' 'mkdir -p e/f; ./pillbox --install -s e/f; readlink e/f/hd; e/f/cat text' 0 '../../pillbox\ntext\n' ''
	is 'into its own folder' 'mkdir g; cp pillbox g; g/pillbox --install -s; readlink g/cat; ls g | wc -l' 0 'pillbox\n6\n' ''
	is 'through a link to the folder' 'ln -s e/f h; rm e/f/*; ./pillbox --install -s h; readlink e/f/cat' 0 '../../pillbox\n' ''
	is 'through a link to the box' 'ln -s ../pillbox e/pillbox; rm e/f/*; e/pillbox --install -s e/f; readlink e/f/cat' 0 \
		'../../pillbox\n' ''
	is 'found by PATH' 'rm e/f/*; PATH=$PWD:$PATH pillbox --install -s e/f; readlink e/f/cat' 0 '../../pillbox\n' ''
	is 'not over something else' 'mkdir i; echo mine >i/cat; ./pillbox --install i; echo $?; cat i/cat; ls -A i' 0 \
		'1\nmine\nbase64\ncat\nhd\nhexdump\nwc\n' 'pillbox: i/cat: is not a link to this file: -f replaces it\n'
	is 'but with -f' './pillbox --install -s -f i; readlink i/cat' 0 '../pillbox\n' ''
	is 'not over itself' 'mkdir j; cp pillbox j/cat; ln -s cat j/pillbox; j/pillbox --install -sf j; j/wc -c text; ls -l j/cat | cut -c 1' 0 \
		'5 text\n-\n' ''
	is 'a dangling link is something else' 'mkdir k; ln -s nowhere k/wc; ./pillbox --install k 2>&1; readlink k/wc' 0 \
		'pillbox: k/wc: is not a link to this file: -f replaces it\nnowhere\n' ''
	is 'no such folder' './pillbox --install nope' 1 '' 'pillbox: nope: No such file or directory\n'
	is 'a folder in the way' 'mkdir -p l/cat; ./pillbox --install -f l 2>&1; ls -A l' 0 \
		'pillbox: l/cat: cannot link: Is a directory\nbase64\ncat\nhd\nhexdump\nwc\n' ''
	is 'two folders' './pillbox --install d e 2>&1 | head -n 1' 0 "pillbox: unrecognized use of '--install': 'e'\n" ''
}

# In a folder that holds nothing else: no shell, no /proc, no /dev.
testAlone() {
	[ "$(id -u)" = 0 ] || startSkipping
	is 'installs' 'mkdir -p root/bin; cp pillbox text root; chroot root /pillbox --install bin; ls root/bin' 0 \
		'base64\ncat\nhd\nhexdump\nwc\n' ''
	is 'symbolic links too' 'chroot root /pillbox --install -s /bin; readlink root/bin/cat' 0 '../pillbox\n' ''
	is 'works' 'chroot root /bin/cat text text; chroot root /bin/wc -c <text; chroot root /bin/base64 text' 0 \
		'text\ntext\n5\ndGV4dAo=\n' ''
	is 'with nothing open' 'chroot root /bin/cat text <&- >&-' 1 '' 'cat: standard output: Bad file descriptor\n'
}

# shellcheck source=/dev/null
. shunit2
