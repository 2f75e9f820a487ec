/* Units, and what the parser of their conversions shares. */
#include "lib/dump/format/parser.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/number/parse.h"

const char *
format_skip_blanks(const char *s)
{
	while (ascii_is_space(*s))
		s++;
	return s;
}

bool
parser_number(struct parser *p, uint32_t max, uint32_t *value)
{
	uint64_t n;

	if (!number_parse(&p->at, NULL, 10, &n) || n > max)
		return false;
	*value = (uint32_t)n;
	return true;
}

bool
parser_fault_at(const struct parser *p, const char *message, const char *what, size_t n)
{
	*p->fault = (struct format_fault){.message = message};
	memcpy(p->fault->what, what, n);
	return false;
}

bool
parser_fault(const struct parser *p, const char *message)
{
	return parser_fault_at(p, message, "", 0);
}

bool
parser_bad(const struct parser *p)
{
	return parser_fault(p, "bad format {%o}");
}

bool
parser_full(const struct parser *p)
{
	*p->fault = (struct format_fault){.message = "format too long", .full = true};
	return false;
}

static void
skip_blanks(struct parser *p)
{
	p->at = format_skip_blanks(p->at);
}

/* Parses `[times][/bytes] "text"`, which does not begin with a blank. A number ends with
 * a blank, or the slash. */
static bool
split_unit(struct parser *p, struct unit *u)
{
	u->times = 1;
	if (ascii_is_digit(*p->at)) {
		if (!parser_number(p, FORMAT_TIMES_MAX, &u->times) ||
		    (!ascii_is_space(*p->at) && *p->at != '/'))
			return false;
		u->times_given = true;
		p->at++;
		skip_blanks(p);
	}
	if (*p->at == '/') {
		p->at++;
		skip_blanks(p);
	}
	if (ascii_is_digit(*p->at)) {
		if (!parser_number(p, FORMAT_BLOCK_MAX, &u->bytes) || !ascii_is_space(*p->at))
			return false;
		skip_blanks(p);
	}
	if (*p->at != '"')
		return false;
	u->raw = ++p->at;
	while (*p->at != '"')
		if (!*p->at++)
			return false;
	if (p->at - u->raw > UINT16_MAX)
		return false;
	u->raw_length = (uint16_t)(p->at - u->raw);
	p->at++;
	return true;
}

bool
format_split(struct units *units, const char *text, struct arena *arena, struct format_fault *fault)
{
	struct parser p = {.at = text, .arena = arena, .fault = fault};

	*units = (struct units){.text = text};
	for (skip_blanks(&p); *p.at; skip_blanks(&p)) {
		struct unit *u = arena_take(arena, sizeof(*u));

		if (!u)
			return parser_full(&p);
		*u = (struct unit){0};
		if (!split_unit(&p, u))
			return parser_bad(&p);
		if (!units->count++)
			units->list = u;
	}
	return true;
}
