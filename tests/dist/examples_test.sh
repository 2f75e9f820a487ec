#!/bin/sh
# examples/: each script does what its first comment says.
# shellcheck disable=SC2016
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)
examples=$top/examples

# is_example LABEL COMMAND STATUS STDOUT STDERR
is_example() {
	is "$1" "PATH=${PILLBOX%/*}:$examples:\$PATH; export PATH; $2" "$3" "$4" "$5"
}

testTriage() {
	printf 'MZ\220\0http://evil.example/x\0\33[2Jend' >'a
b.exe'
	is_example 'a file' 'triage a*' 0 '== a
b.exe
33
00000000  4d 5a 90 00 68 74 74 70  3a 2f 2f 65 76 69 6c 2e  |MZ..http://evil.|
00000010  65 78 61 6d 70 6c 65 2f  78 00 1b 5b 32 4a 65 6e  |example/x..[2Jen|
00000020  64                                                |d|
00000021
...
00000001  5a 90 00 68 74 74 70 3a  2f 2f 65 76 69 6c 2e 65  |Z..http://evil.e|
00000011  78 61 6d 70 6c 65 2f 78  00 1b 5b 32 4a 65 6e 64  |xample/x..[2Jend|
00000021
http://evil.example/x
' ''
	: >plain
	is_example 'a missing one, and the next' 'triage nope plain 2>/dev/null' 1 '== nope
== plain
0
...
' ''
	is_example 'usage' 'triage' 2 '' 'usage: triage FILE...\n'
}

testAttachment() {
	printf 'Subject: x\r\nContent-Transfer-Encoding: BASE64\r\n\r\naGVsbG8K\r\nd29ybGQK\r\n--b\r\nxx' >mail
	is_example 'a dump' 'attachment mail' 0 \
		'00000000  68 65 6c 6c 6f 0a 77 6f  72 6c 64 0a              |hello.world.|\n0000000c\n' ''
	is_example 'its bytes' 'attachment -o mail' 0 'hello\nworld\n' ''
	printf 'Content-Transfer-Encoding: base64\n\naGVsbG8K\n!!\n' >broken
	is_example 'what is no base64' 'attachment -o broken 2>/dev/null' 1 'hello\n' ''
}

testContainer() {
	is_example 'a root' 'container root 2>/dev/null' 0 '     1\thello\n' ''
	assertEquals 'nothing but the binary and links' 'bin' "$(ls root)"
	assertEquals 'one file' 'root/bin/pillbox' "$(find root -type f)"
}

testTextconv() {
	if ! command -v git >/dev/null; then
		echo 'skipped: no git'
		return
	fi
	mkdir repository
	(
		cd repository && git init -q . && printf '\0\1\2' >a.bin && git add a.bin &&
			git -c user.name=a -c user.email=a@b commit -qm a && printf '\0\1\3' >a.bin
	) >/dev/null 2>&1
	is_example 'a diff of dumps' \
		"cd repository; textconv '*.bin'; git --no-pager diff --no-color | sed -n 's/^[-+]0/>&/p'" 0 \
		'>-00000000  00 01 02                                          |...|
>+00000000  00 01 03                                          |...|
' ''
}

testCorpus() {
	if ! command -v parallel >/dev/null; then
		echo 'skipped: no parallel'
		return
	fi
	mkdir corpus
	for i in 1 2 3; do echo 'a b' >"corpus/$i"; done
	printf 'c' >'corpus/a "quoted"
name'
	is_example 'the sum' 'HOME=$T corpus corpus 2' 0 '3 7 13\n' ''
}

testClusters() {
	mkdir lists
	printf 'a b\n' >one
	printf 'one\0one\0' >lists/3
	bash -n "$examples/array.slurm"
	assertEquals 'the syntax of the array' 0 $?
	is_example 'a task of the array' \
		"SLURM_ARRAY_TASK_ID=3 PILLBOX=$PILLBOX bash $examples/array.slurm" 0 '2 4 8\n' ''
	if python3 -c 'import yaml' 2>/dev/null; then
		python3 "$here/manifest.py" "$examples/job.yaml" >said 2>&1
		assertEquals "the job: $(tail -n 1 said)" 0 $?
	else
		echo 'skipped: no python3-yaml'
	fi
}

# shellcheck source=/dev/null
. shunit2
