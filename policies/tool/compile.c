/* The policy compiler, a tool of the build: `compile OUT.c EXPECTED POLICY... --
 * POLICY...` turns policies/NAME.policy into the filters that the product carries.
 * Each is compiled alone, and if it stands before the "--" united with feed.policy
 * as well. OUT.c defines what core/policy.h declares, and the folder EXPECTED
 * receives every filter as text, to be read and compared. The output depends on
 * the policies and on libseccomp alone, not on the order of arguments or the
 * kernel it is made on. Nothing is written where anything is wrong, in any of the
 * files; the status is then 1. */
#include "policies/tool/compile.h"

#include <errno.h>
#include <seccomp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void
die(const char *format, ...)
{
	va_list args;

	fputs("compile: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

void *
grow(void *array, size_t count, size_t size)
{
	void *larger = reallocarray(array, count + 1, size);

	if (!larger)
		die("%s", strerror(errno));
	return larger;
}

void *
copy(const void *array, size_t count, size_t size)
{
	void *new = grow(NULL, count, size);

	if (count)
		memcpy(new, array, count * size);
	return new;
}

static int
by_number(const void *a, const void *b)
{
	const struct call_name *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static int
by_name(const void *a, const void *b)
{
	const struct source *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Adds to the rule what the feed's has more. Nothing may become wider silently:
 * what one side allows is the same on the other, or apart from it. */
static void
unite_rule(struct rule *rule, const struct rule *more)
{
	enum relation relation = SAME;

	if (!rule->count != !more->count) {
		wrong(rule->path, rule->line,
		    "'%s' is 1 here or in %s:%u, but not in both; write the same in both",
		    rule->name, more->path, more->line);
		return;
	}
	rule->alternatives = copy(rule->alternatives, rule->count, sizeof(*rule->alternatives));
	for (size_t i = 0; i < more->count && relation != COVERING; i++) {
		relation = relate(rule, &more->alternatives[i]);
		if (relation != APART)
			continue;
		rule->alternatives =
		    grow(rule->alternatives, rule->count, sizeof(*rule->alternatives));
		rule->alternatives[rule->count++] = more->alternatives[i];
	}
	if (relation == COVERING)
		wrong(rule->path, rule->line,
		    "'%s' covers a part of %s:%u, or the reverse; write the same in both",
		    rule->name, more->path, more->line);
}

static struct rule *
find(const struct source *s, int number)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->rules[i].number == number)
			return &s->rules[i];
	return NULL;
}

/* The policy with feed.policy: its own calls first, in its own order. */
static struct source
unite(const struct source *policy, const struct source *feed)
{
	struct source s = *policy;

	s.rules = copy(policy->rules, policy->count, sizeof(*s.rules));
	for (size_t i = 0; i < feed->count; i++) {
		struct rule *rule = find(&s, feed->rules[i].number);

		if (rule) {
			unite_rule(rule, &feed->rules[i]);
			continue;
		}
		s.rules = grow(s.rules, s.count, sizeof(*s.rules));
		s.rules[s.count++] = feed->rules[i];
	}
	return s;
}

/* Takes a failure of libseccomp's, as a negative errno, for the end. */
static void
must(int result, const char *what)
{
	if (result < 0)
		die("libseccomp: %s: %s", what, strerror(-result));
}

static void
allow(scmp_filter_ctx filter, const struct rule *rule, const struct alternative *a)
{
	struct scmp_arg_cmp conditions[ARGUMENTS];
	unsigned count = 0;

	for (unsigned i = 0; a && i < ARGUMENTS; i++)
		if (a->args[i].text)
			conditions[count++] = (struct scmp_arg_cmp){
			    .arg = i, .op = SCMP_CMP_EQ, .datum_a = a->args[i].value};
	must(seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW, rule->number, count, conditions),
	    rule->name);
}

/* Optimisation 1, a list, rather than 2, a tree: the kernel's trial run of every
 * call number at the installation takes fewer steps through a list of five calls
 * (through one of seven, a few more), and so does every read and write. The list
 * is in the order of the file: for the reader, and so that the writer decides. */
static scmp_filter_ctx
build(const struct source *s, const struct architecture *arch)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (!filter)
		die("libseccomp: no filter");
	if (seccomp_arch_native() != arch->token) {
		must(seccomp_arch_remove(filter, SCMP_ARCH_NATIVE), "native architecture");
		must(seccomp_arch_add(filter, arch->token), arch->name);
	}
	must(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS), "badarch");
	must(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 1), "optimize");
	for (size_t i = 0; i < s->count; i++) {
		const struct rule *rule = &s->rules[i];

		must(seccomp_syscall_priority(
		         filter, rule->number, i < 255 ? (uint8_t)(255 - i) : 0),
		    rule->name);
		if (!rule->count)
			allow(filter, rule, NULL);
		for (size_t j = 0; j < rule->count; j++)
			allow(filter, rule, &rule->alternatives[j]);
	}
	return filter;
}

/* Marks that control may come to an instruction with this loaded. */
static bool
arrive(struct program *p, size_t at, int loaded)
{
	if (at >= p->count)
		return false;
	if (p->loaded[at] == LOADED_NOTHING)
		p->loaded[at] = loaded;
	else if (p->loaded[at] != loaded)
		p->loaded[at] = LOADED_SEVERAL;
	return true;
}

/* Finds what is loaded at every instruction; jumps go forward only, so once
 * through is enough. False where a comparison may look at one field or at
 * another: libseccomp 2.5.4 emits that where two calls end in the same
 * comparisons and one of them comes there with something else loaded, as in
 *	openat: arg0 == 3 && arg1 == 5 || arg0 == 2 && arg4 == 2
 *	write: arg0 == 4 || arg0 == 2 && arg4 == 2
 * where openat is then allowed with arg0 3 and arg1 2. The prover refuses it
 * too; here it can be said what to do about it. */
static bool
trace(struct program *p)
{
	for (size_t i = 0; i < p->count; i++)
		p->loaded[i] = LOADED_NOTHING;
	for (size_t i = 0; i < p->count; i++) {
		const struct sock_filter *in = &p->code[i];
		bool inside = true;

		switch (in->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			inside = arrive(p, i + 1, (int)in->k);
			break;
		case BPF_JMP | BPF_JEQ | BPF_K:
		case BPF_JMP | BPF_JGE | BPF_K:
			if (p->loaded[i] < 0)
				return false;
			inside = arrive(p, i + 1 + in->jt, p->loaded[i]) &&
			         arrive(p, i + 1 + in->jf, p->loaded[i]);
			break;
		case BPF_JMP | BPF_JA:
			inside = arrive(p, i + 1 + in->k, p->loaded[i]);
			break;
		case BPF_RET | BPF_K:
			break;
		default:
			die("libseccomp emitted what no policy needs: 0x%04x", in->code);
		}
		if (!inside)
			die("libseccomp emitted a way out of the filter");
	}
	return true;
}

/* Before all else, loads an argument that nobody looks at. When a filter is
 * installed, the kernel tries for each number there is whether the answer is the
 * same for all arguments (kernel/seccomp.c, seccomp_is_const_allow), and gives up
 * at the first load of one: this saves the walk through the numbers, hundreds of
 * times and for two architectures, at every start. */
static void
hasten(struct program *p)
{
	if (p->count == BPF_MAXINSNS)
		die("a filter that long cannot be installed");
	memmove(p->code + 1, p->code, p->count * sizeof(*p->code));
	p->code[0] = (struct sock_filter){
	    BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args)};
	p->count++;
}

static bool
compile(const struct source *s, const struct architecture *arch, struct program *program)
{
	scmp_filter_ctx filter = build(s, arch);
	const int fd = memfd_create("filter", 0);
	ssize_t size;

	if (fd < 0)
		die("memfd_create: %s", strerror(errno));
	must(seccomp_export_bpf(filter, fd), "export");
	seccomp_release(filter);
	size = pread(fd, program->code, sizeof(program->code), 0);
	close(fd);
	if (size <= 0 || size % (ssize_t)sizeof(*program->code) || size == sizeof(program->code))
		die("%s: libseccomp emitted half a filter, or too long a one", s->path);
	program->count = (size_t)size / sizeof(*program->code);
	hasten(program);
	return trace(program);
}

/* Parses the files, and sorts what has a name by it. */
static struct source *
parse_all(char **paths, size_t *count, const struct architecture *arch)
{
	struct source *sources = NULL;
	bool alone = false;
	size_t named = 0;

	for (size_t i = 0; i < *count; i++) {
		if (!strcmp(paths[i], "--")) {
			alone = true;
			continue;
		}
		struct source s = parse(paths[i], arch);

		if (!s.name)
			continue;
		s.alone = alone;
		sources = grow(sources, named, sizeof(s));
		sources[named++] = s;
	}
	if (named)
		qsort(sources, named, sizeof(*sources), by_name);
	for (size_t i = 1; i < named; i++)
		if (!by_name(&sources[i - 1], &sources[i]))
			wrong(sources[i].path, 1, "a second policy of this name; leave one out");
	*count = named;
	return sources;
}

/* Every policy, with its union unless it stands alone; the feed's file itself is
 * none. */
static struct compiled *
unite_all(const struct source *sources, size_t named, size_t *count)
{
	const struct source *feed = NULL;
	struct compiled *all = NULL;

	for (size_t i = 0; i < named; i++)
		if (!strcmp(sources[i].name, "feed"))
			feed = &sources[i];
	if (!feed)
		die("no feed.policy among the files; name it too");
	*count = 0;
	for (size_t i = 0; i < named; i++) {
		if (&sources[i] == feed)
			continue;
		all = grow(all, *count, sizeof(*all));
		all[*count] = (struct compiled){.source = sources[i]};
		if (!sources[i].alone)
			all[*count].united = unite(&sources[i], feed);
		++*count;
	}
	if (!*count)
		die("no policy but feed.policy; name the others too");
	return all;
}

static void
compile_all(struct compiled *all, size_t count, const struct architecture *arch)
{
	for (size_t i = 0; i < count; i++) {
		struct compiled *c = &all[i];

		if (!compile(&c->source, arch, &c->one) ||
		    (!c->source.alone && !compile(&c->united, arch, &c->several)))
			wrong(c->source.path, 1,
			    "libseccomp confuses two calls that end in the same conditions, with "
			    "feed.policy or without; write the lines in another order");
	}
}

/* The names of all calls that some policy names, in the order of their numbers. */
static struct machine
machine(const struct compiled *all, size_t count, const struct architecture *arch)
{
	struct machine m = {.name = arch->name, .token = arch->token};
	struct call_name *calls = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct source *s = all[i].source.alone ? &all[i].source : &all[i].united;

		for (size_t r = 0; r < s->count; r++) {
			const struct rule *rule = &s->rules[r];

			calls = grow(calls, m.count, sizeof(*calls));
			calls[m.count++] = (struct call_name){rule->name, (uint32_t)rule->number};
		}
	}
	if (calls)
		qsort(calls, m.count, sizeof(*calls), by_number);
	count = m.count;
	m.count = 0;
	for (size_t i = 0; i < count; i++)
		if (!m.count || calls[m.count - 1].number != calls[i].number)
			calls[m.count++] = calls[i];
	m.calls = calls;
	return m;
}

static void
end_if_wrong(void)
{
	if (wrongs())
		exit(1);
}

int
main(int argc, char **argv)
{
	const struct architecture *arch = &x86_64; /* the one that is built so far */
	struct source *sources;
	struct compiled *all;
	struct machine names;
	size_t named, count;

	if (argc < 4)
		die("usage: compile OUT.c EXPECTED_FOLDER POLICY_FILE... [-- POLICY_FILE...]");
	/* Else libseccomp asks the kernel it runs on which actions there are. */
	seccomp_api_set(3);

	named = (size_t)argc - 3;
	sources = parse_all(argv + 3, &named, arch);
	end_if_wrong();
	all = unite_all(sources, named, &count);
	end_if_wrong();
	compile_all(all, count, arch);
	end_if_wrong();

	names = machine(all, count, arch);
	emit_c(argv[1], all, count, &names);
	for (size_t i = 0; i < count; i++)
		emit_text(argv[2], &all[i], &names);
	return 0;
}
