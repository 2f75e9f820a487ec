#!/bin/sh
# in-root.sh: run as root in a minimal Debian, in a clone of this (tools/in-debian): makes the
# package, installs, uses and removes it. On Debian 13 lintian finds nothing in it.
set -eu
say() {
	echo "in-root: $*"
}
die() {
	say "$*" >&2
	exit 1
}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
command -v make >/dev/null || { apt-get -q update && apt-get -q -y install --no-install-recommends make; } >/dev/null
tools/packages dist >/dev/null
# Images for containers leave out pages.
rm -f /etc/dpkg/dpkg.cfg.d/*docker* /etc/dpkg/dpkg.cfg.d/excludes
lintian=
if grep -q trixie /etc/os-release; then
	lintian=lintian
fi
# shellcheck disable=SC2086
apt-get -q -y install --no-install-recommends man-db bash-completion $lintian >/dev/null
make -s deb
package=$(echo build/*.deb)

find / -xdev \( -path "$PWD" -o -path /proc -o -path /tmp -o -path /var -o -path /root \) -prune -o -print | sort >/tmp/before
dpkg -i "$package" >/dev/null
export PATH="$PATH:/usr/libexec/pillbox"
[ "$(echo hello | pillbox cat -n)" = '     1	hello' ] || die 'does not run'
[ "$(echo hello | hd | head -n 1 | cut -c 1-8)" = 00000000 ] || die 'does not run by a link'
pillbox --check >/dev/null || die 'the seal does not hold here'
[ "$(man -w pillbox)" = /usr/share/man/man1/pillbox.1.gz ] || die 'man pillbox'
sed -n 's|^applet	\([^	]*\)	.*|\1|p' build/gen/options >/tmp/names
while read -r name; do
	[ "$(man -w "pillbox-$name")" = "/usr/share/man/man1/$name.1pillbox.gz" ] || die "man pillbox-$name"
	# The system's own comes first, where there is one.
	[ ! -e "/usr/share/man/man1/$name.1.gz" ] || [ "$(man -w "$name")" = "/usr/share/man/man1/$name.1.gz" ] ||
		die "man $name is not the system's"
done </tmp/names
dpkg --verify pillbox || die 'not what was installed'
bash -c '. /usr/share/bash-completion/bash_completion; _comp_load pillbox 2>/dev/null || __load_completion pillbox
	complete -p pillbox' >/dev/null || die 'bash-completion does not find the completion'
[ -z "$lintian" ] || lintian --allow-root --fail-on error,warning,info,pedantic -EIL +pedantic "$package" ||
	die 'lintian finds something'
dpkg -P pillbox >/dev/null
find / -xdev \( -path "$PWD" -o -path /proc -o -path /tmp -o -path /var -o -path /root \) -prune -o -print | sort >/tmp/after
diff /tmp/before /tmp/after || die 'leaves something, or takes something'
say "$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release): installed, used, removed${lintian:+; lintian finds nothing}"
