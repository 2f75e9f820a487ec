/* The options of xxd, parsed before the seal. */
#ifndef PILLBOX_APPLETS_XXD_OPTIONS_H
#define PILLBOX_APPLETS_XXD_OPTIONS_H

#include "applets/xxd/shape.h"
#include "core/applet.h"

/* From where -s counts. */
enum xxd_from { FROM_NOWHERE, FROM_START, FROM_HERE, FROM_END };

extern struct xxd_options {
	bool revert, plain, include, bits, little;
	bool columns_given, group_given;
	uint64_t columns, group;
	enum xxd_from from;
	bool back; /* -s has a minus sign */
	uint64_t skip, length, shift;
	const char *name; /* of the array */
	bool capitals;    /* in it */
	bool terminate;
	bool autoskip;
	enum { COLOUR_AUTO, COLOUR_NEVER, COLOUR_ALWAYS } when;
	struct shape shape;
} xxd_options;

/* As those of struct applet. */
void xxd_option(int id, const char *value);
void xxd_parsed(struct operands *);

#endif
