/* The messages that bring an applet its inputs where it has several, through one
 * SOCK_SEQPACKET pair, in order; and the feeder, which sends them where the inputs cannot
 * all be opened before the seal. */
#ifndef PILLBOX_CORE_AFTER_FEED_H
#define PILLBOX_CORE_AFTER_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

enum feed_kind {
	FEED_SEALED,      /* the feeder's first: error 0, or why it could not be sealed */
	FEED_NO_LANDLOCK, /* in place of FEED_SEALED: why Landlock, which has to keep the inputs
	                     in a folder, could not be set up */
	FEED_FACTS,       /* of a list: what in_facts() returns */
	FEED_NAME,        /* a part of a name that does not fit into the message of its input */
	FEED_INPUT,       /* an input: error 0 and its descriptor, or why there is none */
	FEED_PAUSE,       /* only asks for "next": too many descriptors are in flight */
	FEED_LISTED,      /* the end of a check list; error: it could not be read to its end */
	FEED_NO_LIST,     /* in place of a check list: the error of opening it */
	FEED_END          /* the last; error: the list could not be read to its end */
};

/* In place of an errno: the name is empty; it is "-" in a list that is standard input, or that
 * may only name files in a folder; the file is in that folder, but not a regular one; the
 * line is improper. */
enum {
	FEED_EMPTY = -1,
	FEED_DASH = -2,
	FEED_DASH_BENEATH = -3,
	FEED_IRREGULAR = -4,
	FEED_IMPROPER = -5
};

enum { FEED_NAME_MAX = 72 };

/* At most 128 bytes, every one of them set. */
struct feed_message {
	uint32_t kind;
	int32_t error;
	uint32_t ask;    /* 1: the applet is to answer with "next", one byte, when it comes
	                    to the input after this one */
	uint32_t length; /* of name; only listed inputs have one here. Those of check lists
	                    have the whole line */
	union {
		struct {
			uint64_t size, dev, ino, rdev;
			uint32_t mode, block;
		} input;
		struct {
			uint64_t inputs, sizes, size;
			uint32_t mode, irregular;
		} facts;
		uint64_t number; /* of an improper line */
	};
	char name[FEED_NAME_MAX];
};

/* How many check lists a run may have. */
enum { CHECKED_MOST = 16 };

struct feed_checked {
	const struct digest_rule *rule; /* which lines are proper */
	bool beneath;                   /* names are of regular files in a folder: */
	int folder;                     /* its descriptor */
	unsigned count;
	struct {
		int error; /* of opening; if 0, the list is the next descriptor, from 3 on */
		bool is_stdin;
	} lists[CHECKED_MOST];
};

/* What the feeder sends: operands, or what check lists name, or the names of a list,
 * descriptor 3. */
struct feed_job {
	char *const *names; /* NULL: the lists */
	size_t count;
	const struct feed_checked *checked; /* NULL: the list of names */
	bool no_stdin;                      /* descriptor 0 was closed when the run began */
	bool refuse_empty;                  /* an empty name is FEED_EMPTY */
	bool refuse_dash;                   /* "-" in the list is FEED_DASH */
	bool rewind;                        /* the list can be read twice, from offset on */
	int64_t offset;
};

/* Keeps the job for feed(). Called before the seal. */
void feed_setup(const struct feed_job *);

/* The feeder, sealed. Its descriptors are in core/descriptors.h. */
_Noreturn void feed(void);

/* In place of feed(): tells the applet why the feeder could not be sealed, FEED_SEALED or
 * FEED_NO_LANDLOCK, and ends. */
_Noreturn void feed_refused(enum feed_kind, int error);

/* Fills in what stat(2) said of an input. */
static inline void
feed_describe(struct feed_message *m, const struct stat *st)
{
	m->input.mode = st->st_mode;
	m->input.block = (uint32_t)st->st_blksize;
	m->input.size = st->st_size > 0 ? (uint64_t)st->st_size : 0;
	m->input.dev = st->st_dev;
	m->input.ino = st->st_ino;
	m->input.rdev = st->st_rdev;
}

/* Sends one message, with a descriptor unless that is negative. flags are sendmsg's.
 * Returns 0 or a negative errno. */
long feed_send(int pair, const struct feed_message *, int fd, int flags);

/* Receives one message, and in *fd its descriptor or -1. False where the pair is closed or
 * the message is malformed. */
bool feed_receive(int pair, struct feed_message *, int *fd);

#endif
