# complete.zsh FOLDER LINE: what zsh offers after LINE and TAB, a line each, with the
# completions of FOLDER: in a zsh on a terminal of its own, whose compadd says what it adds.
zmodload zsh/zpty
said=$(mktemp -d)
trap 'rm -rf $said' EXIT
export FOLDER=$1 SAID=$said/said
: >$SAID

cat >$said/setup <<'END'
PS1= PS2= LISTMAX=10000
fpath=($FOLDER $fpath)
autoload -Uz compinit
compinit -u -D
zstyle ':completion:*' verbose no
compadd() {
	# With one of these options it adds nothing.
	if [[ " ${(j: :)@[1,(i)(-|--)]} " == *' -'(O|A|D)' '* ]]; then
		builtin compadd "$@"
		return
	fi
	local -a hits
	builtin compadd -A hits "$@"
	print -rl -- $hits >>$SAID
	builtin compadd "$@"
}
say_end() { print -r -- END >>$SAID; zle kill-whole-line }
zle -N say_end
bindkey '^X' say_end
bindkey '^I' complete-word
print READY >>$SAID
END

# wait_for WORD: until it was said; ten seconds
wait_for() {
	integer looks=0
	until grep -qx $1 $SAID; do
		(( looks++ < 1000 )) || exit 1
		zpty -r -t shell >/dev/null
		sleep 0.01
	done
}

zpty shell zsh -f -i
zpty -w shell "source $said/setup"
wait_for READY
zpty -w -n shell "$2"$'\t'
sleep 0.1
zpty -w -n shell $'\x18'
wait_for END
sed '/^$/d; /^READY$/d; /^END$/d' $SAID | sort -u
zpty -d shell
