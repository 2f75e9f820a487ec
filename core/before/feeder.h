/* The start of the feeder. */
#ifndef PILLBOX_CORE_BEFORE_FEEDER_H
#define PILLBOX_CORE_BEFORE_FEEDER_H

#include <stdbool.h>

#include "core/after/feed.h"

/* Starts the feeder, which sends the job's inputs through a pair, descriptor 3, and waits until it
 * is sealed. `lists` are the descriptors of `count` lists, in ascending order; those of check
 * lists that could not be opened are negative. False, with errno, where no process can be
 * started; if the feeder cannot be sealed, the run ends. */
bool feeder_start(const struct feed_job *, const int *lists, unsigned count);

#endif
