/* The words and signs of policies. */
#include "core/box/confine/token.h"

#include <string.h>

#include "core/before/fail.h"
#include "core/box/confine/memory.h"
#include "core/status.h"

bool
token_is_word(char c)
{
	return token_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

void
token_next(struct parser *p)
{
	while (p->rest < p->end && (*p->rest == ' ' || *p->rest == '\t'))
		p->rest++;
	p->token = p->rest;
	while (p->rest < p->end && token_is_word(*p->rest))
		p->rest++;
	if (p->rest == p->token && p->rest < p->end) {
		const char sign = *p->rest++;

		if (p->rest < p->end && *p->rest == sign && strchr("=&|", sign))
			p->rest++;
	}
	p->length = (size_t)(p->rest - p->token);
}

bool
token_is(const struct parser *p, const char *token)
{
	return strlen(token) == p->length && !memcmp(p->token, token, p->length);
}

bool
token_take(struct parser *p, const char *token)
{
	if (!token_is(p, token))
		return false;
	token_next(p);
	return true;
}

/* The token as a string. */
static const char *
token_text(const struct parser *p)
{
	char *copy = memory_take(p->length + 1);

	memcpy(copy, p->token, p->length);
	return p->length ? copy : "the end of the line";
}

_Noreturn void
token_wrong(const struct parser *p, const char *what, const char *instead)
{
	fail_with(SEAL_FAILED, "%f:%u: %o %s; write %s", p->file, (uint64_t)p->line, token_text(p),
	    what, instead);
}

uint64_t
token_number(const struct parser *p)
{
	const bool hex = p->length > 2 && !memcmp(p->token, "0x", 2);
	const uint64_t base = hex ? 16 : 10;
	uint64_t value = 0;

	if (!hex && p->length > 1 && *p->token == '0')
		token_wrong(p, "might be meant as octal", "it without the leading 0, or as 0x...");
	for (size_t i = hex ? 2 : 0; i < p->length; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = memchr(digits, p->token[i] | 0x20, base);

		if (!digit)
			token_wrong(
			    p, "is no number", "decimal digits, or 0x and hexadecimal ones");
		if (__builtin_mul_overflow(value, base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)(digit - digits), &value))
			token_wrong(p, "is more than 64 bits", "at most 0xffffffffffffffff");
	}
	return value;
}
