/* The seal: what core/seal.c guarantees of a process from then on. */
#ifndef PILLBOX_CORE_SEAL_H
#define PILLBOX_CORE_SEAL_H

#include "core/layer.h"
#include "core/policy.h"

/* Sets up every layer, the filter last, then calls run(), and ends the run when that
 * returns. keep is the set of the descriptors above 2 that stay open: bit 3 for 3, and so on.
 * If a mandatory layer fails, the run ends with status 71 (SEAL_FAILED), before any byte of
 * an input is read. From here on only sealed code runs: run() and what it calls, as
 * tools/sealed.c finds it. */
_Noreturn void seal(const struct filter *, unsigned keep, void (*run)(void));

/* The same for the feeder, which has fewer layers. If a mandatory one fails, it tells the
 * applet by feed_refused(). */
_Noreturn void seal_feeder(const struct filter *, void (*run)(void));

/* The same for a feeder that opens only what is in a folder, which is its descriptor 0.
 * Landlock is mandatory here. keep is as for seal(). */
_Noreturn void seal_feeder_beneath(const struct filter *, unsigned keep, void (*run)(void));

/* For pillbox --check: sets up every layer whatever fails, calls tell() for each but the
 * filter and tell_last() for that one, and ends. tell_last() runs under the filter. */
_Noreturn void seal_layers(
    const struct filter *, unsigned keep, seal_tell *tell, seal_tell *tell_last);

#endif
