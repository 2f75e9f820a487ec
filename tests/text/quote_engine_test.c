/* lib/text/: the words of all diagnostics.
 * glibc is the measure of errno texts and of what is printable; a name that was
 * quoted must be what a shell would read back; tests/core/common_test.sh compares
 * whole diagnostics with those of the installed tools. */
#include "lib/text/errno_text.h"
#include "lib/text/format.h"
#include "lib/text/quote.h"
#include "tests/engine.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

enum { LONGEST = 512, PIECES_LONGEST = 12 };

static bool
judge(bool right, const char *what, const char *wanted, const char *got)
{
	if (fails(right))
		printf("%s: wanted [%s], got [%s]\n", what, wanted, got);
	return right;
}

/* ---- texts through a buffer of any size ---------------------------------- */

static char collected[2 * LONGEST * 4];
static size_t collected_n;

static void
collect(struct text *t)
{
	if (collected_n + t->len >= sizeof(collected))
		t->len = 0;
	memcpy(collected + collected_n, t->buf, t->len);
	collected_n += t->len;
	collected[collected_n] = '\0';
	t->len = 0;
}

static const char *
quoted(void (*quote)(struct text *, const char *), const char *name, bool utf8, size_t cap)
{
	char buf[64];
	struct text t = {.buf = buf, .cap = cap, .utf8 = utf8, .drain = collect};

	collected_n = 0;
	quote(&t, name);
	collect(&t);
	return collected;
}

static const char *
formatted(size_t cap, const char *format, ...)
{
	char buf[64];
	struct text t = {.buf = buf, .cap = cap, .drain = collect};
	va_list args;

	collected_n = 0;
	va_start(args, format);
	text_format(&t, format, args);
	va_end(args);
	collect(&t);
	return collected;
}

static void
test_format(void)
{
	static const char all[] = "s 'a b' 'c' 'd\\'e' f\\033 18446744073709551615 0 Success "
	                          "Illegal seek Unknown error 4711 Unknown error -3 x %.";

	for (size_t cap = 1; cap <= 64; cap++) {
		const char *got = formatted(cap, "%s %f %a %q %o %u %u %m %m %m %m %c %%.", "s",
		    "a b", "c", "d'e", "f\033", UINT64_MAX, UINT64_C(0), 0, ESPIPE, 4711, -3, 'x');

		judge(strcmp(got, all) == 0, "format", all, got);
	}
}

static void
test_numbers(void)
{
	uint64_t v = 1;

	for (int i = 0; i < 64; i++, v = v << 1 | (v & 1))
		for (uint64_t d = 0; d < 3; d++) {
			char want[32];
			const char *got = formatted(7, "%u", v - d);

			snprintf(want, sizeof(want), "%" PRIu64, v - d);
			judge(strcmp(want, got) == 0, "number", want, got);
		}
}

static void
test_errno(void)
{
	for (int error = -3; error <= 300; error++) {
		char want[64];
		const char *got = formatted(64, "%m", error);

		snprintf(want, sizeof(want), "%s", strerror(error));
		if (error == 134 && strcmp(want, "Unknown error 134") == 0)
			continue; /* of Linux 7, in glibc since 2.43 */
		judge(strcmp(want, got) == 0, "errno", want, got);
	}
	judge(errno_text(4711) == NULL && errno_text(-1) == NULL, "no errno", "", "");
}

/* ---- names --------------------------------------------------------------- */

/* As GNU cat 9.1 printed them. The first is for C, the second for C.UTF-8. */
static void
test_known_names(void)
{
	static const char *const names[][3] = {
	    {"", "''", "''"},
	    {"plain-name_1.2,3+4%5@6/7]", "plain-name_1.2,3+4%5@6/7]", "plain-name_1.2,3+4%5@6/7]"},
	    {"a b", "'a b'", "'a b'"},
	    {"it's", "\"it's\"", "\"it's\""},
	    {"it's a", "\"it's a\"", "\"it's a\""},
	    {"'", "\"'\"", "\"'\""},
	    {"'$", "''\\''$'", "''\\''$'"},
	    {"a:b", "'a:b'", "'a:b'"},
	    {"a':b", "\"a':b\"", "\"a':b\""},
	    {"#a", "'#a'", "'#a'"},
	    {"a#", "a#", "a#"},
	    {"~", "'~'", "'~'"},
	    {"a~", "a~", "a~"},
	    {"{", "'{'", "'{'"},
	    {"}", "'}'", "'}'"},
	    {"{}", "{}", "{}"},
	    {"'{a", "''\\''{a'", "''\\''{a'"},
	    {"a'#", "'a'\\''#'", "'a'\\''#'"},
	    {"#'", "\"#'\"", "\"#'\""},
	    {"n\no", "'n'$'\\n''o'", "'n'$'\\n''o'"},
	    {"\n", "''$'\\n'", "''$'\\n'"},
	    {"\n\t", "''$'\\n\\t'", "''$'\\n\\t'"},
	    {"\n'", "''$'\\n'\\'''", "''$'\\n'\\'''"},
	    {"'\n", "''\\'''$'\\n'", "''\\'''$'\\n'"},
	    {"n\001o", "'n'$'\\001''o'", "'n'$'\\001''o'"},
	    {"\033[31m", "''$'\\033''[31m'", "''$'\\033''[31m'"},
	    {"n\303\266", "'n'$'\\303\\266'", "n\303\266"},
	    {"\302\233", "''$'\\302\\233'", "''$'\\302\\233'"},
	    {"\303", "''$'\\303'", "''$'\\303'"},
	    {"\303\266 o'", "''$'\\303\\266'' o'\\'''", "\"\303\266 o'\""},
	    {"\355\240\200", "''$'\\355\\240\\200'", "''$'\\355\\240\\200'"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (int utf8 = 0; utf8 < 2; utf8++) {
			const char *got = quoted(quote_name, names[i][0], utf8, 64);

			judge(
			    strcmp(got, names[i][1 + utf8]) == 0, "name", names[i][1 + utf8], got);
		}
}

static void
test_known_arguments(void)
{
	static const char *const arguments[][3] = {
	    {"", "''", ""},
	    {"1k", "'1k'", "1k"},
	    {"a'b", "'a\\'b'", "a'b"},
	    {"a\\b", "'a\\\\b'", "a\\b"},
	    {"a b\"$", "'a b\"$'", "a b\"$"},
	    {"\033\n\001\177", "'\\033\\n\\001\\177'", "\\033\\n\\001\\177"},
	    {"\303\266", "'\\303\\266'", "\\303\\266"},
	};

	for (size_t i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++) {
		const char *got = quoted(quote_arg, arguments[i][0], false, 64);

		judge(strcmp(got, arguments[i][1]) == 0, "argument", arguments[i][1], got);
		got = quoted(quote_plain, arguments[i][0], false, 64);
		judge(strcmp(got, arguments[i][2]) == 0, "plain", arguments[i][2], got);
	}
}

/* ---- a shell reads it back ----------------------------------------------- */

/* Decodes an escape of $'...', after its backslash. Returns what follows. */
static const char *
unescape(const char *s, char *to)
{
	static const char letters[] = "abtnvfr", meant[] = "\a\b\t\n\v\f\r";
	const char *at = strchr(letters, *s);

	if (*s >= '0' && *s <= '3') {
		*to = (char)((s[0] - '0') << 6 | (s[1] - '0') << 3 | (s[2] - '0'));
		return s + 3;
	}
	*to = '?';
	if (at)
		*to = meant[at - letters];
	return s + 1;
}

/* The word that a shell makes of s: false where it would be none, or more than
 * one, or where something in it would be expanded. */
static bool
unquote(const char *s, char *to)
{
	for (const char *start = s; *s; s++) {
		const char *const special =
		    s == start ? " \t\n!\"$&()*;<=>?[^`|#~" : " \t\n!\"$&()*;<=>?[^`|";

		if (*s == '$' && s[1] == '\'') {
			for (s += 2; *s && *s != '\''; to++) {
				if (*s == '\\')
					s = unescape(s + 1, to);
				else
					*to = *s++;
			}
		} else if (*s == '\'' || *s == '"') {
			const char end = *s;

			for (s++; *s && *s != end; s++) {
				if (end == '"' && strchr("$`\\!", *s))
					return false;
				*to++ = *s;
			}
		} else if (*s == '\\') {
			*to++ = *++s;
		} else if (strchr(special, *s)) {
			return false;
		} else {
			*to++ = *s;
		}
		if (!*s)
			return false; /* the end of a quotation is missing */
	}
	*to = '\0';
	return true;
}

/* Whether no byte of it does anything to a terminal. */
static bool
harmless(const char *s, bool utf8)
{
	mbstate_t state = {0};
	wchar_t c;
	size_t n;

	for (; *s; s += n) {
		n = utf8 ? mbrtowc(&c, s, strlen(s), &state) : 1;
		if (n > 4 || !iswprint(utf8 ? (wint_t)c : btowc((unsigned char)*s)))
			return false;
		if (!utf8 && (unsigned char)*s > 126)
			return false;
	}
	return true;
}

static void
check_name(const char *name, bool utf8)
{
	char plain[2 * LONGEST], read[2 * LONGEST];

	snprintf(plain, sizeof(plain), "%s", quoted(quote_name, name, utf8, 1 + random_below(64)));
	judge(harmless(plain, utf8), "harmless", name, plain);
	judge(unquote(plain, read) && strcmp(read, name) == 0, "read back", name, plain);

	snprintf(
	    plain, sizeof(plain), "%s", quoted(quote_always, name, utf8, 1 + random_below(64)));
	judge(harmless(plain, utf8), "harmless, always", name, plain);
	judge(strchr("'\"", *plain) && unquote(plain, read) && strcmp(read, name) == 0,
	    "read back, always", name, plain);

	snprintf(plain, sizeof(plain), "%s", quoted(quote_arg, name, utf8, 1 + random_below(64)));
	judge(harmless(plain, utf8) && *plain == '\'', "argument", name, plain);
	snprintf(plain, sizeof(plain), "%s", quoted(quote_plain, name, utf8, 1 + random_below(64)));
	judge(harmless(plain, utf8), "plain", name, plain);
}

static void
test_bytes(void)
{
	for (int c = 1; c < 256; c++)
		for (int utf8 = 0; utf8 < 2; utf8++) {
			check_name((char[]){(char)c, 0}, utf8);
			check_name((char[]){(char)c, 'a', 0}, utf8);
			check_name((char[]){'a', (char)c, 'b', 0}, utf8);
			check_name((char[]){'a', (char)c, 0}, utf8);
			check_name((char[]){'\'', (char)c, 0}, utf8);
			check_name((char[]){(char)c, '\'', 0}, utf8);
			check_name((char[]){(char)c, '\n', (char)c, 0}, utf8);
		}
}

static void
test_random_names(void)
{
	static const char *const pieces[] = {"a", "b", "7", "'", "\"", "$", " ", "#", "~", "{", "}",
	    ":", "\\", "`", "!", "\n", "\t", "\001", "\033", "\177", "\200", "\303", "\303\266",
	    "\302\233", "\302\240", "\342\202\254", "\342\202", "\342\200\250", "\355\240\200",
	    "\360\237\230\200", "\360\237", "\364\220\200\200", "\370", "\377", "\315\270"};

	for (int i = 0; i < 20000; i++) {
		char name[4 * PIECES_LONGEST + 1] = "", *end = name;

		for (size_t n = 1 + random_below(PIECES_LONGEST); n > 0; n--)
			end = stpcpy(end, pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))]);
		check_name(name, i & 1);
	}
}

/* What the versions of Unicode after glibc 2.36's have added, by one of their
 * characters: glibc does not say which version it has. */
static const struct {
	wchar_t sample;
	unsigned characters;
} later_versions[] = {{0x0CF3, 4489}, {0x2FFC, 627}, {0x1C89, 5185}, {0x20C1, 4803}};

/* Every character is printed exactly where glibc calls it printable, but that the
 * Unicode of lib/utf8/width.h may be later and have more of them: all of that version.
 * A glibc that is later still has nothing to say about them. */
static void
test_every_character(void)
{
	unsigned more = 0, less = 0, added = 0;

	for (size_t i = 0; i < sizeof(later_versions) / sizeof(later_versions[0]); i++)
		if (!iswprint((wint_t)later_versions[i].sample))
			added += later_versions[i].characters;

	for (wchar_t c = 0x80; c < 0x110000; c++) {
		char name[MB_LEN_MAX + 1];
		mbstate_t state = {0};
		const size_t n = wcrtomb(name, c, &state);
		bool as_it_is;

		if (n > 4)
			continue; /* a surrogate */
		name[n] = '\0';
		as_it_is = strcmp(quoted(quote_name, name, true, 64), name) == 0;
		if (as_it_is && !iswprint((wint_t)c))
			more++;
		else if (!as_it_is && iswprint((wint_t)c) && added == 0)
			less++;
		else
			judge(as_it_is == (iswprint((wint_t)c) != 0), "character", name, collected);
	}
	judge(more == added, "later characters", "those of the later versions",
	    formatted(64, "%d", (int)more));
	if (less > 0)
		printf("skipped: %u characters of a later Unicode, which glibc knows\n", less);
}

int
main(void)
{
	test_errno();
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return puts("no locale C.UTF-8"), 1;
	test_format();
	test_numbers();
	test_known_names();
	test_known_arguments();
	test_bytes();
	test_random_names();
	test_every_character();
	return finish();
}
