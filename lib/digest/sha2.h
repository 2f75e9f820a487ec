/* Eight rounds of SHA-256 or SHA-512, after which each of the variables a to h is in its
 * place again. `word` gives a word of the message by its number, k are the constants. */
#ifndef PILLBOX_LIB_DIGEST_SHA2_H
#define PILLBOX_LIB_DIGEST_SHA2_H

#define SHA2_EIGHT(round, word, i)                                                                 \
	round(a, b, c, &d, e, f, g, &h, k[(i) + 0] + word((i) + 0));                               \
	round(h, a, b, &c, d, e, f, &g, k[(i) + 1] + word((i) + 1));                               \
	round(g, h, a, &b, c, d, e, &f, k[(i) + 2] + word((i) + 2));                               \
	round(f, g, h, &a, b, c, d, &e, k[(i) + 3] + word((i) + 3));                               \
	round(e, f, g, &h, a, b, c, &d, k[(i) + 4] + word((i) + 4));                               \
	round(d, e, f, &g, h, a, b, &c, k[(i) + 5] + word((i) + 5));                               \
	round(c, d, e, &f, g, h, a, &b, k[(i) + 6] + word((i) + 6));                               \
	round(b, c, d, &e, f, g, h, &a, k[(i) + 7] + word((i) + 7))

#endif
