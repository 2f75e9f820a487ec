# For bash, with its own functions alone: the package bash-completion may be missing.
function write(    i, j, a, words, of) {
	print "# Completions of pillbox for bash, made from the tables of its options."
	print ""
	print "# _pillbox_words NAME: its options"
	print "_pillbox_words() {"
	print "\tcase $1 in"
	for (i = 1; i <= names; i++) {
		a = name[i]
		if (page[a] != a)
			continue
		words = ""
		for (j = 1; j <= options[a]; j++) {
			if (letter[a, j])
				words = words " -" letter[a, j]
			if (long[a, j])
				words = words " --" long[a, j] (arg[a, j] == "required" ? "=" : "")
		}
		print "\t" spellings(a, " | ") ") echo '" substr(words, 2) "' ;;"
	}
	print "\tesac"
	print "}"
	print ""
	print "# _pillbox_values NAME OPTION: what its argument may be; FILE for the names of files,"
	print "# - for anything, nothing for an option without one"
	print "_pillbox_values() {"
	print "\tcase $1:$2 in"
	for (i = 1; i <= names; i++) {
		a = name[i]
		for (j = 1; j <= options[page[a]]; j++) {
			of = values(page[a], j)
			if (of)
				print "\t" patterns(a, page[a], j) ") echo '" of "' ;;"
		}
	}
	print "\tesac"
	print "}"
	print ""
	words = ""
	for (i = 1; i <= boxes; i++)
		words = words " " box[i]
	print "_pillbox_box='" substr(words, 2) "'"
	words = ""
	for (i = 1; i <= names; i++)
		words = words " " name[i]
	print "_pillbox_first='" substr(words, 2) "'"
	words = ""
	for (i = 1; i <= names; i++)
		words = words (command[name[i]] ? "" : " " name[i])
	print "_pillbox_names='" substr(words, 2) "'"
	words = ""
	for (i = 1; i <= names; i++)
		words = words (command[name[i]] ? name[i] " " : "")
	print "_pillbox_commands=' " words "'"
	print ""
	template()
}

function values(a, j,    of) {
	if (arg[a, j] == "none")
		return ""
	if (takes_file(a, j))
		return "FILE"
	of = choices(a, j)
	return of ? of : "-"
}

# An optional argument does not follow in a word of its own.
function patterns(a, of, j,    list) {
	if (letter[of, j] && arg[of, j] == "required")
		list = a ":-" letter[of, j]
	if (long[of, j])
		list = list (list ? " | " : "") a ":--" long[of, j] "="
	if (long[of, j] && arg[of, j] == "required")
		list = list " | " a ":--" long[of, j]
	return list
}
