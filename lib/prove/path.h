/* The paths of a program, from its first instruction to a result, for the calls of one
 * architecture. Each call takes exactly one path. A path that no call takes is not followed. */
#ifndef PILLBOX_LIB_PROVE_PATH_H
#define PILLBOX_LIB_PROVE_PATH_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/prove/calls.h"
#include "lib/prove/cube.h"

#define NO_SPAN SIZE_MAX

/* A place on a path. */
struct place {
	size_t at;        /* the next instruction */
	size_t low, high; /* the path has the spans from low to high that are not away */
	uint32_t mask;    /* the accumulator is word & mask */
	uint16_t word;
	bool number_is_known; /* the cubes say something about the number too */
};

/* A test on the path, and what must be known to go back before it. */
struct turn {
	struct place before;
	uint32_t mask, value; /* of the tested word in the cube */
	bool outcome;         /* true is tried first, then false */
	size_t excluded;
	size_t away; /* the span that the test took away, or NO_SPAN */
};

/* The calls on the path are those of its spans that are in the cube and in no excluded one;
 * there is at least one. */
struct path {
	const struct sock_filter *program;
	struct calls calls;
	bool *reached; /* is set for each instruction on a path */
	struct turn *turns;
	size_t depth; /* of turns, which has room for as many as there are instructions */
	struct place here;
	struct cube cube;
	struct excluded excluded;
	size_t work; /* what may still be done */
};

/* Follows the first path, from here, and then each other one, to its result. False if there is
 * none left; or if work is 0 or excluded is full, and nothing can be concluded. */
bool path_first(struct path *);
bool path_next(struct path *);

/* Sets *cube to what the path has in common with the span, less the excluded cubes. Excludes
 * more cubes for that, which the caller takes back. False if they have nothing in common. */
bool path_cross(struct path *, const struct span *, struct cube *cube);

#endif
