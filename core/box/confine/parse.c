/* The language of policies, in the form that is read at run time: that of the applets' policies,
 * and for deny lists "argN & MASK == VALUE", a result for each line and @default.
 *
 *	LINE = [ NAME ":" BODY | "@default" RESULT | "@include" "./" FILE ] [ "#" COMMENT ]
 *	BODY = "1" | RESULT | CONDITIONS [ ";" RESULT ]
 *	CONDITIONS = CONDITION { "&&" CONDITION } { "||" CONDITION { "&&" CONDITION } }
 *	CONDITION = "argN" [ "&" VALUE ] "==" VALUE
 *	VALUE = PART { "|" PART }
 *	RESULT = "allow" | "deny" | "kill" | "return" ERRNO */
#include <string.h>

#include "core/before/fail.h"
#include "core/box/confine/constants.h"
#include "core/box/confine/file.h"
#include "core/box/confine/memory.h"
#include "core/box/confine/policy.h"
#include "core/box/confine/token.h"
#include "core/status.h"

/* ---- conditions ------------------------------------------------------------------- */

static uint64_t
parse_value(struct parser *p)
{
	uint64_t value = 0, part;

	do {
		if (!p->length || !token_is_word(*p->token))
			token_wrong(p, "is no value", "a number or the name of a constant");
		if (token_is_digit(*p->token))
			part = token_number(p);
		else if (!constant_find(p->token, p->length, &part))
			token_wrong(p, "is no constant that is known here", "its number, as 0x...");
		value |= part;
		token_next(p);
	} while (token_take(p, "|"));
	return value;
}

static void
parse_condition(struct parser *p, struct prove_test *tests, uint32_t *count)
{
	struct prove_test t = {.mask = UINT64_MAX};

	if (p->length != 4 || memcmp(p->token, "arg", 3) != 0 || p->token[3] < '0' ||
	    p->token[3] > '5')
		token_wrong(
		    p, "is no condition", "argN == VALUE or argN & MASK == VALUE, N from 0 to 5");
	t.arg = (unsigned)(p->token[3] - '0');
	for (size_t i = 0; i < *count; i++)
		if (tests[i].arg == t.arg)
			token_wrong(p, "is there twice in one conjunction",
			    "it once, or join alternatives by ||");
	token_next(p);
	if (token_take(p, "&"))
		t.mask = parse_value(p);
	if (!token_take(p, "=="))
		token_wrong(p, "is no comparison that is safe here",
		    "argN == VALUE or argN & MASK == VALUE: with <, > and != a register's upper "
		    "half "
		    "decides, which the kernel may not look at");
	t.value = parse_value(p);
	if (t.value & ~t.mask)
		fail_with(SEAL_FAILED,
		    "%f:%u: this condition never holds: the value has bits that the mask has not",
		    p->file, (uint64_t)p->line);
	tests[(*count)++] = t;
}

/* Adds a line for each alternative. */
static void
parse_conditions(struct parser *p, struct line *line)
{
	do {
		struct prove_test *tests = memory_take(ARGUMENTS * sizeof(*tests));

		line->tests = tests;
		line->count = 0;
		do
			parse_condition(p, tests, &line->count);
		while (token_take(p, "&&"));
		policy_add(p->policy, line);
	} while (token_take(p, "||"));
}

/* ---- lines ------------------------------------------------------------------------ */

static bool
take_result(struct parser *p, uint32_t *result)
{
	if (token_take(p, "allow")) {
		*result = RESULT_ALLOW;
	} else if (token_take(p, "deny")) {
		*result = RESULT_DENY;
	} else if (token_take(p, "kill")) {
		*result = SECCOMP_RET_KILL_PROCESS;
	} else if (token_take(p, "return")) {
		const bool is_number = p->length && token_is_digit(*p->token);
		const uint64_t error =
		    is_number ? token_number(p) : (uint64_t)errno_find(p->token, p->length);

		/* 0 would claim success for what is not done. */
		if (error < 1 || error > 4095)
			token_wrong(
			    p, "is no errno", "its name, as EPERM, or a number from 1 to 4095");
		*result = result_errno((int)error);
		token_next(p);
	} else {
		return false;
	}
	return true;
}

#define RESULTS "allow, deny, kill or return ERRNO"

/* Whoever permits must name each value in full; whoever denies need not. */
static void
check_masks(const struct parser *p, const struct line *line)
{
	for (size_t i = 0; i < line->count && line->result == RESULT_ALLOW; i++)
		if (line->tests[i].mask != UINT64_MAX)
			fail_with(SEAL_FAILED,
			    "%f:%u: '&' lets all bits through that it does not name; write "
			    "each "
			    "value that is allowed: argN == VALUE || argN == VALUE",
			    p->file, (uint64_t)p->line);
}

/* Of the lines so many come before this one. */
static void
check_reached(const struct parser *p, const struct line *line, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		const struct line *earlier = &p->policy->lines[i];

		if (earlier->call == line->call && !earlier->count)
			fail_with(SEAL_FAILED,
			    "%f:%u: line %u of %f decides on %s for all arguments; "
			    "write this line before it, or leave one out",
			    p->file, (uint64_t)p->line, (uint64_t)earlier->at, earlier->file,
			    call_name(line->call));
	}
}

static void
parse_rule(struct parser *p)
{
	const size_t before = p->policy->count;
	struct line line = {.file = p->file, .at = p->line, .result = RESULT_ALLOW};

	line.call = call_find(p->token, p->length);
	if (line.call == CALL_NONE)
		token_wrong(p, "is no system call of x86_64 or i386",
		    "a name of pillbox confine --list-calls");
	token_next(p);
	if (!token_take(p, ":"))
		token_wrong(p, "is not the colon after the name", "NAME: 1 or NAME: argN == VALUE");
	if (token_take(p, "1") || take_result(p, &line.result)) {
		policy_add(p->policy, &line);
	} else {
		parse_conditions(p, &line);
		if (token_take(p, ";") && !take_result(p, &line.result))
			token_wrong(p, "is no result", RESULTS);
	}
	if (p->length)
		token_wrong(p, "is too much",
		    "# before a comment, ; before a result, && and || between "
		    "conditions");
	for (size_t i = before; i < p->policy->count; i++) {
		p->policy->lines[i].result = line.result;
		check_masks(p, &p->policy->lines[i]);
	}
	check_reached(p, &line, before);
}

static void parse_text(struct parser *, const char *text, size_t size);

static void
parse_include(struct parser *p)
{
	const char *slash = strrchr(p->file, '/'), *name;
	const size_t folder = slash ? (size_t)(slash + 1 - p->file) : 0;
	struct parser included = {.policy = p->policy, .is_included = true};
	struct bytes text;
	size_t length;
	char *path;

	while (p->rest < p->end && (*p->rest == ' ' || *p->rest == '\t'))
		p->rest++;
	name = p->rest;
	while (p->rest < p->end && *p->rest != ' ' && *p->rest != '\t')
		p->rest++;
	length = (size_t)(p->rest - name);
	if (p->is_included || length < 3 || memcmp(name, "./", 2) != 0 ||
	    memchr(name + 2, '/', length - 2))
		fail_with(SEAL_FAILED,
		    "%f:%u: @include takes ./FILE beside this one, which includes no more", p->file,
		    (uint64_t)p->line);
	path = memory_take(folder + length);
	memcpy(path, p->file, folder);
	memcpy(path + folder, name + 2, length - 2);
	text = file_read(path);
	included.file = path;
	parse_text(&included, (const char *)text.at, text.size);
	token_next(p);
}

static void
parse_directive(struct parser *p)
{
	token_next(p);
	if (token_is(p, "include")) {
		parse_include(p);
	} else if (token_take(p, "default")) {
		if (p->policy->count)
			fail_with(SEAL_FAILED,
			    "%f:%u: @default comes after a call; write it as the first line",
			    p->file, (uint64_t)p->line);
		if (!take_result(p, &p->policy->otherwise))
			token_wrong(p, "is no result", "@default " RESULTS);
	} else {
		token_wrong(p, "is no directive", "@default or @include");
	}
	if (p->length)
		token_wrong(p, "is too much", "# before a comment");
}

static void
parse_line(struct parser *p, const char *line, const char *end)
{
	const char *comment = memchr(line, '#', (size_t)(end - line));

	p->rest = line;
	p->end = comment ? comment : end;
	token_next(p);
	if (token_is(p, "@"))
		parse_directive(p);
	else if (p->length)
		parse_rule(p);
}

/* NOLINTNEXTLINE(misc-no-recursion): what is included includes nothing */
static void
parse_text(struct parser *p, const char *text, size_t size)
{
	const char *const end = text + size;
	const char *newline;

	if (memchr(text, '\0', size))
		fail_with(SEAL_FAILED, "%f: has a NUL byte; a policy is text", p->file);
	for (const char *line = text; line < end; line = newline + 1) {
		p->line++;
		newline = memchr(line, '\n', (size_t)(end - line));
		if (!newline)
			newline = end;
		parse_line(p, line, newline);
	}
}

struct policy_written
policy_parse(const char *file, const char *text, size_t size)
{
	struct policy_written policy = {.otherwise = RESULT_DENY};
	struct parser p = {.policy = &policy, .file = file};

	parse_text(&p, text, size);
	if (!policy.count)
		fail_with(SEAL_FAILED,
		    "%f: names no system call; write a line for each, as in read: 1", file);
	return policy;
}

void
policy_add(struct policy_written *p, const struct line *line)
{
	p->lines = memory_grow(p->lines, p->count, sizeof(*p->lines));
	p->lines[p->count++] = *line;
}
