/* The rows that digests are printed in. A row is one line, whatever the file's name is. */
#ifndef PILLBOX_APPLETS_DIGEST_ROW_H
#define PILLBOX_APPLETS_DIGEST_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/digest/digest.h"
#include "lib/sink.h"

/* What the rows of --tag begin with; BLAKE2b's has its length after it where that is not
 * the longest. */
extern const char row_tags[DIGESTS][10];

struct row_style {
	bool tag;    /* "SHA256 (NAME) = HEX", else "HEX  NAME" */
	bool binary; /* "HEX *NAME" */
	bool base64; /* in place of HEX */
	bool raw;    /* only the bytes of the result */
	bool zero;   /* a row ends in NUL, and names stand as they are */
	bool utf8;   /* quoted names are for a UTF-8 terminal */
};

struct row {
	enum digest digest;
	unsigned bytes;        /* of the result */
	const uint8_t *result; /* of digest_finish() */
	uint64_t length;       /* of the input */
	const char *name;      /* NULL: a checksum stands without one */
};

/* Writes one. In the rows of digests GNU's rule holds: a row begins with a backslash if the
 * name has backslashes, newlines or carriage returns, which are then written as \\, \n and
 * \r. A checksum's name that has one of the latter two is quoted for a shell. */
void row_write(struct sink *, const struct row_style *, const struct row *);

/* Writes "NAME: VERDICT", the name quoted where a shell would need that. */
void row_verdict(struct sink *, const struct row_style *, const char *name, const char *verdict);

/* The most bytes of a row or verdict with that name. */
size_t row_most(const char *name);

#endif
