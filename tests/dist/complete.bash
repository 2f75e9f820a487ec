# complete.bash FOLDER LINE: what bash offers after LINE and TAB, a line each, with the
# completions of FOLDER. Where readline itself completes the names of files, it does so here.
# shellcheck source=/dev/null
. "$1/pillbox.bash"
files=
compopt() {
	[ "$2" = nospace ] || files=$2
}

# As readline splits the line: by blanks, and = is a word too.
line=$2
read -ra COMP_WORDS <<<"${line//=/ = }"
[[ $line != *[\ =] ]] || [[ $line == *= ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
function=$(complete -p pillbox | sed 's/.*-F \([^ ]*\) .*/\1/')
"$function" pillbox "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
if [ "$files" = default ]; then
	compgen -f -- "${COMP_WORDS[COMP_CWORD]#=}"
elif [ "$files" = dirnames ]; then
	compgen -d -- "${COMP_WORDS[COMP_CWORD]}"
elif [ ${#COMPREPLY[@]} -gt 0 ]; then
	printf '%s\n' "${COMPREPLY[@]}"
fi | sort -u
