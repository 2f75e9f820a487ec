/* The parser of policy files. It guarantees that a source it accepts is in the
 * strict subset of minijail's syntax, that each line means what a hasty reader
 * takes it for, and that nothing in it is without effect: what is doubtful is
 * refused with the line and what to write instead. */
#include "policies/tool/compile.h"

#include <ctype.h>
#include <errno.h>
#include <seccomp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_LIMIT = 65536 };

#define CONDITIONS "argN == VALUE with N from 0 to 5"
#define LIST_VALUES "list every value that is allowed, as in arg0 == 0 || arg0 == 1"
#define MIXED "'1' allows every argument, whatever stands beside it; write either 1 or conditions"
#define NO_ACTION "is no condition; write 1 or conditions: what no line allows is killed"

/* Words and signs of minijail or of C that are no part of the subset. */
static const struct {
	const char *token, *message;
} refused[] = {
    {"<", "'<' lets values through that the kernel cuts to 32 bits; " LIST_VALUES},
    {"<=", "'<=' lets values through that the kernel cuts to 32 bits; " LIST_VALUES},
    {">", "'>' lets values through that the kernel cuts to 32 bits; " LIST_VALUES},
    {">=", "'>=' lets values through that the kernel cuts to 32 bits; " LIST_VALUES},
    {"!=", "'!=' lets everything else through; " LIST_VALUES},
    {"&", "'&' asks for one bit and lets all others through; " LIST_VALUES ", or && for 'and'"},
    {"in", "'in' lets every part of a set through; " LIST_VALUES},
    {"=", "'=' compares nothing; write =="},
    {"!", "'!' lets everything else through; " LIST_VALUES},
    {"-", "a negative number has no certain upper half; write all 64 bits, as 0x..."},
    {"~", "'~' lets everything else through; " LIST_VALUES},
    {"(", "there are no parentheses; write && and ||, of which && binds first"},
    {")", "there are no parentheses; write && and ||, of which && binds first"},
    {"\\", "a line cannot be continued; write the whole rule on one line"},
    {";", "';' brings an action in; leave it out: what no line allows is killed"},
    {"{", "there are no braces; write one line for every call"},
    {"@", "the only directive is @include; write the calls themselves: a policy is the whole "
          "truth"},
    {"return", "'return' " NO_ACTION},
    {"allow", "'allow' " NO_ACTION},
    {"kill", "'kill' " NO_ACTION},
    {"log", "'log' " NO_ACTION},
    {"trap", "'trap' " NO_ACTION},
};

struct parser {
	struct source *source;
	const struct architecture *arch;
	bool included;      /* the source is what another includes */
	const char *before; /* the line of @include, in the text; NULL: none so far */
	const char *after;  /* the line after it */
	unsigned line;
	const char *rest, *end; /* what follows the token, up to the end or comment */
	const char *token;
	int length; /* of the token: 0 at the end of the line */
};

static unsigned wrong_count;

void
wrong(const char *path, unsigned line, const char *format, ...)
{
	va_list args;

	wrong_count++;
	fprintf(stderr, "%s:%u: ", path, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

unsigned
wrongs(void)
{
	return wrong_count;
}

/* Whether everything that b allows is allowed by a. */
static bool
covers(const struct alternative *a, const struct alternative *b)
{
	for (int i = 0; i < ARGUMENTS; i++)
		if (a->args[i].text && (!b->args[i].text || a->args[i].value != b->args[i].value))
			return false;
	return true;
}

enum relation
relate(const struct rule *rule, const struct alternative *a)
{
	for (size_t i = 0; i < rule->count; i++) {
		const bool narrower = covers(&rule->alternatives[i], a);
		const bool wider = covers(a, &rule->alternatives[i]);

		if (narrower || wider)
			return narrower && wider ? SAME : COVERING;
	}
	return APART;
}

/* As a statement of the parser's: `return bad(p, "...");`. */
#define bad(p, ...) (wrong((p)->source->path, (p)->line, __VA_ARGS__), false)

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool
is(const struct parser *p, const char *token)
{
	return strlen(token) == (size_t)p->length && !memcmp(p->token, token, (size_t)p->length);
}

/* Takes the next token in hand: a word, a sign, or nothing at the line's end. */
static void
next(struct parser *p)
{
	static const char pairs[][3] = {"==", "&&", "||", "!=", "<=", ">="};

	while (p->rest < p->end && (*p->rest == ' ' || *p->rest == '\t'))
		p->rest++;
	p->token = p->rest;
	while (p->rest < p->end && is_word(*p->rest))
		p->rest++;
	if (p->rest == p->token && p->rest < p->end) {
		p->rest++;
		for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
			if (p->rest < p->end && !memcmp(p->token, pairs[i], 2)) {
				p->rest++;
				break;
			}
	}
	p->length = (int)(p->rest - p->token);
}

static bool
take(struct parser *p, const char *token)
{
	if (!is(p, token))
		return false;
	next(p);
	return true;
}

/* The token in hand is not what the grammar wants here. */
static bool
unexpected(struct parser *p, const char *wanted, const char *instead)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if (is(p, refused[i].token))
			return bad(p, "%s", refused[i].message);
	if (!p->length)
		return bad(p, "the line ends before %s; write %s", wanted, instead);
	return bad(p, "'%.*s' in the place of %s; write %s", p->length, p->token, wanted, instead);
}

static bool
parse_number(struct parser *p, uint64_t *value)
{
	const bool hex = p->length > 2 && !memcmp(p->token, "0x", 2);
	const uint64_t base = hex ? 16 : 10;

	*value = 0;
	for (int i = hex ? 2 : 0; i < p->length; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = memchr(digits, tolower((unsigned char)p->token[i]), base);

		if (!digit)
			return bad(p,
			    "'%.*s' is no number; write decimal digits, or 0x and hexadecimal ones",
			    p->length, p->token);
		if (__builtin_mul_overflow(*value, base, value) ||
		    __builtin_add_overflow(*value, (uint64_t)(digit - digits), value))
			return bad(p,
			    "'%.*s' is more than 64 bits; write at most 0xffffffffffffffff",
			    p->length, p->token);
	}
	if (!hex && p->length > 1 && *p->token == '0')
		return bad(p,
		    "'%.*s' might be meant as octal; write it without the leading 0, or as 0x...",
		    p->length, p->token);
	return true;
}

/* VALUE = PART { "|" PART } */
static bool
parse_value(struct parser *p, struct condition *condition)
{
	const char *start = p->token, *end;
	uint64_t value = 0, part;

	do {
		if (!p->length || !is_word(*p->token))
			return unexpected(p, "a value", "a number or a constant's name");
		if (isdigit((unsigned char)*p->token)) {
			if (!parse_number(p, &part))
				return false;
		} else if (!constant(p->arch, p->token, (size_t)p->length, &part)) {
			return bad(p,
			    "'%.*s' is no constant that is known here; write its number, as 0x...",
			    p->length, p->token);
		}
		value |= part;
		end = p->rest;
		next(p);
	} while (take(p, "|"));
	*condition = (struct condition){start, (int)(end - start), value};
	return true;
}

/* CONDITION = "argN" "==" VALUE */
static bool
parse_condition(struct parser *p, struct alternative *alternative)
{
	struct condition *condition;
	unsigned n;

	if (is(p, "1"))
		return bad(p, MIXED);
	if (p->length < 4 || memcmp(p->token, "arg", 3) != 0)
		return unexpected(p, "a condition", CONDITIONS);
	n = (unsigned)p->token[3] - '0';
	if (p->length > 4 || n >= ARGUMENTS)
		return bad(p, "'%.*s' is no argument; write " CONDITIONS, p->length, p->token);
	condition = &alternative->args[n];
	if (condition->text)
		return bad(p,
		    "arg%u twice in one conjunction; write it once, or join alternatives by ||", n);
	next(p);
	if (!take(p, "=="))
		return unexpected(p, "'=='", CONDITIONS);
	return parse_value(p, condition);
}

static bool
add_alternative(struct parser *p, struct rule *rule, const struct alternative *new)
{
	const enum relation relation = relate(rule, new);

	if (relation == SAME)
		return bad(p, "the same alternative twice; write it once");
	if (relation == COVERING)
		return bad(p, "one alternative allows all that another does; write one of them");
	rule->alternatives = grow(rule->alternatives, rule->count, sizeof(*new));
	rule->alternatives[rule->count++] = *new;
	return true;
}

/* The rest of a body that begins with a number, which only 1 may. */
static bool
parse_always(struct parser *p)
{
	const bool zero = is(p, "0"), one = is(p, "1");

	next(p);
	if (is(p, "=="))
		return bad(p, "the value stands first; write " CONDITIONS);
	if (zero)
		return bad(p, "'0' denies what is denied already; leave the line out");
	if (!one)
		return bad(p, "a number alone; write 1 to allow all arguments, or " CONDITIONS);
	if (is(p, "&&") || is(p, "||"))
		return bad(p, MIXED);
	return true;
}

/* CONDITION { "&&" CONDITION } { "||" CONDITION { "&&" CONDITION } } */
static bool
parse_alternatives(struct parser *p, struct rule *rule)
{
	do {
		struct alternative alternative = {0};

		do
			if (!parse_condition(p, &alternative))
				return false;
		while (take(p, "&&"));
		if (!add_alternative(p, rule, &alternative))
			return false;
	} while (take(p, "||"));
	return true;
}

/* BODY = "1" | ALTERNATIVES */
static bool
parse_body(struct parser *p, struct rule *rule)
{
	if (!p->length)
		return bad(p, "nothing after the colon; write 1 or " CONDITIONS);
	if (isdigit((unsigned char)*p->token) ? !parse_always(p) : !parse_alternatives(p, rule))
		return false;
	if (p->length)
		return unexpected(
		    p, "the end of the line", "&& or || between conditions, # before a comment");
	return true;
}

static bool
is_include(const struct parser *p)
{
	static const char word[] = "include";
	const size_t length = sizeof(word) - 1;

	return is(p, "@") && (size_t)(p->end - p->rest) >= length &&
	       !memcmp(p->rest, word, length) &&
	       (p->rest + length == p->end || !is_word(p->rest[length]));
}

/* Takes the rest of the line as the name of a policy in the source's folder. Returns its
 * path, or NULL. */
static char *
take_path(struct parser *p)
{
	const char *slash = strrchr(p->source->path, '/'), *name;
	const int folder = slash ? (int)(slash + 1 - p->source->path) : 0;
	char *path;

	while (p->rest < p->end && (*p->rest == ' ' || *p->rest == '\t'))
		p->rest++;
	name = p->rest;
	while (p->rest < p->end && *p->rest != ' ' && *p->rest != '\t')
		p->rest++;
	if (p->rest - name < 3 || memcmp(name, "./", 2) != 0 ||
	    memchr(name + 2, '/', (size_t)(p->rest - name - 2))) {
		wrong(p->source->path, p->line,
		    "'%.*s' is no file beside this one; write @include ./NAME.policy",
		    (int)(p->rest - name), name);
		return NULL;
	}
	if (asprintf(&path, "%.*s%.*s", folder, p->source->path, (int)(p->rest - name - 2),
	        name + 2) < 0)
		die("%s", strerror(errno));
	return path;
}

static const struct source *included(const char *path, const struct architecture *);

/* INCLUDE = "@include" "./" FILE */
static bool
parse_include(struct parser *p)
{
	struct source *s = p->source;
	char *path;

	if (p->included)
		return bad(p, "what is included includes more; write the lines themselves here");
	if (s->included)
		return bad(p, "a second @include; write its lines themselves here");
	if (s->count)
		return bad(p, "@include after a call; write it as the first line");
	p->before = p->token;
	next(p);
	path = take_path(p);
	if (!path)
		return false;
	next(p);
	if (p->length)
		return unexpected(p, "the end of the line", "# before a comment");
	s->included = included(path, p->arch);
	s->rules = copy(s->included->rules, s->included->count, sizeof(*s->rules));
	s->count = s->included->count;
	return true;
}

/* LINE = [ INCLUDE | NAME ":" BODY ] */
static bool
parse_line(struct parser *p)
{
	struct source *s = p->source;
	struct rule rule = {.path = s->path, .line = p->line};
	char *name;

	next(p);
	if (!p->length)
		return true;
	if (is_include(p))
		return parse_include(p);
	if (!is_word(*p->token))
		return unexpected(p, "a call's name", "NAME: 1 or NAME: argN == VALUE");
	rule.name = name = grow(NULL, (size_t)p->length, 1);
	memcpy(name, p->token, (size_t)p->length);
	name[p->length] = '\0';
	next(p);
	if (!take(p, ":"))
		return bad(p, "no colon after '%s'; write NAME: 1 or NAME: argN == VALUE", name);

	/* Numbers below 0 are libseccomp's for calls of other machines. */
	rule.number = seccomp_syscall_resolve_name_arch(p->arch->token, name);
	if (rule.number < 0)
		return bad(p,
		    "'%s' is no system call of %s; write a name of section 2 of the manual", name,
		    p->arch->name);
	for (size_t i = 0; i < s->count; i++) {
		if (s->rules[i].number != rule.number)
			continue;
		if (s->rules[i].path != s->path)
			return bad(p,
			    "'%s' is included from %s; leave it out, or write all lines in the "
			    "place of @include",
			    name, s->rules[i].path);
		return bad(p,
		    "'%s' is on line %u already; write all its alternatives there, joined by ||",
		    name, s->rules[i].line);
	}
	s->rules = grow(s->rules, s->count, sizeof(rule));
	s->rules[s->count++] = rule;
	return parse_body(p, &s->rules[s->count - 1]);
}

/* No byte, in comments either, may show as something else than it is. */
static bool
check_bytes(struct parser *p)
{
	for (const char *c = p->rest; c < p->end; c++)
		if ((*c < ' ' || *c > '~') && *c != '\t')
			return bad(p,
			    "byte 0x%02x is no printable ASCII; write plain text, with "
			    "newlines alone at the ends of lines",
			    (unsigned char)*c);
	return true;
}

/* Fills in text and size; false where there is nothing to parse. */
static bool
load(struct source *s)
{
	FILE *file = fopen(s->path, "rb");

	s->text = grow(NULL, TEXT_LIMIT, 1);
	if (file)
		s->size = fread(s->text, 1, TEXT_LIMIT + 1, file);
	if (!file || ferror(file))
		wrong(s->path, 1, "%s; name a file that can be read", strerror(errno));
	else if (s->size > TEXT_LIMIT)
		wrong(s->path, 1, "more than %d bytes; write shorter comments", TEXT_LIMIT);
	if (file)
		fclose(file);
	return s->size && s->size <= TEXT_LIMIT;
}

/* The name of the policy, from that of its file; NULL where it is none. */
static char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const size_t length = strspn(base, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (!length || strcmp(base + length, ".policy") != 0) {
		wrong(path, 1,
		    "no name for a policy; write small letters, digits and '-' before .policy");
		return NULL;
	}
	return strndup(base, length);
}

/* Puts the text of the included source in the place of the @include line. */
static void
splice_text(struct source *s, const struct parser *p)
{
	const size_t before = (size_t)(p->before - s->text);
	const size_t rest = (size_t)(s->text + s->size - p->after);
	const struct source *i = s->included;
	char *text = grow(NULL, before + i->size + rest, 1);

	memcpy(text, s->text, before);
	memcpy(text + before, i->text, i->size);
	memcpy(text + before + i->size, p->after, rest);
	s->text = text;
	s->size = before + i->size + rest;
}

static struct source
parse_file(const char *path, const struct architecture *arch, bool is_included)
{
	struct source s = {.path = path, .name = name_of(path)};
	struct parser p = {.source = &s, .arch = arch, .included = is_included};
	const unsigned before = wrong_count;
	const char *line, *end, *newline;

	end = load(&s) ? s.text + s.size : s.text;
	for (line = s.text; line < end; line = newline < end ? newline + 1 : end) {
		const char *comment;

		p.line++;
		newline = memchr(line, '\n', (size_t)(end - line));
		if (!newline) {
			newline = end;
			wrong(
			    path, p.line, "the last line does not end; write a newline behind it");
		}
		p.rest = line;
		p.end = newline;
		if (!check_bytes(&p))
			continue;
		comment = memchr(line, '#', (size_t)(newline - line));
		if (comment)
			p.end = comment;
		parse_line(&p);
		if (p.before && !p.after)
			p.after = newline < end ? newline + 1 : end;
	}
	if (!s.count && wrong_count == before)
		wrong(path, 1,
		    "a policy without a call allows nothing, not even to end; write exit: 1");
	if (s.included && p.after)
		splice_text(&s, &p);
	return s;
}

struct source
parse(const char *path, const struct architecture *arch)
{
	return parse_file(path, arch, false);
}

/* Each file is read once, and told to be wrong once. */
static const struct source *
included(const char *path, const struct architecture *arch)
{
	static struct source **known;
	static size_t count;

	for (size_t i = 0; i < count; i++)
		if (!strcmp(known[i]->path, path))
			return known[i];
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers */
	known = grow(known, count, sizeof(*known));
	known[count] = grow(NULL, 0, sizeof(**known));
	*known[count] = parse_file(path, arch, true);
	return known[count++];
}
