#include "lib/prove/path.h"

/* ---- what is known of the number ---------------------------------------------- */

/* Narrows the spans to those for which the number, compared to k, has that outcome. False if
 * none is left. */
static bool
narrow_spans(struct path *path, struct turn *turn, const struct sock_filter *test, bool outcome)
{
	struct place *here = &path->here;
	struct span *spans = path->calls.spans;
	size_t i = calls_find(&path->calls, test->k);

	if (BPF_OP(test->code) == BPF_JEQ) {
		bool here_too = i >= here->low && i <= here->high && !spans[i].away;

		if (outcome) {
			here->low = here->high = i;
			return here_too;
		}
		if (here_too) {
			spans[i].away = true;
			turn->away = i;
		}
	} else {
		i += BPF_OP(test->code) == BPF_JGT;
		if (outcome && i > here->low)
			here->low = i;
		if (!outcome && i <= here->high) {
			if (i == 0)
				return false;
			here->high = i - 1;
		}
	}
	for (; here->low <= here->high && spans[here->low].away; here->low++)
		spend(&path->work, 1);
	for (; here->low < here->high && spans[here->high].away; here->high--)
		spend(&path->work, 1);
	return here->low <= here->high;
}

bool
path_cross(struct path *path, const struct span *span, struct cube *cube)
{
	uint32_t differ = span->first ^ span->last, same = UINT32_MAX;

	*cube = path->cube;
	if (!path->here.number_is_known && differ == 0) {
		cube->mask[WORD_NUMBER] = UINT32_MAX;
		cube->value[WORD_NUMBER] = span->first;
		return true;
	}
	while ((differ & same) != 0)
		same <<= 1;
	if (!cube_narrow(cube, WORD_NUMBER, same, span->first & same))
		return false;
	exclude_below(&path->excluded, WORD_NUMBER, UINT32_MAX, span->first);
	if (span->last != UINT32_MAX)
		exclude_from(&path->excluded, WORD_NUMBER, UINT32_MAX, span->last + 1);
	return true;
}

/* ---- what is known of other words, and of single bits of the number ---------------- */

static bool
is_known(const struct path *path)
{
	return (path->here.mask & ~path->cube.mask[path->here.word]) == 0;
}

static bool
holds(const struct sock_filter *test, uint32_t accumulator)
{
	switch (BPF_OP(test->code)) {
	case BPF_JEQ:
		return accumulator == test->k;
	case BPF_JGT:
		return accumulator > test->k;
	case BPF_JGE:
		return accumulator >= test->k;
	default:
		return (accumulator & test->k) != 0;
	}
}

/* Keeps what is at least k, or else what is less. */
static void
keep_from(struct path *path, uint32_t k, bool outcome)
{
	(outcome ? exclude_below : exclude_from)(
	    &path->excluded, path->here.word, path->here.mask, k);
}

/* Keeps what has that outcome: either narrows the cube, or excludes other cubes. False if the
 * cube has nothing of it. */
static bool
keep(struct path *path, const struct sock_filter *test, bool outcome)
{
	uint32_t k = test->k, mask = path->here.mask;
	unsigned word = path->here.word;

	switch (BPF_OP(test->code)) {
	case BPF_JEQ:
		if (outcome)
			return cube_narrow(&path->cube, word, mask, k);
		if ((k & ~mask) == 0)
			exclude(&path->excluded, word, mask, k, true);
		return true;
	case BPF_JSET:
		if (!outcome)
			return cube_narrow(&path->cube, word, mask & k, 0);
		exclude(&path->excluded, word, mask & k, 0, true);
		return true;
	case BPF_JGT:
		if (k == UINT32_MAX)
			return !outcome;
		keep_from(path, k + 1, outcome);
		return true;
	default:
		keep_from(path, k, outcome);
		return true;
	}
}

/* Whether any call is left. */
static bool
is_taken(struct path *path)
{
	struct cube cube = path->cube;
	size_t before = path->excluded.count;
	bool taken = false;

	if (!path->here.number_is_known)
		return before == 0 || cube_escape(&cube, &path->excluded, &path->work);
	for (size_t i = path->here.low; i <= path->here.high && !taken; i++) {
		taken = spend(&path->work, 1) && !path->calls.spans[i].away &&
		        path_cross(path, &path->calls.spans[i], &cube) &&
		        cube_escape(&cube, &path->excluded, &path->work);
		path->excluded.count = before;
	}
	return taken;
}

/* ---- turning ------------------------------------------------------------------------ */

static void
go_back(struct path *path, struct turn *turn)
{
	path->here = turn->before;
	path->cube.mask[path->here.word] = turn->mask;
	path->cube.value[path->here.word] = turn->value;
	path->excluded.count = turn->excluded;
	if (turn->away != NO_SPAN)
		path->calls.spans[turn->away].away = false;
	turn->away = NO_SPAN;
}

/* Goes the way of that outcome. False if no call goes it. */
static bool
go(struct path *path, struct turn *turn, bool outcome)
{
	const struct sock_filter *test = &path->program[turn->before.at];
	struct place *here = &path->here;

	turn->outcome = outcome;
	here->at += 1U + (outcome ? test->jt : test->jf);
	if (is_known(path))
		return holds(test, path->cube.value[here->word] & here->mask) == outcome;
	if (here->word == WORD_NUMBER && here->mask == UINT32_MAX && BPF_OP(test->code) != BPF_JSET)
		return narrow_spans(path, turn, test, outcome) &&
		       (!here->number_is_known || is_taken(path));
	here->number_is_known |= here->word == WORD_NUMBER;
	return keep(path, test, outcome) && is_taken(path);
}

static void
turn_off(struct path *path)
{
	struct turn *turn = &path->turns[path->depth++];

	turn->before = path->here;
	turn->mask = path->cube.mask[path->here.word];
	turn->value = path->cube.value[path->here.word];
	turn->excluded = path->excluded.count;
	turn->away = NO_SPAN;
	if (!go(path, turn, true)) {
		go_back(path, turn);
		go(path, turn, false);
	}
}

static bool
follow(struct path *path)
{
	while (spend(&path->work, 1) && !path->excluded.full) {
		struct place *here = &path->here;
		const struct sock_filter *i = &path->program[here->at];

		path->reached[here->at] = true;
		switch (BPF_CLASS(i->code)) {
		case BPF_RET:
			return true;
		case BPF_LD:
			here->word = (uint16_t)(i->k / 4);
			here->mask = UINT32_MAX;
			here->at++;
			break;
		case BPF_ALU:
			here->mask &= i->k;
			here->at++;
			break;
		default:
			if (BPF_OP(i->code) == BPF_JA)
				here->at += 1 + (size_t)i->k;
			else
				turn_off(path);
		}
	}
	return false;
}

/* The accumulator begins as 0. */
bool
path_first(struct path *path)
{
	path->here = (struct place){.high = path->calls.count - 1};
	path->depth = 0;
	return follow(path);
}

bool
path_next(struct path *path)
{
	while (path->depth > 0) {
		struct turn *turn = &path->turns[path->depth - 1];

		go_back(path, turn);
		if (turn->outcome && go(path, turn, false))
			return follow(path);
		go_back(path, turn);
		path->depth--;
	}
	return false;
}
