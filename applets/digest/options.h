/* The names of the digests, and their options, parsed before the seal. */
#ifndef PILLBOX_APPLETS_DIGEST_OPTIONS_H
#define PILLBOX_APPLETS_DIGEST_OPTIONS_H

#include "applets/digest/row.h"
#include "core/applet.h"
#include "lib/digest/line.h"

/* The names, in the order of their table. */
enum {
	NAME_CKSUM,
	NAME_MD5SUM,
	NAME_SHA1SUM,
	NAME_SHA224SUM,
	NAME_SHA256SUM,
	NAME_SHA384SUM,
	NAME_SHA512SUM,
	NAME_B2SUM,
};

/* Options without a letter. */
enum {
	OPT_TAG = OPT_LONG,
	OPT_UNTAGGED,
	OPT_BASE64,
	OPT_RAW,
	OPT_DEBUG,
	OPT_IGNORE_MISSING,
	OPT_QUIET,
	OPT_STATUS,
	OPT_STRICT,
	OPT_BENEATH,
};

extern struct digest_options {
	enum digest digest;
	unsigned bytes; /* of the result */
	struct row_style style;
	bool debug;
	/* Of checking: */
	bool check, ignore_missing, quiet, status, strict, warn;
	const char *tag; /* what diagnostics call the lines */
	struct digest_rule rule;
} digest_options;

enum { NAMES = NAME_B2SUM + 1 };

/* With their tables of options. */
extern const struct applet_name digest_names[NAMES];

/* As those of struct applet. */
void digest_option(int id, const char *value);
void digest_parsed(struct operands *);

#endif
