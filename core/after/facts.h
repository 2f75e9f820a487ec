/* What stat(2) says of all inputs, added up: of operands before the seal, of listed names by
 * the feeder. */
#ifndef PILLBOX_CORE_AFTER_FACTS_H
#define PILLBOX_CORE_AFTER_FACTS_H

#include <sys/stat.h>

#include "core/applet.h"

/* Adds an input; `first` if it is the first one of the run. */
static inline void
facts_add(struct facts *f, const struct stat *st, bool first)
{
	const uint64_t size = st->st_size > 0 ? (uint64_t)st->st_size : 0;

	if (first) {
		f->mode = st->st_mode;
		f->size = size;
		f->dev = st->st_dev;
		f->ino = st->st_ino;
	}
	if (!S_ISREG(st->st_mode))
		f->irregular = true;
	else if (__builtin_add_overflow(f->sizes, size, &f->sizes))
		f->sizes = UINT64_MAX;
}

#endif
