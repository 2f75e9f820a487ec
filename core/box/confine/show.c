#include "core/box/confine/show.h"

#include <linux/seccomp.h>
#include <string.h>
#include <sys/syscall.h>

#include "core/applet.h"
#include "core/before/print.h"
#include "core/box/confine/constants.h"
#include "core/box/confine/file.h"
#include "core/box/confine/memory.h"
#include "core/box/confine/sets.h"
#include "lib/bpf/disassemble.h"
#include "lib/text/text.h"

/* ---- rules ------------------------------------------------------------------------ */

static void
put_hex(uint64_t v)
{
	unsigned digits = 1;

	while (digits < 16 && v >> 4 * digits)
		digits++;
	print("0x");
	while (digits-- > 0)
		print("%c", "0123456789abcdef"[v >> 4 * digits & 15]);
}

static void
put_value(uint64_t v)
{
	if (v < 10)
		print("%u", v);
	else
		put_hex(v);
}

static void
put_result(uint32_t result)
{
	const char *name = errno_name((int)(result & SECCOMP_RET_DATA));

	if (result == SECCOMP_RET_ALLOW)
		print("allow");
	else if (result == SECCOMP_RET_KILL_PROCESS)
		print("kill");
	else if (name)
		print("return %s", name);
	else
		print("return %u", (uint64_t)(result & SECCOMP_RET_DATA));
}

static void
put_numbers(const struct prove_rule *r, enum entry entry)
{
	const int call = r->first == r->last ? call_of_number(entry, r->first) : CALL_NONE;

	if (call != CALL_NONE)
		print("%s", call_name(call));
	else if (r->first == r->last)
		print("%u", (uint64_t)r->first);
	else
		print("%u-%u", (uint64_t)r->first, (uint64_t)r->last);
}

static void
put_test(const struct prove_test *t)
{
	if (t->arg == PROVE_IP)
		print("ip");
	else
		print("arg%u", (uint64_t)t->arg);
	if (t->mask != UINT64_MAX) {
		print(" & ");
		put_hex(t->mask);
	}
	print(" == ");
	put_value(t->value);
}

static void
put_reason(const char *why)
{
	if (why && call_find(why, strlen(why)) != CALL_NONE)
		print("  # can do what %s does", why);
	else if (why)
		print("  # %s", why);
}

void
show_rules(const struct rules *rules, enum entry entry)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct prove_rule *r = &rules->rules[i];

		put_numbers(r, entry);
		print(": ");
		for (size_t t = 0; t < r->count; t++) {
			print("%s", t ? " && " : "");
			put_test(&r->tests[t]);
		}
		print("%s", r->count ? "; " : "");
		put_result(r->result);
		put_reason(rules->why[i]);
		print("\n");
	}
	print("all else: ");
	put_result(rules->otherwise);
	print("\n");
}

void
show_program(const struct compiled *c, _Bool with_names)
{
	struct call_name *names = memory_take(calls_count * sizeof(*names));
	struct machine machine = {
	    .name = entry_name[X86_64], .token = entry_token[X86_64], .calls = names};

	for (size_t i = 0; i < calls_count && with_names; i++)
		if (call_number(X86_64, (int)i) >= 0)
			names[machine.count++] = (struct call_name){
			    call_name((int)i), (uint32_t)call_number(X86_64, (int)i)};
	disassemble(print_text(), c->code, c->count, &machine);
}

/* ---- lists ------------------------------------------------------------------------ */

void
show_sets(void)
{
	for (struct set s = {.name = NULL}; set_next(&s);)
		if (!set_is_option(s.name))
			print("@%s\t%s\t%s\n", s.name,
			    s.lines->result == RESULT_ALLOW ? "deny" : "allow", s.about);
}

static void
put_number(enum entry entry, int call)
{
	if (call_number(entry, call) < 0)
		print("\t-");
	else
		print("\t%u", (uint64_t)call_number(entry, call));
}

void
show_calls(void)
{
	print("# %s\n# name\tx86_64\ti386\n", calls_of);
	for (int i = 0; i < (int)calls_count; i++) {
		print("%s", call_name(i));
		put_number(X86_64, i);
		put_number(I386, i);
		print("\n");
	}
}

/* ---- files ------------------------------------------------------------------------ */

static void
put_instruction(struct text *t, const struct sock_filter *in)
{
	const uint32_t fields[] = {in->code, in->jt, in->jf, in->k};

	text_str(t, "\t{");
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		text_str(t, i ? ", 0x" : "0x");
		for (unsigned d = i == 0 ? 4 : i == 3 ? 8 : 2; d-- > 0;)
			text_char(t, "0123456789abcdef"[fields[i] >> 4 * d & 15]);
	}
	text_str(t, "},\n");
}

static const char BEFORE[] = "/* A filter for seccomp(2), made and proved by pillbox confine. */\n"
                             "#include <linux/filter.h>\n"
                             "#include <linux/seccomp.h>\n"
                             "#include <sys/prctl.h>\n"
                             "\n"
                             "static struct sock_filter confine_code[] = {\n";

static const char AFTER[] =
    "};\n"
    "\n"
    "/* Puts the filter in force, for good. Returns 0, or -1 with errno. */\n"
    "static int\n"
    "confine(void)\n"
    "{\n"
    "\tstruct sock_fprog program = {\n"
    "\t    sizeof(confine_code) / sizeof(*confine_code), confine_code};\n"
    "\n"
    "\tif (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0)\n"
    "\t\treturn -1;\n"
    "\treturn prctl(PR_SET_SECCOMP, (long)SECCOMP_MODE_FILTER, &program);\n"
    "}\n";

static void
no_drain(struct text *t)
{
	t->len = 0;
}

/* Programs that load a filter for another one have to start that one under it. */
static void
note_starters(const struct compiled *c, const char *path)
{
	const struct seccomp_data start = {.nr = SYS_execve, .arch = entry_token[X86_64]};

	if (!filter_permits(c, &start))
		note("%f: permits no execve of x86_64: setpriv and bwrap cannot start a program "
		     "under it",
		    path);
}

void
dump(const struct compiled *c, const char *path)
{
	enum { LINE = 64 };
	const size_t length = strlen(path);
	const size_t room = c->count * LINE + sizeof(BEFORE) + sizeof(AFTER);
	struct text t = {.drain = no_drain};

	if (length < 2 || strcmp(path + length - 2, ".c") != 0) {
		file_write(path, c->code, c->count * sizeof(*c->code));
		note_starters(c, path);
		return;
	}
	t.cap = room;
	t.buf = memory_take(room);
	text_str(&t, BEFORE);
	for (size_t i = 0; i < c->count; i++)
		put_instruction(&t, &c->code[i]);
	text_str(&t, AFTER);
	file_write(path, t.buf, t.len);
}
