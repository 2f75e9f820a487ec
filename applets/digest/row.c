#include "applets/digest/row.h"

#include "lib/digest/encoded.h"
#include "lib/number/digits.h"
#include "lib/text/quote.h"

/* "checksum size " and its newline; "\BLAKE2b-512 () = HEX" and its newline. */
enum { ROW_FIXED = 2 * DIGEST_MOST + 32, QUOTED_MOST = 8 };

const char row_tags[DIGESTS][10] = {
    [DIGEST_BSD] = "BSD",
    [DIGEST_SYSV] = "SYSV",
    [DIGEST_CRC] = "CRC",
    [DIGEST_CRC32B] = "CRC32B",
    [DIGEST_MD5] = "MD5",
    [DIGEST_SHA1] = "SHA1",
    [DIGEST_SHA224] = "SHA224",
    [DIGEST_SHA256] = "SHA256",
    [DIGEST_SHA384] = "SHA384",
    [DIGEST_SHA512] = "SHA512",
    [DIGEST_SHA3_224] = "SHA3-224",
    [DIGEST_SHA3_256] = "SHA3-256",
    [DIGEST_SHA3_384] = "SHA3-384",
    [DIGEST_SHA3_512] = "SHA3-512",
    [DIGEST_BLAKE2B] = "BLAKE2b",
};

static void
put(struct sink *s, const char *text)
{
	for (; *text; text++)
		sink_byte(s, (uint8_t)*text);
}

/* ---- results ------------------------------------------------------------- */

static void
put_hex(struct sink *s, const uint8_t *bytes, unsigned n)
{
	const char *const digits = digits_of_case(false);

	for (unsigned i = 0; i < n; i++) {
		uint8_t *out = sink_room(s, 2);

		out[0] = (uint8_t)digits[bytes[i] >> 4];
		out[1] = (uint8_t)digits[bytes[i] & 15];
		s->at = out + 2;
	}
}

static void
put_base64(struct sink *s, const uint8_t *bytes, unsigned n)
{
	char text[ENCODED_MOST];

	sink_write(s, text, encoded_put_base64(text, bytes, n));
}

static void
put_number(struct sink *s, uint64_t n, size_t least, char fill)
{
	char digits[DIGITS_DECIMAL_MAX], *const end = digits + sizeof(digits);
	char *from = digits_put(end, n, 10, 1, false);

	for (; (size_t)(end - from) < least; from--)
		from[-1] = fill;
	sink_write(s, from, (size_t)(end - from));
}

/* ---- names --------------------------------------------------------------- */

static void
put_escaped(struct sink *s, const char *name)
{
	for (; *name; name++) {
		if (*name == '\n')
			put(s, "\\n");
		else if (*name == '\r')
			put(s, "\\r");
		else if (*name == '\\')
			put(s, "\\\\");
		else
			sink_byte(s, (uint8_t)*name);
	}
}

static void
put_name(struct sink *s, const char *name, bool escape)
{
	if (escape)
		put_escaped(s, name);
	else
		put(s, name);
}

/* Whether one of the characters is in the name. */
static bool
has_any(const char *name, const char *characters)
{
	for (; *name; name++)
		for (const char *c = characters; *c; c++)
			if (*name == *c)
				return true;
	return false;
}

/* A text that fills the room of a sink. */
struct sink_text {
	struct text text; /* first */
	struct sink *sink;
};

static void
drain(struct text *t)
{
	sink_write(((struct sink_text *)t)->sink, t->buf, t->len);
	t->len = 0;
}

static void
put_quoted(struct sink *s, const char *name, bool utf8)
{
	char buf[64];
	struct sink_text t = {{.buf = buf, .cap = sizeof(buf), .utf8 = utf8, .drain = drain}, s};

	quote_name(&t.text, name);
	drain(&t.text);
}

/* ---- rows ---------------------------------------------------------------- */

static void
put_tag(struct sink *s, enum digest digest, unsigned bytes)
{
	put(s, row_tags[digest]);
	if (digest == DIGEST_BLAKE2B && bytes < DIGEST_MOST) {
		sink_byte(s, '-');
		put_number(s, (uint64_t)bytes * 8, 1, '0');
	}
}

static bool
is_checksum(enum digest digest)
{
	return digest < DIGEST_MD5;
}

/* How many blocks of that size the bytes fill, the last one perhaps in part. */
static uint64_t
blocks(uint64_t bytes, unsigned size)
{
	return bytes / size + (bytes % size != 0);
}

static void
checksum_row(struct sink *s, const struct row_style *style, const struct row *row)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < row->bytes; i++)
		sum = sum << 8 | row->result[i];
	put_number(s, sum, row->digest == DIGEST_BSD ? 5 : 1, '0');
	sink_byte(s, ' ');
	if (row->digest == DIGEST_BSD)
		put_number(s, blocks(row->length, 1024), 5, ' ');
	else
		put_number(
		    s, row->digest == DIGEST_SYSV ? blocks(row->length, 512) : row->length, 1, ' ');
	if (!row->name)
		return;
	sink_byte(s, ' ');
	if (!style->zero && has_any(row->name, "\n\r"))
		put_quoted(s, row->name, style->utf8);
	else
		put(s, row->name);
}

static void
digest_row(struct sink *s, const struct row_style *style, const struct row *row)
{
	const bool escape = !style->zero && has_any(row->name, "\n\r\\");

	if (escape)
		sink_byte(s, '\\');
	if (style->tag) {
		put_tag(s, row->digest, row->bytes);
		put(s, " (");
		put_name(s, row->name, escape);
		put(s, ") = ");
	}
	if (style->base64)
		put_base64(s, row->result, row->bytes);
	else
		put_hex(s, row->result, row->bytes);
	if (!style->tag) {
		put(s, style->binary ? " *" : "  ");
		put_name(s, row->name, escape);
	}
}

void
row_write(struct sink *s, const struct row_style *style, const struct row *row)
{
	if (style->raw) {
		sink_write(s, row->result, row->bytes);
		return;
	}
	if (is_checksum(row->digest))
		checksum_row(s, style, row);
	else
		digest_row(s, style, row);
	sink_byte(s, style->zero ? '\0' : '\n');
}

void
row_verdict(struct sink *s, const struct row_style *style, const char *name, const char *verdict)
{
	put_quoted(s, name, style->utf8);
	put(s, ": ");
	put(s, verdict);
	sink_byte(s, '\n');
}

size_t
row_most(const char *name)
{
	size_t bytes = ROW_FIXED;

	for (; name && *name; name++)
		bytes += QUOTED_MOST;
	return bytes;
}
