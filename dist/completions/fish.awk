# For fish.
function write(    i, j, a) {
	print "# Completions of pillbox for fish, made from the tables of its options."
	print ""
	template()
	print ""
	for (i = 1; i <= boxes; i++)
		print "complete -c pillbox -n __pillbox_first -f -l " substr(box[i], 3) " -d " fish(box_help[i])
	for (i = 1; i <= names; i++) {
		a = name[i]
		print "complete -c pillbox -n __pillbox_first -f -a " a " -d " fish(summary[a])
		if (command[a]) {
			print "complete -c pillbox -n '__pillbox_follows " a "' -f -a '(__fish_complete_subcommand --fcs-skip=2)'"
			continue
		}
		print "complete -c pillbox -n '__pillbox_follows --help --policy' -f -a " a " -d " fish(summary[a])
	}
	for (i = 1; i <= names; i++) {
		a = name[i]
		if (page[a] == a)
			for (j = 1; j <= options[a]; j++)
				print "complete -c pillbox -n '__pillbox_follows " spellings(a, " ") "'" spec(a, j)
	}
}

function fish(text) {
	gsub(/\\/, "\\\\", text)
	gsub(/'/, "\\'", text)
	return "'" text "'"
}

function spec(a, j,    s) {
	if (letter[a, j])
		s = s " -s " letter[a, j]
	if (long[a, j])
		s = s " -l " long[a, j]
	if (takes_file(a, j))
		s = s " -r -F"
	else if (arg[a, j] == "required")
		s = s " -x"
	if (choices(a, j))
		s = s (arg[a, j] == "required" ? "" : " -f") " -a " fish(choices(a, j))
	return s " -d " fish(help[a, j])
}
