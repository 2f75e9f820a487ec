/* The options of hexdump, parsed before the seal. The texts of formats are only copied: they
 * are parsed after it. */
#ifndef PILLBOX_APPLETS_HEXDUMP_OPTIONS_H
#define PILLBOX_APPLETS_HEXDUMP_OPTIONS_H

#include "core/applet.h"
#include "lib/dump/format/formats.h"

extern struct hexdump_options {
	size_t sources;
	bool have_text;        /* some of the sources are texts */
	enum canned_kind kind; /* if there is no source */
	uint64_t skip, length; /* bytes */
	bool from_end;         /* skip counts bytes before the end */
	bool no_squeezing;
	bool colour;
	bool revert;
} hexdump_options;

/* The formats, in the order of the command line: hexdump_options.sources of them. */
const struct source *hexdump_sources(void);

/* As those of struct applet. */
void hexdump_option(int id, const char *value);
void hexdump_parsed(struct operands *);

#endif
