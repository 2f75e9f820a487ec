/* Conditions and their values. Each function reports what is wrong and returns false, or leaves
 * the current token after what it has parsed. */
#include "policies/tool/parse_body.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "policies/tool/array.h"
#include "policies/tool/report.h"

static bool
parse_number(const struct tokens *t, uint64_t *value)
{
	const bool hex = t->length > 2 && !memcmp(t->token, "0x", 2);
	const uint64_t base = hex ? 16 : 10;

	*value = 0;
	for (int i = hex ? 2 : 0; i < t->length; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = memchr(digits, tolower((unsigned char)t->token[i]), base);

		if (!digit)
			return bad(t,
			    "'%.*s' is no number; write decimal digits, or 0x and hexadecimal ones",
			    t->length, t->token);
		if (__builtin_mul_overflow(*value, base, value) ||
		    __builtin_add_overflow(*value, (uint64_t)(digit - digits), value))
			return bad(t,
			    "'%.*s' is more than 64 bits; write at most 0xffffffffffffffff",
			    t->length, t->token);
	}
	if (!hex && t->length > 1 && *t->token == '0')
		return bad(t,
		    "'%.*s' might be meant as octal; write it without the leading 0, or as 0x...",
		    t->length, t->token);
	return true;
}

/* VALUE = PART { "|" PART } */
static bool
parse_value(struct tokens *t, const struct architecture *arch, struct condition *condition)
{
	const char *start = t->token, *end;
	uint64_t value = 0, part;

	do {
		if (!t->length || !is_word(*t->token))
			return token_unexpected(t, "a value", "a number or a constant's name");
		if (isdigit((unsigned char)*t->token)) {
			if (!parse_number(t, &part))
				return false;
		} else if (!constant_value(arch, t->token, (size_t)t->length, &part)) {
			return bad(t,
			    "'%.*s' is no constant that is known here; write its number, as 0x...",
			    t->length, t->token);
		}
		value |= part;
		end = t->rest;
		token_next(t);
	} while (token_take(t, "|"));
	*condition = (struct condition){start, (int)(end - start), value};
	return true;
}

/* CONDITION = "argN" "==" VALUE */
static bool
parse_condition(struct tokens *t, const struct architecture *arch, struct alternative *alternative)
{
	struct condition *condition;
	unsigned n;

	if (token_is(t, "1"))
		return bad(t, MIXED);
	if (t->length < 4 || memcmp(t->token, "arg", 3) != 0)
		return token_unexpected(t, "a condition", CONDITIONS);
	n = (unsigned)t->token[3] - '0';
	if (t->length > 4 || n >= ARGUMENTS)
		return bad(t, "'%.*s' is no argument; write " CONDITIONS, t->length, t->token);
	condition = &alternative->args[n];
	if (condition->text)
		return bad(t,
		    "arg%u twice in one conjunction; write it once, or join alternatives by ||", n);
	token_next(t);
	if (!token_take(t, "=="))
		return token_unexpected(t, "'=='", CONDITIONS);
	return parse_value(t, arch, condition);
}

static bool
add_alternative(const struct tokens *t, struct rule *rule, const struct alternative *new)
{
	const enum relation relation = relate(rule, new);

	if (relation == SAME)
		return bad(t, "the same alternative twice; write it once");
	if (relation == COVERING)
		return bad(t, "one alternative allows all that another does; write one of them");
	rule->alternatives = array_grow(rule->alternatives, rule->count, sizeof(*new));
	rule->alternatives[rule->count++] = *new;
	return true;
}

/* The rest of a body that begins with a number, which only 1 may. */
static bool
parse_always(struct tokens *t)
{
	const bool zero = token_is(t, "0"), one = token_is(t, "1");

	token_next(t);
	if (token_is(t, "=="))
		return bad(t, "the value stands first; write " CONDITIONS);
	if (zero)
		return bad(t, "'0' denies what is denied already; leave the line out");
	if (!one)
		return bad(t, "a number alone; write 1 to allow all arguments, or " CONDITIONS);
	if (token_is(t, "&&") || token_is(t, "||"))
		return bad(t, MIXED);
	return true;
}

/* CONDITION { "&&" CONDITION } { "||" CONDITION { "&&" CONDITION } } */
static bool
parse_alternatives(struct tokens *t, const struct architecture *arch, struct rule *rule)
{
	do {
		struct alternative alternative = {0};

		do
			if (!parse_condition(t, arch, &alternative))
				return false;
		while (token_take(t, "&&"));
		if (!add_alternative(t, rule, &alternative))
			return false;
	} while (token_take(t, "||"));
	return true;
}

/* BODY = "1" | ALTERNATIVES */
bool
parse_body(struct tokens *t, const struct architecture *arch, struct rule *rule)
{
	if (!t->length)
		return bad(t, "nothing after the colon; write 1 or " CONDITIONS);
	if (isdigit((unsigned char)*t->token) ? !parse_always(t)
	                                      : !parse_alternatives(t, arch, rule))
		return false;
	if (t->length)
		return token_unexpected(
		    t, "the end of the line", "&& or || between conditions, # before a comment");
	return true;
}
