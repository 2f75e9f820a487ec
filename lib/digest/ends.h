/* Both ends of a message. */
#ifndef PILLBOX_LIB_DIGEST_ENDS_H
#define PILLBOX_LIB_DIGEST_ENDS_H

#include "lib/digest/digest.h"

/* Sets the words that a message begins with, of s->digest and s->bytes. */
void digest_set_words(struct digest_state *);

#endif
