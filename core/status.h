/* The exit statuses that mean one thing each; 0 and 1 are what they always are. */
#ifndef PILLBOX_CORE_STATUS_H
#define PILLBOX_CORE_STATUS_H

enum {
	SEAL_FAILED = 71,     /* EX_OSERR: the seal could not be set, no input was processed */
	NOT_EXECUTABLE = 126, /* as a shell says */
	NOT_FOUND = 127,      /* no applet or policy of that name; what a shell says too */
};

#endif
