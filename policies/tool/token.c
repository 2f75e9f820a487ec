/* The tokens of policies. Words and signs that minijail or C have, and policies do not, are
 * known here only to be refused, each with its reason. */
#include "policies/tool/token.h"

#include <ctype.h>
#include <string.h>

#include "policies/tool/report.h"

#define LIST_VALUES "list every value that is allowed, as in arg0 == 0 || arg0 == 1"
#define NO_ACTION "is no condition; write 1 or conditions: what no line allows is killed"

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

bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

void
token_next(struct tokens *t)
{
	static const char pairs[][3] = {"==", "&&", "||", "!=", "<=", ">="};

	while (t->rest < t->end && (*t->rest == ' ' || *t->rest == '\t'))
		t->rest++;
	t->token = t->rest;
	while (t->rest < t->end && is_word(*t->rest))
		t->rest++;
	if (t->rest == t->token && t->rest < t->end) {
		t->rest++;
		for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
			if (t->rest < t->end && !memcmp(t->token, pairs[i], 2)) {
				t->rest++;
				break;
			}
	}
	t->length = (int)(t->rest - t->token);
}

bool
token_is(const struct tokens *t, const char *token)
{
	return strlen(token) == (size_t)t->length && !memcmp(t->token, token, (size_t)t->length);
}

bool
token_take(struct tokens *t, const char *token)
{
	if (!token_is(t, token))
		return false;
	token_next(t);
	return true;
}

bool
token_unexpected(const struct tokens *t, const char *wanted, const char *instead)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if (token_is(t, refused[i].token))
			return bad(t, "%s", refused[i].message);
	if (!t->length)
		return bad(t, "the line ends before %s; write %s", wanted, instead);
	return bad(t, "'%.*s' in the place of %s; write %s", t->length, t->token, wanted, instead);
}
