/* The one header that an applet includes: its contract with the core, and all of the
 * core that it may call, in the order of a run.
 *
 * An applet is one `const struct applet applet_FOLDER` in applets/FOLDER/FOLDER.c.
 * option(), parsed() and survey() run before the seal and see only what the user typed.
 * run() is sealed and sees only what the inputs hold. It may call the functions of the
 * sections "sealed" below, memcpy and its kin, and engines: pure functions over bytes.
 */
#ifndef PILLBOX_CORE_APPLET_H
#define PILLBOX_CORE_APPLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cpu/cpu.h"
#include "lib/growth.h"
#include "lib/large.h"
#include "lib/sink.h"

/* ---- the contract ------------------------------------------------------ */

enum opt_arg { OPT_NONE, OPT_REQUIRED, OPT_OPTIONAL };

/* Ids of long-only options start at 256; the core keeps 512 and above. */
enum { OPT_LONG = 256, OPT_HELP = 512, OPT_VERSION = 513 };

/* One option. A table ends with an entry that is all zero. Its order is that of --help
 * and of "possibilities:" in diagnostics. The core adds --help and --version to a table
 * that has no --help. */
struct opt {
	char letter;          /* short option, or 0 */
	enum opt_arg arg : 8; /* an optional argument is taken only when attached */
	unsigned id : 16;     /* what option() is given; 0 means the letter */
	/* Not pointers: each would be relocated at the start of every applet. Empty ones are
	 * none; an option without help is not shown. */
	char name[24];  /* long option without its dashes */
	char value[12]; /* the argument's name in --help */
	char help[112]; /* one line; further lines after \n */
};

/* Entries that give option() each digit: for tools that have a diagnostic of their own for
 * them. */
#define OPT_DIGIT(digit)                                                                           \
	{                                                                                          \
		(digit), OPT_NONE, 0, "", "", ""                                             \
	}
#define OPT_DIGITS                                                                                 \
	OPT_DIGIT('0'), OPT_DIGIT('1'), OPT_DIGIT('2'), OPT_DIGIT('3'), OPT_DIGIT('4'),            \
	    OPT_DIGIT('5'), OPT_DIGIT('6'), OPT_DIGIT('7'), OPT_DIGIT('8'), OPT_DIGIT('9')

/* The operands: the arguments that are no options. parsed() may change them. */
struct operands {
	char **names;
	size_t count;
	const char *list;     /* a file of names, each ended by NUL, or "-" for standard
	                         input, as of wc --files0-from; names is then empty */
	const char *empty;    /* the diagnostic for a name "", which is then not
	                         opened; NULL: it is opened like any other */
	const char *unopened; /* the diagnostic for one that cannot be opened, of its
	                         name and an errno; NULL: "%f: %m" */
	const struct digest_rule *checked; /* the operands are check lists, whose proper lines
	                                      name the inputs; NULL: they are inputs */
	const char *beneath; /* with `checked`: the folder that these inputs must be in, as
	                        regular files; NULL: they may be anything */
};

/* Whether an operand, or a listed name, stands for standard input. */
static inline bool
is_stdin(const char *name)
{
	return name[0] == '-' && name[1] == '\0';
}

/* What stat(2) says of the inputs, before any byte of them is read. */
struct facts {
	size_t inputs;     /* operands or listed names; 1 where there are none */
	bool list;         /* the names come from a list; the other fields are then
	                      unset until in_facts(), of check lists for ever */
	uint64_t sizes;    /* bytes in all regular inputs together, saturating */
	bool irregular;    /* some input exists and is no regular file */
	uint32_t mode;     /* st_mode of the first input; 0 where stat failed */
	uint64_t size;     /* st_size of the first input */
	uint64_t dev, ino; /* of the first input */
};

struct policy; /* one file policies/NAME[-MODE].policy; see build/gen/policies.h */

/* A name of an applet, and what it promises under that name. */
struct applet_name {
	const char *name;           /* its page is applets/FOLDER/NAME.1 */
	const char *const *aliases; /* other spellings, which have no page; ends with
	                               NULL. NULL: there are none */
	const char *summary;        /* one line, lower case, no full stop */
	const char *usage;          /* what follows "Usage: NAME ": "[OPTION]... [FILE]...";
	                               --help is an option of every applet */
	const char *notes;          /* paragraphs after the options in --help, or NULL */
	const struct opt *options;  /* NULL: none but --help and --version */
	bool operands_end_options;  /* what follows the first operand is none */
	bool option_words;          /* as xxd has them: after one dash or two, a name, or a
	                               letter; an argument is attached to a letter or next. What
	                               else follows is ignored, so that there are no clusters */
};

struct applet {
	const struct applet_name *names;
	unsigned name_count;

	/* Before the seal and the options: returns 1 if the first of the arguments, which
	 * end with NULL, is an option of an old form, such as -5; it is then left out of what
	 * follows. NULL: there are no such forms. */
	size_t (*old_form)(char *const *args);

	/* Before the seal. option() is called for each option in the order of the
	 * command line; value is NULL where there is none. It may be NULL if no name
	 * has options. parsed() is called after the last one and may be NULL. Both
	 * end the run by fail() or fail_usage() where something is wrong. */
	void (*option)(int id, const char *value);
	void (*parsed)(struct operands *);

	/* Before the seal, when the inputs are open. Returns the policy of the mode
	 * that this run is in: `return &policy_wc_bytes;`. May end the run by fail().
	 * NULL: all runs have the policy FOLDER.policy. */
	const struct policy *(*survey)(const struct facts *);

	/* Sealed. When it returns, the output is flushed, and the run ends with status 1
	 * if there was a diagnostic, else 0. */
	void (*run)(void);
};

/* ---- texts: the format of all diagnostics -------------------------------
 *
 * %s  text of ours                    %f  a file's name, quoted where it must
 * %q  an option's argument, in 'x'        be: no control byte is printed
 * %o  the same, without the quotes    %a  the same, quoted in any case
 * %u  a uint64_t in decimal           %m  an errno (int; <errno.h>), in glibc's words
 * %c  one character (int)
 *
 * "PROG: " goes before, a newline after. */

/* ---- before the seal ----------------------------------------------------- */

/* Writes a diagnostic and exits with status 1. */
_Noreturn void fail(const char *format, ...);

/* The same, followed by "Try 'PROG --help' for more information." */
_Noreturn void fail_usage(const char *format, ...);

/* Writes a diagnostic and returns. It makes the exit status 1 only where it could not be
 * written. */
void note(const char *format, ...);

/* The name that the applet was called by: its place in the table of names, and the alias'
 * place in its list, counted from 1; 0 is the name itself. May be called sealed too. */
struct called {
	unsigned name, alias;
};
struct called called_as(void);

/* Whether LC_ALL, LC_CTYPE or LANG, the first that is set and not empty, names a UTF-8
 * codeset. May be called sealed too. */
bool utf8_locale(void);

/* Whether POSIXLY_CORRECT is in the environment. */
bool posixly_correct(void);

/* Whether TERM names a terminal without colours. */
bool dumb_terminal(void);

/* Whether text in colours is welcome where the user has not said: standard output is a
 * terminal, not a dumb one, and NO_COLOR is unset or empty (no-color.org). */
bool wants_colour(void);

/* Which engines this run uses: plain C for one small file. To be called by survey() or
 * later. May be called sealed too. */
enum cpu_level cpu_level(void);

/* The same, with the instructions beside the levels. */
struct cpu cpu_features(void);

/* How many bytes all operands have from where they are, to skip from their end; saturating.
 * Standard input counts once. One that cannot be opened has none; one whose size cannot be
 * known ends the run. To be called by parsed(). */
uint64_t operand_bytes(const struct operands *);

/* What descriptor 1 is. */
struct out_facts {
	bool missing;  /* it was closed when the run began */
	bool append;   /* O_APPEND is set; asked only of what may be an input as well */
	uint32_t mode; /* st_mode; 0 where fstat failed */
	uint64_t dev, ino;
};
struct out_facts out_facts(const struct facts *);

/* How unchanged bytes get from the inputs to the output. */
enum copy_way {
	COPY_READ,   /* by read and write */
	COPY_SPLICE, /* by splice: the output is a pipe, or the only input is */
	COPY_RELAY,  /* by splice through a private pipe, descriptors 4 and 5 */
};

/* The fastest way for these inputs and this output. Makes the private pipe where it is
 * needed, and enlarges the pipes that are there. To be called once, by survey(), which
 * returns a policy that allows the calls. */
enum copy_way copy_way(const struct facts *, const struct out_facts *);

/* Maps memory that is too large for a static buffer: those take address space from every
 * run, and an image above 2 MiB loses random bits of its address. To be called by survey(),
 * once, in modes that need it. Maps `most` bytes, or half as many where that is refused,
 * and so on, but never fewer than `least`. False, with errno, where all are refused: then
 * `fail("cannot reserve memory: %m", errno)`, or a mode that needs none. It costs one system
 * call and touches no page. */
bool reserve(size_t most, size_t least);

/* When out_header() writes one. */
enum headers {
	HEADERS_SEVERAL, /* if there are several operands */
	HEADERS_NEVER,
	HEADERS_ALWAYS,
};
void out_header_setup(enum headers, const struct operands *);

/* From here on EPIPE on standard output ends the run without a diagnostic, and does not
 * make its status 1. */
void out_quiet_epipe_setup(void);

/* ---- sealed: memory ------------------------------------------------------ */

/* What reserve() has mapped: zeros on pages of their own; size 0 where there is none. An
 * applet that needs more prints a diagnostic that names this size, as hexdump does, and
 * ends. */
struct memory {
	uint8_t *bytes;
	size_t size;
};
struct memory reserved(void);

/* ---- sealed: input ------------------------------------------------------- */

struct input {
	const char *name; /* the operand, "-" for standard input */
	bool implied;     /* standard input, because there was no operand */
	/* As fstat(2) said when it was opened: */
	uint32_t mode, block;    /* st_mode, st_blksize */
	uint64_t size, dev, ino; /* size is 0 where st_size is negative */
	uint64_t rdev;           /* of a device, which one it is */
};

/* Fills in the facts of listed names. To be called once, before the first in_next(), where
 * the names come from a list. inputs is 0 where the list is no regular file or is empty.
 * The feeder has read the list, so these numbers are not to be trusted. */
void in_facts(struct facts *);

/* Makes the next input that could be opened descriptor 0. Reports those before it that
 * could not. Flushes the output first where it may have to wait. False after the last
 * input. */
bool in_next(struct input *);

/* The same, but comes to those that could not be opened too, and does not report them: *error is
 * 0, or why, for in_report(). To be called by an applet that holds back what it has not
 * printed yet. */
bool in_next_any(struct input *, int *error);

/* Reports why an input could not be opened. */
void in_report(const char *name, int error);

/* How many inputs in_next() has come to so far, those that could not be opened too. */
size_t in_passed(void);

/* Reads at most size bytes of the current input. Returns how many, 0 at its end, or a
 * negative errno; a short count is not the end. Waits where descriptor 0 is non-blocking.
 * Flushes the output before a read that may block. */
long in_read(const struct input *, void *buf, size_t size);

/* Reads at most n bytes, and takes no more from the input, unless it returns only whole
 * records: then what exceeds n is dropped. size is that of buf. Returns what in_read()
 * does. */
long in_read_at_most(const struct input *, void *buf, size_t size, uint64_t n);

/* Skips at most n bytes of the input: by in_seek(SEEK_CUR), or by reading into buf. As a
 * record or packet may contain bytes after them, at most `more` of these are kept: `ahead`
 * of them are then in buf. */
struct skipped {
	uint64_t bytes;
	size_t ahead;
	int error; /* an errno of reading, or 0 */
};
struct skipped in_skip(const struct input *, uint64_t n, uint64_t more, uint8_t *buf, size_t size);

/* Memory at a page for whatever the run of one applet needs: only one runs, and the image has
 * to be small. in_read_chunk() reads into it. */
enum { RUN_MEMORY = 256 << 10 };
extern uint8_t run_memory[RUN_MEMORY];

/* The same as in_read() into run_memory, to which *bytes then points: as much at once as is
 * fastest. The bytes stay until the next call. */
long in_read_chunk(const struct input *, const uint8_t **bytes);

/* The same into the output buffer: *bytes then points to what out_used() will keep. */
long in_read_out(const struct input *, const uint8_t **bytes, size_t size);

/* lseek(0, offset, whence): the new offset or a negative errno. The mode's policy must allow
 * the call. */
int64_t in_seek(int64_t offset, int whence);

/* Skips at most n bytes of the input without reading, and returns how many. The policy must
 * allow SEEK_CUR. */
uint64_t in_seek_over(const struct input *, uint64_t n);

/* Whether its bytes are surely found by seeking, as those of a regular file that is larger
 * than a block: files of /proc and /sys have no size, or one block. */
bool in_has_places(const struct input *);

/* "standard input", or the operand. */
const char *in_title(const struct input *);

/* ---- sealed: the inputs that check lists name ------------------------------- */

enum checked_kind {
	CHECKED_INPUT,    /* a line names an input, which is now descriptor 0 */
	CHECKED_UNOPENED, /* a line names one that cannot be opened */
	CHECKED_IMPROPER, /* a line is improper */
	CHECKED_END,      /* a list has ended, or could not be opened or read any further */
};

struct digest_line;
struct checked {
	enum checked_kind kind;
	const char *list; /* "standard input", or the operand */
	/* Of inputs, and of those that cannot be opened: what lib/digest/line.h makes of the
	 * line, and the name without its escapes. They stay until the next call. */
	const struct digest_line *line;
	const char *name;
	struct input in;
	uint64_t number; /* of an improper line, from 1 */
	/* Why an input could not be opened, or a list not be opened or not be read to its end:
	 * an errno such as ENOENT, or a negative number, which checked_say() has words for. 0
	 * for none. */
	int error;
	bool opened; /* of a list's end: it could be opened */
};

/* Goes on to the next line of the lists, in order: comments and empty lines are left out. Makes
 * the input that it names descriptor 0. Reports nothing. Flushes the output first where it
 * has to wait. False after the end of the last list. */
bool in_checked(struct checked *);

/* Reports the error of a list, or of an input that could not be opened. */
void checked_say(const struct checked *);

/* Whether in_checked() would not have to wait. To be asked by an applet that holds back what it
 * has not printed yet. */
bool in_checked_ready(void);

/* ---- sealed: the last lines or bytes of an input --------------------------- */

struct last {
	uint64_t count; /* lines or bytes; UINT64_MAX are all */
	bool bytes;
	uint8_t end; /* of a line */
};

/* Bytes of an input, by their offsets. */
struct span {
	int64_t from, to;
};

/* Before the seal, for last_hold(): reserves memory. */
void last_reserve(const struct last *);

/* Where the last ones of the span begin, in an input that has places. Reads blocks from the
 * end of the span, into what is free of the output buffer. If the input is shorter by now, s->to
 * becomes its end. Sets the offset of descriptor 0 to the result, or returns a negative errno. The
 * policy must allow SEEK_CUR. */
int64_t last_find(const struct input *, const struct last *, struct span *s);

/* Reads the input to its end, and holds its last ones in memory. Then writes them, or with
 * `others` writes what comes before them, as soon as it is known, and gives them back if
 * the input can seek (SEEK_CUR). A count of 0 is not allowed. Returns 0, a negative errno of
 * reading, or 1 after a diagnostic that they are more than the memory; then none of them is
 * written. */
long last_hold(const struct input *, const struct last *, bool others);

/* Reports an errno of reading the input. */
void in_say(const struct input *, int error);

/* All inputs as one stream of bytes. Reads are of STREAM_READ bytes; after STREAM_GROWTH of
 * them in a row that the applet printed nothing of, they double, up to STREAM_READ_LAST. */
enum { STREAM_READ = 64 << 10, STREAM_READ_LAST = 1 << 20, STREAM_GROWTH = 64 };

struct stream {
	/* Set these. The mode's policy must allow what in_skip() does. */
	uint64_t skip, length; /* bytes: at most `length` after those skipped are read */
	bool from_end;         /* by operand_bytes(): the size of all inputs must be known */
	bool only_skip;        /* nothing is read */
	bool titled;           /* in reports of errors, standard input is called so, not stdin */

	uint64_t skipped; /* bytes so far */
	bool any;         /* there was an input */

	/* Inner state. */
	struct input in;
	struct growth reads;
	size_t ahead;
	bool open;
};

/* Reads at most `room` bytes, where STREAM_READ are free; `printed`: whether the applet has
 * printed something since the last call. Returns how many, 0 at the end of the stream. Errors
 * are reported. */
size_t stream_read(struct stream *, uint8_t *to, size_t room, bool printed);

/* Dumps the stream, but for dump_end(), whose output may depend on how it ended. */
struct dump;
void stream_dump(struct stream *, struct dump *);

/* Reverts the dump that the input is, from revert_begin() to revert_end(). Errors of reading
 * are reported. False if the dump is wrong. */
struct revert;
bool in_revert(const struct input *, struct revert *);

/* ---- sealed: output ------------------------------------------------------ */

enum { OUT_ROOM = 16 << 10 };

/* At least n free bytes at the end of the output buffer, n <= OUT_ROOM; a store may
 * overwrite 64 more after them. out_used(n) keeps the first n. */
uint8_t *out_room(size_t n);
void out_used(size_t n);

/* How many bytes are free before the buffer has to be flushed. */
size_t out_free(void);

/* How many bytes are in the output buffer. */
size_t out_waiting(void);

/* A sink that writes to the output buffer. out_sink_end() must be called before any other
 * function of the output, and before in_read() or in_next(); it returns whether anything was
 * written since it was called last. */
struct sink *out_sink(void);
bool out_sink_end(void);

/* Appends. A large piece is written at once, after what is buffered. */
void out_write(const void *bytes, size_t n);

/* Writes all that is buffered. A write error is reported and ends the run. */
void out_flush(void);

/* lseek(1, 0, whence), as in in_seek(). */
int64_t out_seek(int whence);

/* Copies at most n bytes of the input to the output, and reads no more. Returns 0, or the
 * negative errno of reading. */
long copy_bytes(const struct input *, uint64_t n);

/* Writes "==> NAME <==", after an empty line unless it is the first; or nothing if headers
 * are not wanted. */
void out_header(const struct input *);

/* Copies the rest of the input to the output that way, or by read and write where that is
 * refused or the input is small. Returns 0 at the end of the input, or the negative errno
 * of reading. A write error is reported and ends the run. */
long copy_input(const struct input *, enum copy_way);

/* ---- sealed: diagnostics -------------------------------------------------- */

/* Flushes the output, then writes a diagnostic. The run will end with status 1. */
void say(const char *format, ...);

/* The same, but the diagnostic does not make the status 1. */
void say_note(const char *format, ...);

/* The run will end with status 1. */
void fail_later(void);

/* Flushes the output and ends the run: with status 1 if there was a diagnostic or a write
 * error, else 0. */
_Noreturn void end_run(void);

#endif
