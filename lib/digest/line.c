/* See lib/digest/line.h. What comes from a list is only compared and counted here. */
#include "lib/digest/line.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/digest/encoded.h"

/* What is left of a line. */
struct rest {
	const char *at, *end;
};

/* The names of algorithms in lines: first GNU's, then OpenSSL's or one that has its length
 * in bits after it. */
#define TAG(text, digest)                                                                          \
	{                                                                                          \
		text, sizeof(text) - 1, digest                                                     \
	}
static const struct tag {
	char text[9];
	uint8_t length, digest;
} tags[] = {
    TAG("MD5", DIGEST_MD5),
    TAG("SHA1", DIGEST_SHA1),
    TAG("SHA224", DIGEST_SHA224),
    TAG("SHA256", DIGEST_SHA256),
    TAG("SHA384", DIGEST_SHA384),
    TAG("SHA512", DIGEST_SHA512),
    TAG("SHA2-224", DIGEST_SHA224),
    TAG("SHA2-256", DIGEST_SHA256),
    TAG("SHA2-384", DIGEST_SHA384),
    TAG("SHA2-512", DIGEST_SHA512),
    TAG("SHA3-224", DIGEST_SHA3_224),
    TAG("SHA3-256", DIGEST_SHA3_256),
    TAG("SHA3-384", DIGEST_SHA3_384),
    TAG("SHA3-512", DIGEST_SHA3_512),
    TAG("BLAKE2b", DIGEST_BLAKE2B),
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
takes(struct rest *r, char c)
{
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static void
skip_blanks(struct rest *r)
{
	while (r->at < r->end && is_blank(*r->at))
		r->at++;
}

static size_t
left(const struct rest *r)
{
	return (size_t)(r->end - r->at);
}

/* ---- the digest ------------------------------------------------------------ */

/* Whether the n digits are a digest of that many bytes; if so, it is the line's. */
static bool
parse_digits(struct digest_line *line, const struct digest_rule *rule, enum digest digest,
    unsigned bytes, const char *digits, size_t n)
{
	const bool hex = n == 2 * (size_t)bytes && encoded_is_hex(digits, n);

	if (!hex && !(rule->base64 && encoded_is_base64(digits, n, bytes)))
		return false;
	line->digest = digest;
	line->bytes = bytes;
	line->base64 = !hex;
	line->digits = digits;
	return true;
}

static bool
is_in(const struct digest_rule *rule, enum digest digest)
{
	return rule->digests >> digest & 1;
}

/* How long a BLAKE2b digest of n digits is: hexadecimal if they can be that. 0 for none. */
static unsigned
blake2b_bytes(const char *digits, size_t n)
{
	unsigned bytes = (unsigned)n / 2;

	if (n == 0 || n > 2 * (size_t)DIGEST_MOST || encoded_is_hex(digits, n))
		return n <= 2 * (size_t)DIGEST_MOST && n % 2 == 0 ? bytes : 0;
	bytes = (unsigned)n / 4 * 3;
	for (size_t i = n; i > 0 && digits[i - 1] == '=' && bytes > 0; i--)
		bytes--;
	return bytes <= DIGEST_MOST ? bytes : 0;
}

/* Whether the n digits can be a digest of an algorithm that no tag names. */
static bool
guess_digits(struct digest_line *line, const struct digest_rule *rule, const char *digits, size_t n)
{
	for (unsigned d = 0; d < DIGESTS; d++) {
		const unsigned bytes =
		    d == DIGEST_BLAKE2B ? blake2b_bytes(digits, n) : digest_algorithms[d].bytes;

		if (is_in(rule, d) && bytes && parse_digits(line, rule, d, bytes, digits, n))
			return true;
	}
	return false;
}

/* ---- the name -------------------------------------------------------------- */

/* What an escape stands for; 0 for none. */
static char
unescaped(char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

/* Whether the name is one: each of its escapes is. */
static bool
parse_name(struct digest_line *line, const char *name, size_t n)
{
	line->name = name;
	line->length = n;
	for (size_t i = 0; line->escaped && i < n; i++) {
		if (name[i] != '\\')
			continue;
		if (++i == n || !unescaped(name[i]))
			return false;
	}
	return true;
}

size_t
line_name(const struct digest_line *line, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < line->length; i++) {
		char c = line->name[i];

		if (line->escaped && c == '\\' && i + 1 < line->length)
			c = unescaped(line->name[++i]);
		out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

/* ---- the forms ------------------------------------------------------------- */

/* "HEX  NAME", "HEX *NAME", or "HEX NAME". */
static bool
parse_untagged(
    struct digest_line *line, const struct digest_rule *rule, enum digest_form *form, struct rest r)
{
	const char *digits = r.at;
	enum digest_form found = *form;
	bool one;
	size_t n;

	while (r.at < r.end && !is_blank(*r.at))
		r.at++;
	n = (size_t)(r.at - digits);
	if (r.at == r.end || !guess_digits(line, rule, digits, n))
		return false;
	r.at++;
	/* The name may be empty only if the digests may be of different lengths: the rule of
	 * GNU. */
	if (r.at == r.end && !rule->base64 && line->digest != DIGEST_BLAKE2B)
		return false;
	one = left(&r) < 2 || (*r.at != ' ' && *r.at != '*');
	if (one && found == FORM_TWO)
		return false;
	if (one)
		found = FORM_ONE;
	else if (found != FORM_ONE)
		found = FORM_TWO;
	if (found == FORM_TWO)
		r.at++;
	if (!parse_name(line, r.at, left(&r)))
		return false;
	*form = found;
	return true;
}

/* The length in bits after a tag of BLAKE2b: "-256". False, or 0 bytes, if there is one that
 * BLAKE2b does not have. Leaves *bytes as it is where there is none. */
static bool
parse_bits(struct rest *r, unsigned *bytes)
{
	unsigned bits = 0;

	if (!takes(r, '-'))
		return true;
	for (; r->at < r->end && ascii_is_digit(*r->at) && bits <= 8U * DIGEST_MOST; r->at++)
		bits = 10 * bits + (unsigned)(*r->at - '0');
	*bytes = bits / 8;
	return bits % 8 == 0 && bits <= 8U * DIGEST_MOST;
}

/* What follows the tag's "(". The name ends at the last ")". */
static bool
parse_tagged(struct digest_line *line, const struct digest_rule *rule, enum digest digest,
    unsigned bytes, struct rest r)
{
	const char *name = r.at, *close = r.end;

	while (close > name && close[-1] != ')')
		close--;
	if (close == name)
		return false;
	r.at = close;
	skip_blanks(&r);
	if (!takes(&r, '='))
		return false;
	skip_blanks(&r);
	return parse_digits(line, rule, digest, bytes, r.at, left(&r)) &&
	       parse_name(line, name, (size_t)(close - 1 - name));
}

/* Whether the rest begins with the tag of an algorithm that the rule has and "(". *bytes is
 * 0 if the length is wrong. */
static bool
takes_tag(struct rest *r, const struct digest_rule *rule, const struct tag *tag, unsigned *bytes)
{
	struct rest after = *r;

	if (!is_in(rule, tag->digest) || left(r) < tag->length ||
	    memcmp(r->at, tag->text, tag->length) != 0)
		return false;
	after.at += tag->length;
	*bytes = digest_algorithms[tag->digest].bytes;
	if (tag->digest == DIGEST_BLAKE2B && !parse_bits(&after, bytes))
		*bytes = 0;
	takes(&after, ' ');
	if (!takes(&after, '('))
		return false;
	*r = after;
	return true;
}

bool
line_parse(struct digest_line *line, const struct digest_rule *rule, enum digest_form *form,
    const char *text, size_t length)
{
	struct rest r = {text, text + length};
	unsigned bytes;

	*line = (struct digest_line){0};
	if (length > LINE_MOST || memchr(text, '\0', length))
		return false;
	skip_blanks(&r);
	line->escaped = takes(&r, '\\');
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (takes_tag(&r, rule, &tags[i], &bytes))
			return bytes && parse_tagged(line, rule, tags[i].digest, bytes, r);
	return !rule->tagged_only && parse_untagged(line, rule, form, r);
}

bool
line_matches(const struct digest_line *line, const uint8_t *bytes)
{
	return (line->base64 ? encoded_matches_base64 : encoded_matches_hex)(
	    line->digits, bytes, line->bytes);
}
