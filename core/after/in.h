/* The inputs of a sealed run, as the steps before it leave them. */
#ifndef PILLBOX_CORE_AFTER_IN_H
#define PILLBOX_CORE_AFTER_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the queue stands, when there are several inputs. */
enum { IN_QUEUE_FD = 3 };

/* Errors that are no errno: an empty name, and "-" in a list that is standard
 * input itself. */
enum { IN_EMPTY = -1, IN_DASH = -2 };

/* One message of the queue. With error 0 a descriptor travels along. At most
 * 128 bytes, every byte set. */
struct in_message {
	int32_t error;
	uint32_t mode, block;
	uint32_t zero;
	uint64_t size, dev, ino;
};

/* What is to be read: `count` names, one behind the other. */
struct in_plan {
	char *const *names; /* operands; NULL: standard input, or a list */
	const char *listed; /* names of a list, each ended by a NUL; or NULL */
	const char *list;   /* that list's name */
	const char *empty;  /* struct applet's */
	size_t count;
	bool several;           /* they come out of the queue; else the only one
	                           is descriptor 0 already */
	struct in_message only; /* what is known of that one */
	size_t queued;          /* so many fitted into the queue; the others */
	int rest;               /* failed with this errno */
};

/* Called before the seal; the plan stays where it is. */
void in_setup(const struct in_plan *);

#endif
