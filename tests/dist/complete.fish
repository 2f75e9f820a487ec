# complete.fish FOLDER LINE: what fish offers after LINE and TAB, a line each, with the
# completions of FOLDER.
source $argv[1]/pillbox.fish
complete -C $argv[2] | cut -f 1 | sort -u
