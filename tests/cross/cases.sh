#!/bin/sh
# cases.sh NAMES FOLDER: a compact form of the suites, for where there is nothing but a shell.
# Prints a line INPUT|COMMAND for each case and fills FOLDER with the files that they need. The
# cases are the commands of tests/*/modes and tests/*/commands, which every applet has, on several
# inputs, and what all of NAMES have in common.
set -eu
tests=$(cd "${0%/*}/.." && pwd)
names=$1
mkdir -p "$2/dir"
cd "$2"

# That of tests/seal/modes.sh.
printf 'aGVsbG8K\n' >a
printf 'd29ybGQK\n' >b
printf 'a\0-\0b\0' >list
printf '%064d  a\n' 0 >sums
echo '"%x"' >format
: >out
head -c 100000 /dev/zero >large

: >empty
awk 'BEGIN {
	for (i = 0; i < 400; i++)
		printf "%s%d%s%s\n", i % 7 ? "line " : "\t", i * i, i % 5 ? "" : "   ", i % 11 ? "" : "\n\n"
}' >text
LC_ALL=C awk 'BEGIN { for (i = 1; i < 3000; i++) printf "%c", i * i * 7 % 255 + 1 }' >binary
head -c 70 /dev/zero >>binary
printf 'no end' >>binary
base64 -w 61 binary >encoded
i=0
while [ $i -lt 60 ]; do
	printf 'na\303\257ve \342\202\254 \344\270\226\347\225\214 \360\237\230\200 \303 \377\302\240 e\314\201\n'
	i=$((i + 1))
done >utf8
# What is longer than any buffer, and a line that is.
i=0
while [ $i -lt 6 ]; do
	cat binary text utf8 encoded
	tr '\n' ' ' <encoded
	i=$((i + 1))
done >long

# dash's echo would make "\n" a newline.
line() {
	printf '%s\n' "$1"
}

# The command with its operand, if it has one, replaced by others.
each() {
	for input in text binary encoded utf8 long empty; do
		line "empty|$1 $input"
		line "$input|$1"
	done
	for locale in C.UTF-8 C; do
		line "utf8|export LC_ALL=$locale; $1"
	done
	line "empty|$1 dir"
	line "empty|$1 nope"
	line "text|$1 >/dev/full"
	line "text|$1 <&-"
	line "text|$1 >&-"
	line "text|$1 text - binary nope dir encoded"
	line "empty|$1 text | $1"
}

sed 's/|.*//' "$tests"/*/commands | LC_ALL=C sort -u | while read -r command; do
	each "$command"
done
grep -hv '^#' "$tests"/*/modes | cut -d '|' -f 3- | LC_ALL=C sort -u | while read -r command; do
	for input in empty encoded binary; do
		line "$input|$command"
	done
done
for name in $names; do
	for option in --help --version --no-such-option; do
		line "empty|$name $option"
	done
	each "$name"
done
