# For zsh.
function write(    i, j, a) {
	print "#compdef pillbox"
	print "# Completions of pillbox for zsh, made from the tables of its options."
	print ""
	for (j = 0; j <= 1; j++) {
		print (j ? "_pillbox_commands" : "_pillbox_names") "() {"
		print "\tlocal -a names"
		print "\tnames=("
		for (i = 1; i <= names; i++)
			if (j == (command[name[i]] ? 1 : 0))
				print "\t\t" quoted(name[i] ":" colons(summary[name[i]]))
		print "\t)"
		print (j ? "\t_describe -t commands command names" : "\t_describe -t applets applet names")
		print "}"
		print ""
	}
	print "_pillbox_words() {"
	print "\tlocal -a words"
	print "\twords=("
	for (i = 1; i <= boxes; i++)
		print "\t\t" quoted(box[i] ":" colons(box_help[i]))
	print "\t)"
	print "\t_describe -t options option words"
	print "}"
	print ""
	print "_pillbox_of() {"
	print "\tcase $1 in"
	for (i = 1; i <= names; i++) {
		a = name[i]
		if (page[a] != a)
			continue
		print "\t(" spellings(a, "|") ")"
		print "\t\t_arguments -s -S \\"
		for (j = 1; j <= options[a]; j++)
			print "\t\t\t" spec(a, j) " \\"
		print "\t\t\t" (command[a] ? "'(-)1:command: _command_names -e' '*::argument: _normal'" : "'*:file:_files'") " ;;"
	}
	print "\tesac"
	print "}"
	print ""
	template()
}

function colons(text) {
	gsub(/:/, "\\:", text)
	return text
}

# One option, as _arguments takes it: a short and a long spelling exclude each other.
function spec(a, j,    text, both, follows, s, l) {
	text = help[a, j]
	gsub(/\\/, "\\\\", text)
	gsub(/\[/, "\\[", text)
	gsub(/\]/, "\\]", text)
	if (arg[a, j] != "none")
		follows = (arg[a, j] == "required" ? ":" : "::") value[a, j] ":" action(a, j)
	s = letter[a, j] ? "-" letter[a, j] : ""
	l = long[a, j] ? "--" long[a, j] : ""
	if (s && l)
		both = "(" s " " l ")"
	if (s && arg[a, j] != "none")
		s = s (arg[a, j] == "required" ? "+" : "-")
	if (l && arg[a, j] != "none")
		l = l (arg[a, j] == "required" ? "=" : "=-")
	if (both)
		return quoted(both) "{" s "," l "}" quoted("[" text "]" follows)
	return quoted(s l "[" text "]" follows)
}

function action(a, j) {
	if (takes_file(a, j))
		return "_files"
	return choices(a, j) ? "(" choices(a, j) ")" : ""
}
