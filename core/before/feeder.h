/* The fork of the feeder. */
#ifndef PILLBOX_CORE_BEFORE_FEEDER_H
#define PILLBOX_CORE_BEFORE_FEEDER_H

#include <stdbool.h>

#include "core/after/feed.h"

/* Forks the feeder, which sends the job's inputs into pair[1]; list is the descriptor
 * of the list of names, or -1. False, with errno, where no process can be started. */
bool feeder_fork(const int pair[2], const struct feed_job *job, int list);

#endif
