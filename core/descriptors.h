/* The descriptors from which on a number needs a name. The policies pin the
 * same numbers. */
#ifndef PILLBOX_CORE_DESCRIPTORS_H
#define PILLBOX_CORE_DESCRIPTORS_H

/* Of a sealed applet, each only where the run needs it. */
enum {
	IN_PAIR = 3,   /* where several inputs come from */
	RELAY_OUT = 4, /* the private pipe of a copy: the end that is read */
	RELAY_IN = 5,
};

/* Of the feeder; its standard input is the user's. */
enum {
	FEED_PAIR = 1,   /* leads to the applet */
	FEED_OPENED = 2, /* free, so that whatever it opens is this one */
	FEED_LIST = 3,   /* the list of names, where there is one */
};

#endif
