/* Step 5. */
#ifndef PILLBOX_CORE_SEAL_H
#define PILLBOX_CORE_SEAL_H

#include <stdbool.h>

#include "core/policy.h"

/* The status of a run that could not be sealed: no byte of an input was read. */
enum { SEAL_FAILED = 71 };

/* Puts up every layer, the filter last. Of the descriptors above 2 only those of
 * the set keep stay: bit 3 for 3, and so on. Returns only sealed: a mandatory layer
 * that fails ends the run with status 71, before any input byte was read. */
void seal(const struct filter *, unsigned keep);

/* The same for the feeder, which has to open files and to leave descriptors that
 * it inherited as they are: fewer layers, the filter last. Returns 0, or the
 * errno of the mandatory layer that failed. */
int seal_feeder(const struct filter *);

/* A layer, to those who ask what holds here. */
struct seal_layer {
	const char *name;
	bool mandatory;
};

/* As seal(), but goes on whatever fails, and tells of each layer in its turn: error
 * is 0 where it was put up, else the errno. The last is the filter: to tell of that
 * one can only be what the filter allows. For pillbox --check. */
void seal_layers(
    const struct filter *, unsigned keep, void (*tell)(const struct seal_layer *, int error));

/* Says which layer failed, and ends the run with status 71. */
_Noreturn void seal_failed(const char *layer, int error);

#endif
