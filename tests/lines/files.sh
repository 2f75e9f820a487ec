# shellcheck shell=sh
# The files that the suites of head and tail share.

make_files() {
	seq 5 >five
	seq 30000 >numbers
	printf 'a\nb\nno end' >open
	printf 'a\0b\nc\0d' >nuls
	: >empty
	printf '\n\n\n' >blank
	printf 'x\n%0200000d\ny\n' 7 >wide
	mkdir folder
}
