/* What the feeder's files share. All of it ends the feeder where the applet has gone. */
#ifndef PILLBOX_CORE_AFTER_FEED_INNER_H
#define PILLBOX_CORE_AFTER_FEED_INNER_H

#include "core/after/feed.h"

/* The lists' part of feed(): sends what they name. Returns an error of reading, or 0. */
int feed_names(const struct feed_job *);

/* The same for check lists, whose errors are sent. */
void feed_checked(const struct feed_checked *);

/* Sends a message without a descriptor. */
void feed_tell(const struct feed_message *);

/* Opens a file for reading, with these flags besides. Returns its descriptor or a negative
 * errno. */
long feed_open(const char *name, int flags);

/* Describes what the descriptor is in the message. */
void feed_fstat(struct feed_message *, int fd);

/* The error of a name that is not to be opened at all, or 0. */
int feed_name_error(const char *name);

/* Opens an input, unless m->error is set, and passes it. */
void feed_input(struct feed_message *, const char *name, const char *text, size_t length);

/* Sends an input: its text, m->error, and its descriptor unless that is negative. Closes the
 * descriptor, and waits for the applet where the input may block. */
void feed_pass(struct feed_message *, const char *text, size_t length, long fd);

#endif
