/* The seal: what core/seal.c guarantees of a process from then on. */
#ifndef PILLBOX_CORE_SEAL_H
#define PILLBOX_CORE_SEAL_H

#include <stdbool.h>

#include "core/policy.h"
#include "core/status.h"

/* Puts up every layer, the filter last, then calls run() and ends the run. Of the
 * descriptors above 2 only those of the set keep stay: bit 3 for 3, and so on. A
 * mandatory layer that fails ends the run with status 71, before any input byte was
 * read. No code of before the seal is called any more: run() is one that
 * tools/sealed.c knows. */
_Noreturn void seal(const struct filter *, unsigned keep, void (*run)(void));

/* The same for the feeder, which has to open files and to leave descriptors that
 * it inherited as they are: fewer layers, the filter last. A mandatory layer that
 * fails is told to the applet: feed_refused(). */
_Noreturn void seal_feeder(const struct filter *, void (*run)(void));

/* In place of an errno: left out, for an outer filter kills whoever tries. */
enum { SEAL_KILLS = -1 };

/* A layer, to those who ask what holds here. */
struct seal_layer {
	const char *name;
	bool mandatory;
};

/* error is 0 where the layer was put up, else the errno or SEAL_KILLS. */
typedef void seal_tell(const struct seal_layer *, int error);

/* As seal(), but goes on whatever fails, tells of each layer in its turn, and ends.
 * tell_last tells of the last, the filter, by what the filter allows. For pillbox
 * --check. */
_Noreturn void seal_layers(
    const struct filter *, unsigned keep, seal_tell *tell, seal_tell *tell_last);

/* Says which layer failed, and ends the run with status 71. */
_Noreturn void seal_failed(const char *layer, int error);

#endif
