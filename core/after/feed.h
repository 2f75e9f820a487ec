/* The messages in which inputs come to an applet that has several of them, and
 * the feeder, which sends them where they cannot all be opened before the seal.
 * Either way they come through one SOCK_SEQPACKET pair, in order. */
#ifndef PILLBOX_CORE_AFTER_FEED_H
#define PILLBOX_CORE_AFTER_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

enum feed_kind {
	FEED_SEALED, /* the feeder's first: error 0, or why it could not be sealed */
	FEED_FACTS,  /* of a list: what in_facts() says of it; inputs 0: nothing */
	FEED_NAME,   /* the begin of a name that does not fit into the message of its input */
	FEED_INPUT,  /* an input: error 0 and its descriptor, or why there is none */
	FEED_PAUSE,  /* nothing, but "next" is wanted: too many are under way */
	FEED_END     /* no more; error: the list could not be read on */
};

/* Errors that are no errno: an empty name, and "-" in a list that is standard
 * input itself. */
enum { FEED_EMPTY = -1, FEED_DASH = -2 };

enum { FEED_NAME_MAX = 72 };

/* At most 128 bytes, every one of them set. */
struct feed_message {
	uint32_t kind;
	int32_t error;
	uint32_t ask;    /* the feeder waits for "next", a byte, after this input */
	uint32_t length; /* how many bytes of the name are here; only a list sends names */
	union {
		struct {
			uint64_t size, dev, ino, rdev;
			uint32_t mode, block;
		} input;
		struct {
			uint64_t inputs, sizes, size;
			uint32_t mode, irregular;
		} facts;
	};
	char name[FEED_NAME_MAX];
};

/* What the feeder feeds: a vector of operands, or a list as descriptor 3. */
struct feed_job {
	char *const *names; /* NULL: the list */
	size_t count;
	bool no_stdin;     /* descriptor 0 was closed when the run began */
	bool refuse_empty; /* an empty name is FEED_EMPTY */
	bool refuse_dash;  /* "-" in the list is FEED_DASH */
	bool rewind;       /* the list is to be walked twice, from offset on */
	int64_t offset;
};

/* Keeps what feed() has to do. Called before the seal. */
void feed_setup(const struct feed_job *);

/* The feeder, sealed: 0 is standard input, 1 the pair, 2 free, 3 a list. */
_Noreturn void feed(void);

/* Instead: tells the applet why the feeder could not be sealed, and ends. */
_Noreturn void feed_refused(int error);

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

/* Sends one message with a descriptor, unless that is negative; returns 0 or a
 * negative errno. flags: of sendmsg(2). */
long feed_send(int pair, const struct feed_message *, int fd, int flags);

/* Receives one message, and in *fd the descriptor that came along, or -1.
 * False at the end of the pair, or for what is no message of ours. */
bool feed_receive(int pair, struct feed_message *, int *fd);

#endif
