/* What od's options and operands say. */
#ifndef PILLBOX_APPLETS_OD_OPTIONS_H
#define PILLBOX_APPLETS_OD_OPTIONS_H

#include "core/applet.h"
#include "lib/dump/types/types.h"

enum { OD_TRADITIONAL = OPT_LONG, OD_ENDIAN };

extern struct od_options {
	uint64_t skip, length; /* bytes */
	uint64_t min;          /* of strings */
	uint64_t width;        /* bytes of a block; 0: not given */
	bool strings;
	bool no_squeezing;
	bool traditional;
	bool modern; /* an option was given that excludes the old operands */
	struct offsets offsets;
} od_options;

extern struct types od_types;

/* As those of struct applet. */
void od_option(int id, const char *value);
void od_parsed(struct operands *);

#endif
