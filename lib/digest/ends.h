/* Both ends of a message. */
#ifndef PILLBOX_LIB_DIGEST_ENDS_H
#define PILLBOX_LIB_DIGEST_ENDS_H

#include "lib/digest/digest.h"

/* Sets the words that a message begins with, of s->digest and s->bytes. */
void digest_set_words(struct digest_state *);

/* Of digests that end so: completes the last bytes of a message, fewer than a block, by a bit
 * 1, zeros and the length of the whole message. Returns how many blocks that is. */
enum { DIGEST_TAIL = 2 * 128 };
size_t digest_tail(
    enum digest, const uint8_t *last, size_t n, uint64_t length, uint8_t tail[DIGEST_TAIL]);

/* Writes the result of such a digest, after its last block. */
void digest_write(const struct digest_state *, uint8_t *out);

#endif
