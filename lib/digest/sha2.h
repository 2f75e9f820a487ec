/* Eight rounds of SHA-256 or SHA-512, after which each of the variables a to h is in its
 * place again. word(i) gives a word of the message and its constant, added. */
#ifndef PILLBOX_LIB_DIGEST_SHA2_H
#define PILLBOX_LIB_DIGEST_SHA2_H

#define SHA2_EIGHT(round, word, i)                                                                 \
	round(a, b, c, &d, e, f, g, &h, word((i) + 0));                                            \
	round(h, a, b, &c, d, e, f, &g, word((i) + 1));                                            \
	round(g, h, a, &b, c, d, e, &f, word((i) + 2));                                            \
	round(f, g, h, &a, b, c, d, &e, word((i) + 3));                                            \
	round(e, f, g, &h, a, b, c, &d, word((i) + 4));                                            \
	round(d, e, f, &g, h, a, b, &c, word((i) + 5));                                            \
	round(c, d, e, &f, g, h, a, &b, word((i) + 6));                                            \
	round(b, c, d, &e, f, g, h, &a, word((i) + 7))

#endif
