/* The words and signs of a policy, one after the other. */
#ifndef PILLBOX_CORE_BOX_CONFINE_TOKEN_H
#define PILLBOX_CORE_BOX_CONFINE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/box/confine/policy.h"

struct parser {
	struct policy_written *policy;
	const char *file;
	unsigned line;
	bool is_included;
	const char *token;
	size_t length;          /* of the token: 0 at the end of the line */
	const char *rest, *end; /* what follows it, up to the comment or the line's end */
};

static inline bool
token_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether the character is part of a name or a number. */
bool token_is_word(char c);

/* Goes on to the next token. */
void token_next(struct parser *);

bool token_is(const struct parser *, const char *token);

/* If it is that token, goes on to the next one. */
bool token_take(struct parser *, const char *token);

/* Ends the run: the token is wrong in that way, and this is what to write instead. */
_Noreturn void token_wrong(const struct parser *, const char *what, const char *instead);

/* The token's value. Ends the run where it is no number. */
uint64_t token_number(const struct parser *);

#endif
