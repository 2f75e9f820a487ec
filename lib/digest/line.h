/* One line of a check list, as of sha256sum -c: which file is to have which digest. The
 * forms are those that GNU's programs, BSD's md5 and OpenSSL write:
 *
 *	HEX  NAME           HEX *NAME           HEX NAME
 *	SHA256 (NAME) = HEX                     SHA256(NAME)= HEX
 *	SHA2-256 (NAME) = HEX                   SHA2-256(NAME)= HEX
 *	SHA3-256 (NAME) = HEX                   BLAKE2b (NAME) = HEX
 *	BLAKE2b-256 (NAME) = HEX                and base64 for HEX, in cksum
 *
 * A line may begin with blanks. A backslash before the digest or the tag says that \\, \n
 * and \r in NAME stand for a backslash, a newline and a carriage return. */
#ifndef PILLBOX_LIB_DIGEST_LINE_H
#define PILLBOX_LIB_DIGEST_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/digest/digest.h"

/* The most bytes of a line before its newline; a longer one is improper. */
enum { LINE_MOST = 8192 };

/* Which lines a program takes. */
struct digest_rule {
	uint32_t digests; /* a set of 1 << enum digest */
	bool tagged_only; /* a line must name its algorithm */
	bool base64;      /* as cksum: a digest may be in base64, and an untagged line may
	                     have an empty name, as b2sum's may too */
};

/* How the digest and the name are separated in the lines without a tag so far: once by one
 * blank or by two characters, it is so in all lines. Else a name that begins with a blank
 * could be taken for another one. All zero at the beginning of a run. */
enum digest_form { FORM_ANY, FORM_TWO, FORM_ONE };

struct digest_line {
	enum digest digest;
	unsigned bytes;     /* of the digest */
	bool base64;        /* else hexadecimal, of any case */
	bool escaped;       /* the name has escapes */
	const char *digits; /* of the digest, in the text of the line */
	const char *name;   /* the same */
	size_t length;      /* of the name, with its escapes */
};

/* Takes apart one line, which is no comment and has no newline. False if it is improper; then
 * *form stays as it is. A line that contains NUL or is longer than LINE_MOST is improper.
 * Pointers in *line lead into the text. */
bool line_parse(struct digest_line *line, const struct digest_rule *, enum digest_form *form,
    const char *text, size_t length);

/* Writes the name without its escapes, and a NUL, to out, which has room for
 * line->length + 1 bytes. Returns its length; there is no NUL in it. */
size_t line_name(const struct digest_line *line, char *out);

/* Whether these line->bytes bytes are the digest. Base64 is compared as text: it must be
 * what an encoder writes. */
bool line_matches(const struct digest_line *line, const uint8_t *bytes);

#endif
