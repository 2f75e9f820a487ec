/* The one header that an applet includes: its contract with the core, and
 * everything of the core that it may call, in the order of a run's steps.
 *
 * An applet is one `const struct applet applet_FOLDER` in applets/FOLDER/FOLDER.c.
 * Its hooks of steps 3 and 4 see only what the user typed; run() is step 6 and
 * is entered sealed, so it may call nothing but the functions of the last
 * three sections, memcpy and its kin, and engines: pure functions over bytes.
 */
#ifndef PILLBOX_CORE_APPLET_H
#define PILLBOX_CORE_APPLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"
#include "lib/large.h"

/* ---- the contract ------------------------------------------------------ */

enum opt_arg { OPT_NONE, OPT_REQUIRED, OPT_OPTIONAL };

/* Ids of long-only options start at 256; the core keeps 512 and above. */
enum { OPT_LONG = 256, OPT_HELP = 512, OPT_VERSION = 513 };

/* One option. Tables end with an entry whose letter and name are both zero;
 * the order is that of --help and of "possibilities:" in diagnostics. --help
 * and --version are added by the core unless the table names them itself. */
struct opt {
	char letter;          /* short option, or 0 */
	enum opt_arg arg : 8; /* an optional argument is taken only when attached */
	unsigned id : 16;     /* what option() is given; 0 means the letter */
	const char *name;     /* long option without its dashes, or NULL */
	const char *value;    /* the argument's name in --help, or NULL */
	const char *help;     /* one line; further lines after \n; NULL: not shown */
};

/* The operands, as left after the options. parsed() may change them. */
struct operands {
	char **names;
	size_t count;
	const char *list;  /* wc --files0-from: a file of NUL-ended names, "-"
	                      for standard input; then names must be empty */
	const char *empty; /* the diagnostic for a name "", which is then not
	                      opened; NULL: it is opened like any other */
};

/* Whether an operand, or a listed name, stands for standard input. */
static inline bool
is_stdin(const char *name)
{
	return name[0] == '-' && name[1] == '\0';
}

/* What step 4 found: about the operands, before any byte of them is read. */
struct facts {
	size_t inputs;     /* operands or listed names; 1 where there are none */
	bool list;         /* the names come from a list; nothing else is known of
	                      them here, but by in_facts() */
	uint64_t sizes;    /* bytes in all regular inputs together, saturating */
	bool irregular;    /* some input exists and is no regular file */
	uint32_t mode;     /* st_mode of the first input; 0 where it failed */
	uint64_t size;     /* st_size of the first input */
	uint64_t dev, ino; /* and what tells that it is the output */
};

struct policy; /* one file policies/NAME[-MODE].policy; see build/gen/policies.h */

/* A name of an applet, and what it promises under that name. */
struct applet_name {
	const char *name;           /* its page is applets/FOLDER/NAME.1 */
	const char *const *aliases; /* other spellings, which have no page; ends with
	                               NULL. NULL: there are none */
	const char *summary;        /* one line, lower case, no full stop */
	const char *usage;          /* what follows "Usage: NAME ", e.g. "[OPTION]... [FILE]..." */
	const char *notes;          /* paragraphs after the options in --help, or NULL */
	const struct opt *options;
};

struct applet {
	const struct applet_name *names;
	unsigned name_count;

	/* Step 3. option() is called in command-line order; value is NULL where
	 * there is none. parsed() comes after the last one and may be NULL.
	 * Both end the run by fail() or fail_usage() where something is wrong. */
	void (*option)(int id, const char *value);
	void (*parsed)(struct operands *);

	/* Step 4. Looks at the facts, and answers with the policy of the mode
	 * that this run is in: `return &policy_wc;`. May end by fail(). */
	const struct policy *(*survey)(const struct facts *);

	/* Step 6, sealed. When it returns, the output is flushed and the run
	 * ends with status 1 if anything was said, else 0. */
	void (*run)(void);
};

/* ---- texts: the same small format in all diagnostics -------------------
 *
 * %s  text of ours                    %f  a file's name, quoted where it must
 * %q  an option's argument, in 'x'        be, so that no control byte escapes
 * %o  the same, without the quotes    %a  the same, quoted in any case
 * %u  a uint64_t in decimal           %m  an errno (int), in glibc's words
 * %c  one character (int)
 *
 * "PROG: " goes before, a newline after. */

/* ---- steps 3 and 4: before the seal ------------------------------------ */

/* Says it and exits with status 1. */
_Noreturn void fail(const char *format, ...);

/* The same, followed by "Try 'PROG --help' for more information." */
_Noreturn void fail_usage(const char *format, ...);

/* Says it and goes on. The status is 1 only where it could not be written. */
void note(const char *format, ...);

/* The name that the applet was called by: its place in the table of names, and that of
 * the alias in its list, from 1 on; 0 is the name itself. Safe to call on both sides of
 * the seal. */
struct called {
	unsigned name, alias;
};
struct called called_as(void);

/* Whether LC_ALL, LC_CTYPE, LANG (the first that is set and not empty) names a
 * UTF-8 codeset. Safe to call on both sides of the seal. */
bool utf8_locale(void);

/* Whether POSIXLY_CORRECT is in the environment. */
bool posixly_correct(void);

/* Which engines this run uses: known from survey() on, on both sides of the seal.
 * Plain C is enough for one small file. */
enum cpu_level cpu_level(void);

/* What descriptor 1 is. */
struct out_facts {
	bool missing;  /* it was closed when the run began */
	bool append;   /* O_APPEND, of a file or block device that may be an input */
	uint32_t mode; /* st_mode; 0 where fstat failed */
	uint64_t dev, ino;
};
struct out_facts out_facts(const struct facts *);

/* How bytes that nobody changes get from the inputs to the output. */
enum copy_way {
	COPY_READ,   /* they are read and written */
	COPY_SPLICE, /* spliced: the output is a pipe, or the only input is */
	COPY_RELAY,  /* spliced through a pipe of our own, descriptors 4 and 5 */
};

/* The way for these inputs and this output: not to read only where that gains
 * something. Makes the pipe that is needed, and lets others grow, never shrink. To
 * be asked once, by survey(), which answers with a policy that has the calls. */
enum copy_way copy_way(const struct facts *, const struct out_facts *);

/* Memory for what is too large for static buffers, which all runs pay for: their
 * address space, and the random bits of where the image lies (core/layout.ld). To be
 * called by survey(), once, in modes that need it. Maps `most` bytes, or half as
 * many where they are refused, and so on, but not fewer than `least`. False, with
 * errno, where these are refused too. It costs a system call and no page. */
bool reserve(size_t most, size_t least);

/* From here on a broken pipe (EPIPE) ends the run without a diagnostic, and does not
 * make its status 1. */
void out_quiet_epipe_setup(void);

/* ---- step 6: memory ----------------------------------------------------- */

/* What reserve() got: zeros, on pages of their own; size 0 where there is none.
 * Who needs more ends with a message that names this size. */
struct memory {
	uint8_t *bytes;
	size_t size;
};
struct memory reserved(void);

/* ---- step 6: input ------------------------------------------------------ */

struct input {
	const char *name; /* the operand, "-" for standard input */
	bool implied;     /* standard input, because there was no operand */
	uint32_t mode;    /* st_mode, and the rest of what fstat said at opening */
	uint32_t block;   /* st_blksize */
	uint64_t size, dev, ino;
	uint64_t rdev; /* which device it is, where it is one */
};

/* Where the names come from a list, what is known of them: to be asked once, before the
 * first in_next(). inputs is 0 where the list is no regular file, or empty. The feeder
 * has read the list to find that out: any number may stand there. */
void in_facts(struct facts *);

/* Moves on to the next input that is open, as descriptor 0. Operands that
 * could not be opened are reported on the way, each in its turn. Where one may
 * have to be waited for, the output buffer is written out first. False at the
 * end of the list. */
bool in_next(struct input *);

/* How many names in_next() has passed so far, the failed ones included. */
size_t in_passed(void);

/* Reads at most size bytes of the current input. Returns how many, 0 at its
 * end, or a negative errno; short counts are no end. Waits where descriptor 0
 * is non-blocking, and before any read that may block writes out what stands
 * in the output buffer. */
long in_read(const struct input *, void *buf, size_t size);

/* The same into a buffer of the core's, where *bytes then points: as much at once as
 * is quick. They stay until the next call. */
long in_read_chunk(const struct input *, const uint8_t **bytes);

/* lseek(0, offset, whence), for SEEK_CUR and SEEK_SET: the new position or a
 * negative errno. The applet's policy must have the call. */
int64_t in_seek(int64_t offset, int whence);

/* ---- step 6: output ----------------------------------------------------- */

enum { OUT_ROOM = 16384 };

/* At least n free bytes at the end of the output buffer, n <= OUT_ROOM, with
 * 64 more behind them that a store may spoil. out_used(n) keeps the first n. */
uint8_t *out_room(size_t n);
void out_used(size_t n);

/* How many bytes are free without writing anything: for filling whole blocks. */
size_t out_free(void);

/* How many bytes stand in the output buffer. */
size_t out_waiting(void);

/* Appends; large pieces go out directly, behind what is buffered. */
void out_write(const void *bytes, size_t n);

/* Writes all of it. A write error is said once and ends the run. */
void out_flush(void);

/* lseek(1, 0, whence), as in_seek(). */
int64_t out_seek(int whence);

/* Copies the rest of the input to the output that way, or by reading and writing
 * where it is refused or the input is small. Returns 0 at the input's end, or the
 * negative errno of reading; a write error ends the run. */
long copy_input(const struct input *, enum copy_way);

/* ---- step 6: diagnostics ------------------------------------------------ */

/* Flushes the output, then says it on descriptor 2. A run that said anything
 * ends with status 1. */
void say(const char *format, ...);

/* Ends the run at once with what out_flush() leaves: status 1 if anything was
 * said, else 0. */
_Noreturn void end(void);

#endif
