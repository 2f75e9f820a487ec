/* The words and signs of one line of a policy, and what is said of those that do not belong
 * there. */
#ifndef PILLBOX_POLICIES_TOOL_TOKEN_H
#define PILLBOX_POLICIES_TOOL_TOKEN_H

#include <stdbool.h>

struct tokens {
	const char *path;
	unsigned line;
	const char *token;
	int length;             /* of the token: 0 at the end of the line */
	const char *rest, *end; /* what follows the token, up to the comment or line end */
};

/* Letters, digits and underscores make a word. */
bool is_word(char c);

/* Makes the next word or sign the current token. */
void token_next(struct tokens *);

bool token_is(const struct tokens *, const char *token);

/* If the current token is this one, goes on to the next. */
bool token_take(struct tokens *, const char *token);

/* Reports that the current token is not the one wanted, and what to write instead. Returns
 * false. */
bool token_unexpected(const struct tokens *, const char *wanted, const char *instead);

/* Reports a mistake in this line; false, to be returned. */
#define bad(tokens, ...) (wrong((tokens)->path, (tokens)->line, __VA_ARGS__), false)

/* Parts of several messages. */
#define CONDITIONS "argN == VALUE with N from 0 to 5"
#define MIXED "'1' allows every argument, whatever stands beside it; write either 1 or conditions"

#endif
