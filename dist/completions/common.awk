# What the three shells have in common. Reads dist/completions/box, what pillbox itself
# answers to (WORD, HELP), and then the lines of dist/options.c into
#
#   boxes, box[], box_help[]
#   names, name[], summary[NAME]            applets, and their other spellings
#   page[NAME]                              the applet that a spelling stands for
#   command[NAME]                           set if it is a command of the box
#   options[APPLET], and with [APPLET, i]: letter[], long[], arg[], value[], help[]
#
# and calls write() at the end, which each shell has. The last file is what is the same
# whatever the options are: template().
BEGIN { FS = "\t" }

FILENAME == ARGV[ARGC - 1] {
	same = same $0 "\n"
	next
}

FILENAME ~ /box$/ {
	box[++boxes] = $1
	box_help[boxes] = $2
	next
}

$1 == "applet" {
	name[++names] = $2
	page[$2] = $2
	summary[$2] = $3
}

# A command of the box: no applet.
$1 == "command" {
	command[$2] = 1
	page[$2] = $2
	summary[$2] = $3
	name[++names] = $2
}

$1 == "alias" {
	name[++names] = $2
	page[$2] = $3
	summary[$2] = summary[$3]
}

$1 == "option" {
	i = ++options[$2]
	letter[$2, i] = $3 == "-" ? "" : $3
	long[$2, i] = $4 == "-" ? "" : $4
	arg[$2, i] = $5
	value[$2, i] = $6
	help[$2, i] = $7
}

END { write() }

# The words that an argument may be: those that the help of a WHEN lists after a colon.
function choices(a, i,    text) {
	text = help[a, i]
	if (value[a, i] != "WHEN" || !sub(/.*: /, "", text))
		return ""
	gsub(/ *\([^)]*\)/, "", text)
	gsub(/, or | or |, /, " ", text)
	return text
}

function takes_file(a, i) {
	return arg[a, i] != "none" && value[a, i] ~ /^F(ILE)?$/
}

# What is the same whatever the options are.
function template() {
	printf "%s", same
}

# In single quotes, for a shell.
function quoted(text) {
	gsub(/'/, "'\\''", text)
	return "'" text "'"
}

# The spellings of an applet, with this between them.
function spellings(a, between,    i, list) {
	for (i = 1; i <= names; i++)
		if (page[name[i]] == a)
			list = list (list ? between : "") name[i]
	return list
}
