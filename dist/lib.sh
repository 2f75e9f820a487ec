# shellcheck shell=sh disable=SC2034
# What the scripts of this folder begin with: `. "${0%/*}/lib.sh"`. What they write depends
# on the sources and the toolchain, and on nothing else: not on the time, the folder, the
# user, the umask, the locale, or the order of a folder's entries.
set -eu
umask 022
export LC_ALL=C TZ=UTC
cd "${0%/*}/.."

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

VERSION=$(sed -n 's/^VERSION = //p' Makefile)

# The time of all files: midnight before the release, by CHANGELOG.md; before a release that
# has no date yet, the first of January 2000. SOURCE_DATE_EPOCH, if set, comes first.
if [ -z "${SOURCE_DATE_EPOCH-}" ]; then
	day=$(sed -n "s/^## $VERSION (\([0-9-]*\))\$/\1/p" CHANGELOG.md)
	SOURCE_DATE_EPOCH=$(date -u -d "${day:-2000-01-01}" +%s)
fi
export SOURCE_DATE_EPOCH

# iso: that time as RFC 3339 writes it
iso() {
	date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ
}

# machine FILE: the architecture of an ELF file for Linux, as uname -m calls it
machine() {
	case $(od -An -tx1 -N 20 "$1" | tr -d ' \n') in
	7f454c460201*3e00) echo x86_64 ;;
	7f454c460201*b700) echo aarch64 ;;
	*) die "$1: no program of a known architecture" ;;
	esac
}

# debian MACHINE: what Debian and OCI call that architecture
debian() {
	case $1 in
	x86_64) echo amd64 ;;
	aarch64) echo arm64 ;;
	*) die "$1: no known architecture" ;;
	esac
}

# What dist/options.c has printed.
TABLE=${TABLE:-build/gen/options}

# names: all names of applets, a line each
names() {
	sed -n 's/^\(applet\|alias\)	\([^	]*\)	.*/\2/p' "$TABLE"
}

# links: these, and the commands that are no applets
links() {
	names
	sed -n 's/^command	\([^	]*\)	.*/\1/p' "$TABLE"
}

# page_of NAME: the name whose page is this one's
page_of() {
	of=$(sed -n "s/^alias	$1	//p" "$TABLE")
	echo "${of:-$1}"
}

# same_time FOLDER: gives all in it the time of the release
same_time() {
	find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# pack FOLDER NAME...: writes these to standard output as a plain tar file, sorted, of user 0
pack() {
	(
		cd "$1"
		shift
		tar --format=ustar --sort=name --numeric-owner --owner=0 --group=0 \
			--mtime="@$SOURCE_DATE_EPOCH" -cf - "$@"
	)
}
