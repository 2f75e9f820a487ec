/* A check list, which comes in pieces, as lines. A carriage return before the newline and a
 * byte-order mark at the beginning of the list are left out, and the last line may lack its
 * newline. */
#ifndef PILLBOX_LIB_DIGEST_LIST_H
#define PILLBOX_LIB_DIGEST_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/digest/line.h"

struct digest_list {
	uint64_t number;      /* of the line, from 1 */
	bool complete;        /* its newline has come */
	bool too_long;        /* it has more than LINE_MOST bytes; the others are dropped */
	size_t length;        /* of the text */
	char text[LINE_MOST]; /* the line so far */
};

enum list_line {
	LIST_COMMENT, /* it is empty or begins with '#' */
	LIST_IMPROPER,
	LIST_PROPER,
};

/* Begins a list. */
void list_begin(struct digest_list *);

/* Takes bytes of the list until the line is complete, and returns how many. If it was
 * complete before, begins the next one. */
size_t list_add(struct digest_list *, const char *bytes, size_t n);

/* What the line is, which is complete or the last one. If it is proper, takes it apart as
 * line_parse() does, and text[0] to text[1] is what that was given. */
enum list_line list_line(struct digest_list *, const struct digest_rule *, enum digest_form *,
    struct digest_line *line, const char *text[2]);

#endif
