/* COMMAND: where it is, and what it is. */
#ifndef PILLBOX_CORE_BOX_CONFINE_TARGET_H
#define PILLBOX_CORE_BOX_CONFINE_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "core/box/confine/calls.h"

struct target {
	const char *path;   /* what is executed */
	enum entry entry;   /* by which it makes its calls */
	bool is_script;     /* what follows is of its interpreter, or that one's */
	bool is_known;      /* the file could be read; if not, it counts as of X86_64 */
	const char *loader; /* the program that maps its libraries; NULL: it is static */
	uint64_t lowest;    /* the address of its lowest segment; UINT64_MAX: the kernel
	                       chooses */
};

/* Finds the command as env(1) does, and looks at its file. Ends the run where there is none
 * (127), where it cannot be executed (126), or is for another machine (71). */
struct target target_find(const char *command);

#endif
