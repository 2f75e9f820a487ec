/* The options of strings, parsed before the seal. */
#ifndef PILLBOX_APPLETS_STRINGS_OPTIONS_H
#define PILLBOX_APPLETS_STRINGS_OPTIONS_H

#include "core/applet.h"
#include "lib/strings/strings.h"

extern struct strings_options {
	bool names;           /* before each string, the name of its file */
	unsigned encodings;   /* flags, by enum strings_encoding */
	bool unicode;         /* -U asks for more than -e */
	bool characters;      /* ... and characters beyond ASCII belong to strings */
	struct strings found; /* what the engine is to do */
} strings_options;

/* As those of struct applet. */
void strings_option(int id, const char *value);
void strings_parsed(struct operands *);

#endif
