/* What core/before/last.c and a sealed run agree on. */
#ifndef PILLBOX_CORE_AFTER_LAST_H
#define PILLBOX_CORE_AFTER_LAST_H

/* Bytes. Lines are as long as an attacker likes, so there is a limit to what is held of
 * them. The memory is a piece larger: there is always room for a read. */
enum {
	LAST_PIECE = 64 << 10, /* the most that is read at once */
	LAST_FIRST = 2 * LAST_PIECE,
	LAST_LINES_MOST = 256 << 20,
};

#endif
