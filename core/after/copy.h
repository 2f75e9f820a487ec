/* A copy's private pipe, as the steps before it leave it. */
#ifndef PILLBOX_CORE_AFTER_COPY_H
#define PILLBOX_CORE_AFTER_COPY_H

enum {
	RELAY_OUT = 4, /* the end that is read */
	RELAY_IN = 5,
	/* So much at least a regular input must hold, for splicing it to gain more than
	 * one read and one write: from there on, what the pipe takes is whole pages. */
	COPY_LARGE = 65537
};

#endif
