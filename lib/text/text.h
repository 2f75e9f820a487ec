/* A builder of short texts. Pure: it fills the buffer that it is given, and calls drain()
 * when that is full. The buffer may be as short as a column: engines that store whole
 * vectors have lib/sink.h. */
#ifndef PILLBOX_LIB_TEXT_TEXT_H
#define PILLBOX_LIB_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	char *buf;
	size_t len, cap;              /* cap >= 1 */
	bool utf8;                    /* names are quoted for a UTF-8 terminal */
	void (*drain)(struct text *); /* must make room; called when len == cap */
};

void text_char(struct text *, char);
void text_bytes(struct text *, const char *, size_t);
void text_str(struct text *, const char *);
void text_u64(struct text *, uint64_t); /* in decimal */

#endif
