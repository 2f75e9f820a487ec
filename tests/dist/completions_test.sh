#!/bin/sh
# Completions: bash, zsh and fish offer the names, the options and their arguments, as
# --help says. Each shell is asked itself.
# shellcheck disable=SC2086
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
top=$(cd "$tests/.." && pwd)
made=$top/build/completions

oneTimeSetUp() {
	make -s -C "$top" completions >log 2>&1 || fail "not made: $(cat log)"
	mkdir work work/folder
	: >work/file
	cd work || exit 1
}

# offered SHELL LINE: what a shell offers, in one line
offered() {
	case $1 in
	bash) timeout 20 bash --norc "$here/complete.bash" "$made" "$2" ;;
	zsh) HOME=$T timeout 20 zsh -f "$here/complete.zsh" "$made" "$2" ;;
	fish) HOME=$T timeout 20 fish --no-config "$here/complete.fish" "$made" "$2" ;;
	esac 2>&1 | xargs
}

# offers LINE WORDS: in this shell. fish repeats the option before its argument; bash adds = where
# an argument must follow; fish adds / to a folder.
offers() {
	assertEquals "$shell: $1" "$(printf '%s\n' $2 | sort -u | xargs)" \
		"$(offered $shell "$1" | tr ' ' '\n' | sed 's/^--[A-Za-z0-9-]*=\(.\)/\1/; s|[=/]$||' | sort -u | xargs)"
}

# long NAME: its long options, as its --help has them
long() {
	"$PILLBOX" --help "$1" | sed -n 's/^  \(-.,\|   \) \(--[A-Za-z0-9-]*\).*/\2/p'
}

# What every shell must offer.
complete_all() {
	shell=$1
	offers 'pillbox ' "$names confine"
	offers 'pillbox --help ' "$names"
	offers 'pillbox --policy ' "$names"
	offers 'pillbox --' "$("$PILLBOX" --help | sed -n 's/^  \(-.,\)\? *\(--[a-z-]*\) .*/\2/p')"
	for name in $names; do
		offers "pillbox $name --" "$(long $name)"
	done
	offers 'pillbox confine --' "$("$PILLBOX" confine --help | sed -n 's/^  \(-.,\|   \) \(--[A-Za-z0-9-]*\).*/\2/p')"
	offers 'pillbox confine --policy f' 'file folder'
	offers 'pillbox confine dpkg-que' dpkg-query
	offers 'pillbox wc --total=' 'always auto never only'
	offers 'pillbox wc --total=a' 'always auto'
	offers 'pillbox wc --total ' 'always auto never only'
	offers 'pillbox hd --color=' 'always auto never'
	offers 'pillbox cat f' 'file folder'
	offers 'pillbox cat -n -- f' 'file folder'
	offers 'pillbox hexdump -f f' 'file folder'
	offers 'pillbox hexdump --format-file f' 'file folder'
	offers 'pillbox --install f' folder
	offers 'pillbox nope --' ''
}

testBash() {
	bash -n "$made/pillbox.bash"
	assertEquals 'its syntax' 0 $?
	complete_all bash
	offers 'pillbox cat -' "$("$PILLBOX" --help cat |
		sed -n 's/^  \(-[^-,]\)\(, \| \).*/\1/p') $(long cat)"
}

testZsh() {
	if command -v zsh >/dev/null; then
		complete_all zsh
	else
		echo 'skipped: no zsh'
	fi
}

testFish() {
	if command -v fish >/dev/null; then
		complete_all fish
	else
		echo 'skipped: no fish'
	fi
}

# They are for the command pillbox alone: none of the system's is hidden.
testOnlyPillbox() {
	assertEquals 'bash' 'complete -F _pillbox pillbox' "$(grep '^complete' "$made/pillbox.bash")"
	assertEquals 'zsh' '#compdef pillbox' "$(head -n 1 "$made/_pillbox")"
	assertEquals 'fish' '' "$(grep '^complete' "$made/pillbox.fish" | grep -v '^complete -c pillbox ')"
}

# shellcheck source=/dev/null
. shunit2
