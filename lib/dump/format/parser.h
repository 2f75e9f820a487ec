/* What the two parts of the parser share: format.c, for units, and convert.c, for their
 * conversions. The text is read from left to right, never past the NUL at its end; no number
 * exceeds its limit. What is not understood is an error, in util-linux's words. */
#ifndef PILLBOX_LIB_DUMP_FORMAT_PARSER_H
#define PILLBOX_LIB_DUMP_FORMAT_PARSER_H

#include "lib/dump/format/format.h"

struct parser {
	const char *at; /* what is not parsed yet; ends with NUL */
	struct arena *arena;
	struct format_fault *fault;
	struct unit *unit; /* whose conversions these are */
	bool colour;
};

/* Parses digits; none are 0. False if the number is larger than max. */
bool parser_number(struct parser *, uint32_t max, uint32_t *value);

/* All four record the error, and return false. The second is about the n bytes at `what`, the
 * others about the whole format. */
bool parser_fault(const struct parser *, const char *message);
bool parser_fault_at(const struct parser *, const char *message, const char *what, size_t n);
bool parser_bad(const struct parser *);
bool parser_full(const struct parser *);

#endif
