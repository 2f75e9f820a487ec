/* Several messages at once: each lane of an engine has one, and takes the next when it is done
 * with it. All lanes go as many blocks as the one that has the fewest left. */
#include <stdbool.h>

#include "lib/cpu/pick.h"
#include "lib/digest/digest.h"
#include "lib/digest/ends.h"
#include "lib/digest/engines.h"

enum { LANES_MOST = 16 };

struct lane {
	struct digest_state state;
	size_t message; /* its number */
	const uint8_t *p;
	size_t blocks; /* left at p; 0: the lane is free */
	bool ends;     /* they are the last ones */
	uint8_t tail[DIGEST_TAIL];
};

struct many {
	enum digest digest;
	unsigned bytes;
	struct cpu cpu;
	const struct digest_message *messages;
	size_t count, next;
	uint8_t (*outs)[DIGEST_MOST];
};

struct engine {
	digest_lanes *lanes;
	unsigned count;
};

/* No lanes: one after the other is as fast. */
static struct engine
pick(enum digest digest, struct cpu cpu)
{
	const unsigned wide = cpu.level == CPU_AVX512 ? 2 : cpu.level == CPU_AVX2 ? 1 : 0;

	switch (digest) {
	case DIGEST_MD5:
		return (struct engine){CPU_PICK_VECTOR(cpu.level, md5_lanes), 8 * wide};
	case DIGEST_SHA224:
	case DIGEST_SHA256:
		if (cpu.also & CPU_SHA)
			return (struct engine){CPU_VECTOR(sha256_lanes_sha), 2};
		return (struct engine){NULL, 0};
	case DIGEST_SHA384:
	case DIGEST_SHA512:
		return (struct engine){CPU_PICK_VECTOR(cpu.level, sha512_lanes), 4 * wide};
	default:
		return (struct engine){NULL, 0};
	}
}

/* The whole blocks of a message are done: what is left of it gets its end. */
static void
end_message(struct lane *l, const struct digest_message *m)
{
	const size_t rest = m->length % digest_algorithms[l->state.digest].block;

	l->blocks =
	    digest_tail(l->state.digest, m->bytes + (m->length - rest), rest, m->length, l->tail);
	l->p = l->tail;
	l->ends = true;
}

static void
take_message(struct many *all, struct lane *l)
{
	const struct digest_message *m = &all->messages[all->next];

	digest_start(&l->state, all->digest, all->bytes, all->cpu);
	l->message = all->next++;
	l->p = m->bytes;
	l->blocks = m->length / digest_algorithms[all->digest].block;
	l->ends = false;
	if (l->blocks == 0)
		end_message(l, m);
}

/* A lane has no blocks left: it goes on with the end of its message, or with the next. */
static void
go_on(struct many *all, struct lane *l)
{
	if (!l->ends) {
		end_message(l, &all->messages[l->message]);
		return;
	}
	digest_write(&l->state, all->outs[l->message]);
	if (all->next < all->count)
		take_message(all, l);
}

/* The fewest blocks that a lane has left; and how many lanes have any. */
static size_t
fewest(const struct lane *lanes, unsigned count, unsigned *busy)
{
	size_t least = SIZE_MAX;

	*busy = 0;
	for (unsigned i = 0; i < count; i++)
		if (lanes[i].blocks > 0) {
			least = lanes[i].blocks < least ? lanes[i].blocks : least;
			++*busy;
		}
	return least;
}

/* A free lane reads what another one does; its own state counts for nothing. */
static void
step(struct engine engine, struct lane *lanes, size_t blocks)
{
	union digest_words *words[LANES_MOST];
	const uint8_t *p[LANES_MOST];
	const uint8_t *any = NULL;

	for (unsigned i = 0; i < engine.count; i++)
		any = lanes[i].blocks > 0 ? lanes[i].p : any;
	for (unsigned i = 0; i < engine.count; i++) {
		words[i] = &lanes[i].state.words;
		p[i] = lanes[i].blocks > 0 ? lanes[i].p : any;
	}
	engine.lanes(words, p, blocks);
}

static void
side_by_side(struct many *all, struct engine engine)
{
	const size_t block = digest_algorithms[all->digest].block;
	struct lane lanes[LANES_MOST];
	size_t blocks;
	unsigned busy;

	for (unsigned i = 0; i < engine.count; i++) {
		lanes[i].blocks = 0;
		digest_start(&lanes[i].state, all->digest, all->bytes, all->cpu);
		if (all->next < all->count)
			take_message(all, lanes + i);
	}
	while ((blocks = fewest(lanes, engine.count, &busy)), busy > 0) {
		if (busy > 1)
			step(engine, lanes, blocks);
		for (unsigned i = 0; i < engine.count; i++) {
			struct lane *l = lanes + i;

			if (l->blocks == 0)
				continue;
			if (busy == 1)
				l->state.blocks(&l->state.words, l->p, blocks);
			l->p += blocks * block;
			l->blocks -= blocks;
			if (l->blocks == 0)
				go_on(all, l);
		}
	}
}

void
digest_many(enum digest digest, unsigned bytes, struct cpu cpu,
    const struct digest_message *messages, size_t count, uint8_t outs[][DIGEST_MOST])
{
	struct many all = {digest, bytes, cpu, messages, count, 0, outs};
	const struct engine engine = pick(digest, cpu);
	struct digest_state s;

	if (engine.count > 0 && count > 1) {
		side_by_side(&all, engine);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		digest_start(&s, digest, bytes, cpu);
		digest_update(&s, messages[i].bytes, messages[i].length);
		digest_finish(&s, outs[i]);
	}
}
