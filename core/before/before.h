/* Steps 1 to 4, as main.c walks through them. Nothing here runs sealed. */
#ifndef PILLBOX_CORE_BEFORE_H
#define PILLBOX_CORE_BEFORE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/after/in.h"
#include "core/applet.h"
#include "lib/text/text.h"

/* ---- relro.c, stand.c --------------------------------------------------- */

/* Makes what the loader has relocated read-only, as the dynamic loader would:
 * musl's static start-up leaves PT_GNU_RELRO writable. False where it cannot. */
bool relro(void);

/* Fills descriptors 0, 1 and 2, where they are closed, with a placeholder that
 * answers read and write with EBADF and keeps an input from landing there. */
void stand(void);

/* Whether the descriptor, 0-2, was closed when the run began. */
bool was_missing(int fd);

/* ---- locale.c ----------------------------------------------------------- */

/* utf8_locale(), from the environment. */
bool locale_is_utf8(void);

/* ---- fail.c -------------------------------------------------------------- */

/* Sets the name that stands before each diagnostic, and how names in it are
 * quoted; sets up say() alike. */
void fail_setup(const char *program, bool utf8);

/* Says it and exits with that status. */
_Noreturn void fail_with(int status, const char *format, ...);

/* ---- print.c: standard output of what is no filter: --help and the like --- */

/* Appends text in the format of diagnostics to standard output. */
void print(const char *format, ...);

/* Standard output, for what appends to a text. */
struct text *print_text(void);

/* Writes all of it; a write error is said and ends the run with 1. */
void print_end(void);

/* ---- options.c, help.c ------------------------------------------------------ */

/* Goes through the vector as getopt_long does, giving each option to
 * applet->option; --help and --version are answered here and end the run. The
 * operands are left in order at the vector's begin; their number is returned.
 * args does not hold the program's name. */
size_t options_parse(const struct applet *, char **args);

/* The i-th option of an applet, the common ones behind its own; NULL at the end. */
const struct opt *option_at(const struct applet *, size_t i);

/* Usage, summary and options of an applet, on standard output. */
void help_applet(const struct applet *, const char *invoked);

/* "NAME (pillbox) VERSION" and the licence. */
void help_version(const struct applet *);

/* ---- feeder.c ----------------------------------------------------------------- */

/* Forks the feeder, which sends the job's inputs into pair[1]; list is the
 * descriptor of the list of names, or -1. False, with errno, where there is no
 * process to be had. */
bool feeder_fork(const int pair[2], const struct feed_job *job, int list);

/* ---- cpu.c --------------------------------------------------------------------- */

/* Sets cpu_level() for these inputs. A PILLBOX_CPU that names no level ends the
 * run. */
void cpu_choose(const struct facts *);

/* ---- pipe.c ------------------------------------------------------------------ */

/* The descriptors of the pipe that copy_way() has made, a set as seal() takes it. */
unsigned kept_pipe(void);

/* ---- open.c ------------------------------------------------------------------ */

/* Opens the operands: none or one as descriptor 0; several come out of
 * descriptor 3 (IN_PAIR), queued or fed. Fills the plan for in_setup() and the
 * facts for the applet. Ends the run where a list of names cannot be opened. */
void open_inputs(const struct applet *, const struct operands *, struct in_plan *, struct facts *);

#endif
