/* The options of the digests, parsed before the seal. */
#ifndef PILLBOX_APPLETS_DIGEST_OPTIONS_H
#define PILLBOX_APPLETS_DIGEST_OPTIONS_H

#include "applets/digest/row.h"
#include "core/applet.h"

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

extern struct digest_options {
	enum digest digest;
	unsigned bytes; /* of the result */
	struct row_style style;
	bool debug;
} digest_options;

/* Tables of options, ended by one that is all zero. */
extern const struct opt digest_cksum_opts[], digest_sum_opts[], digest_b2sum_opts[];

/* As those of struct applet. */
void digest_option(int id, const char *value);
void digest_parsed(struct operands *);

#endif
