/* The parser of policy files. A policy that it accepts is in the strict subset of minijail's
 * syntax, means what a hasty reader takes it for, and has no line without effect. Anything
 * doubtful is refused, with its line and what to write instead. */
#include "policies/tool/parse.h"

#include <errno.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/tool/array.h"
#include "policies/tool/parse_body.h"
#include "policies/tool/report.h"
#include "policies/tool/token.h"

enum { TEXT_LIMIT = 64 << 10 };

struct parser {
	struct source *source;
	const struct architecture *arch;
	bool is_included;   /* the source is a file that another one includes */
	const char *before; /* the line of @include, in the text; NULL: none so far */
	const char *after;  /* the line after it */
	struct tokens tokens;
};

static bool
is_include(const struct tokens *t)
{
	static const char word[] = "include";
	const size_t length = sizeof(word) - 1;

	return token_is(t, "@") && (size_t)(t->end - t->rest) >= length &&
	       !memcmp(t->rest, word, length) &&
	       (t->rest + length == t->end || !is_word(t->rest[length]));
}

static void
skip_blanks(struct tokens *t)
{
	while (t->rest < t->end && (*t->rest == ' ' || *t->rest == '\t'))
		t->rest++;
}

/* The path of the included policy, which the line names by "./FILE"; NULL if it does not. */
static char *
take_path(const struct source *s, struct tokens *t)
{
	const char *slash = strrchr(s->path, '/'), *name;
	const int folder = slash ? (int)(slash + 1 - s->path) : 0;
	char *path;
	int length;

	skip_blanks(t);
	name = t->rest;
	while (t->rest < t->end && *t->rest != ' ' && *t->rest != '\t')
		t->rest++;
	length = (int)(t->rest - name);
	if (length < 3 || memcmp(name, "./", 2) != 0 || memchr(name + 2, '/', (size_t)length - 2)) {
		wrong(t->path, t->line,
		    "'%.*s' is no file beside this one; write @include ./NAME.policy", length,
		    name);
		return NULL;
	}
	if (asprintf(&path, "%.*s%.*s", folder, s->path, length - 2, name + 2) < 0)
		die("%s", strerror(errno));
	return path;
}

static const struct source *parse_included(const char *path, const struct architecture *);

/* INCLUDE = "@include" "./" FILE */
static bool
parse_include(struct parser *p)
{
	struct source *s = p->source;
	struct tokens *t = &p->tokens;
	char *path;

	if (p->is_included)
		return bad(t, "what is included includes more; write the lines themselves here");
	if (s->included)
		return bad(t, "a second @include; write its lines themselves here");
	if (s->count)
		return bad(t, "@include after a call; write it as the first line");
	p->before = t->token;
	token_next(t);
	path = take_path(s, t);
	if (!path)
		return false;
	token_next(t);
	if (t->length)
		return token_unexpected(t, "the end of the line", "# before a comment");
	s->included = parse_included(path, p->arch);
	s->rules = array_copy(s->included->rules, s->included->count, sizeof(*s->rules));
	s->count = s->included->count;
	return true;
}

/* Refuses a second line for the same call. */
static bool
check_new(const struct source *s, const struct tokens *t, const struct rule *rule)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct rule *earlier = &s->rules[i];

		if (earlier->number != rule->number)
			continue;
		if (earlier->path != s->path)
			return bad(t,
			    "'%s' is included from %s; leave it out, or write all lines in the "
			    "place of @include",
			    rule->name, earlier->path);
		return bad(t,
		    "'%s' is on line %u already; write all its alternatives there, joined by ||",
		    rule->name, earlier->line);
	}
	return true;
}

/* RULE = NAME ":" BODY */
static bool
parse_rule(struct parser *p)
{
	struct source *s = p->source;
	struct tokens *t = &p->tokens;
	struct rule rule = {.path = s->path, .line = t->line};
	char *name;

	if (!is_word(*t->token))
		return token_unexpected(t, "a call's name", "NAME: 1 or NAME: argN == VALUE");
	rule.name = name = array_grow(NULL, (size_t)t->length, 1);
	memcpy(name, t->token, (size_t)t->length);
	name[t->length] = '\0';
	token_next(t);
	if (!token_take(t, ":"))
		return bad(t, "no colon after '%s'; write NAME: 1 or NAME: argN == VALUE", name);

	/* libseccomp has negative numbers for calls that only other machines have. */
	rule.number = seccomp_syscall_resolve_name_arch(p->arch->token, name);
	if (rule.number < 0)
		return bad(t,
		    "'%s' is no system call of %s; write a name of section 2 of the manual", name,
		    p->arch->name);
	if (!check_new(s, t, &rule))
		return false;
	s->rules = array_grow(s->rules, s->count, sizeof(rule));
	s->rules[s->count++] = rule;
	return parse_body(t, p->arch, &s->rules[s->count - 1]);
}

/* What an editor shows of a line, its comment too, must be the bytes that stand there. */
static bool
check_bytes(const struct tokens *t)
{
	for (const char *c = t->rest; c < t->end; c++)
		if ((*c < ' ' || *c > '~') && *c != '\t')
			return bad(t,
			    "byte 0x%02x is no printable ASCII; write plain text, with "
			    "newlines alone at the ends of lines",
			    (unsigned char)*c);
	return true;
}

/* LINE = [ INCLUDE | RULE ] [ "#" COMMENT ] */
static void
parse_line(struct parser *p, const char *line, const char *end)
{
	struct tokens *t = &p->tokens;
	const char *comment = memchr(line, '#', (size_t)(end - line));

	t->rest = line;
	t->end = end;
	if (!check_bytes(t))
		return;
	if (comment)
		t->end = comment;
	token_next(t);
	if (is_include(t))
		parse_include(p);
	else if (t->length)
		parse_rule(p);
}

static void
parse_lines(struct parser *p)
{
	const struct source *s = p->source;
	const char *const end = s->text + s->size;
	const char *newline;

	for (const char *line = s->text; line < end; line = newline < end ? newline + 1 : end) {
		p->tokens.line++;
		newline = memchr(line, '\n', (size_t)(end - line));
		if (!newline) {
			newline = end;
			wrong(s->path, p->tokens.line,
			    "the last line does not end; write a newline after it");
		}
		parse_line(p, line, newline);
		if (p->before && !p->after)
			p->after = newline < end ? newline + 1 : end;
	}
}

/* Reads the file into text and size; reports it if that fails or the file is too long. */
static bool
read_source(struct source *s)
{
	FILE *file = fopen(s->path, "rb");
	bool good = false;

	s->text = array_grow(NULL, TEXT_LIMIT, 1);
	if (file)
		s->size = fread(s->text, 1, TEXT_LIMIT + 1, file);
	if (!file || ferror(file))
		wrong(s->path, 1, "%s; name a file that can be read", strerror(errno));
	else if (s->size > TEXT_LIMIT)
		wrong(s->path, 1, "more than %d bytes; write shorter comments", TEXT_LIMIT);
	else
		good = true;
	if (file)
		fclose(file);
	return good;
}

/* The policy's name, which its file has before ".policy"; NULL if it is not a valid one. */
static char *
policy_name(const char *path)
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

/* Replaces the line of @include by the included text. */
static void
splice_text(struct source *s, const struct parser *p)
{
	const size_t before = (size_t)(p->before - s->text);
	const size_t rest = (size_t)(s->text + s->size - p->after);
	const struct source *included = s->included;
	char *text = array_grow(NULL, before + included->size + rest, 1);

	memcpy(text, s->text, before);
	memcpy(text + before, included->text, included->size);
	memcpy(text + before + included->size, p->after, rest);
	s->text = text;
	s->size = before + included->size + rest;
}

static struct source
parse_file(const char *path, const struct architecture *arch, bool is_included)
{
	struct source s = {.path = path, .name = policy_name(path)};
	struct parser p = {
	    .source = &s, .arch = arch, .is_included = is_included, .tokens.path = path};
	const unsigned before = wrong_count();

	if (read_source(&s))
		parse_lines(&p);
	if (!s.count && wrong_count() == before)
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

/* Several policies may include a file: it is parsed, and its mistakes are reported, once. */
static const struct source *
parse_included(const char *path, const struct architecture *arch)
{
	static struct source **known;
	static size_t count;

	for (size_t i = 0; i < count; i++)
		if (!strcmp(known[i]->path, path))
			return known[i];
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers */
	known = array_grow(known, count, sizeof(*known));
	known[count] = array_grow(NULL, 0, sizeof(**known));
	*known[count] = parse_file(path, arch, true);
	return known[count++];
}
