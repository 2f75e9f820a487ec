/* The options of confine. */
#include "core/box/confine/request.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>

#include "core/applet.h"
#include "core/before/options.h"
#include "core/box/confine/constants.h"
#include "core/box/confine/file.h"
#include "core/box/confine/memory.h"

static struct request request = {.denied = SECCOMP_RET_KILL_PROCESS};

enum id {
	DENY = OPT_LONG,
	ALLOW,
	STRICT,
	NO_NET,
	BOTH,
	PRINT,
	DUMP,
	LIST_SETS,
	LIST_CALLS,
};

const struct opt confine_options[] = {
    {0, OPT_REQUIRED, DENY, "deny", "LIST", "deny these calls, and those that can do the same"},
    {0, OPT_REQUIRED, ALLOW, "allow", "LIST", "allow these calls, and deny all others"},
    {'e', OPT_OPTIONAL, 'e', "errno", "NAME",
        "denied calls fail, with EPERM or NAME;\nwithout this option they kill"},
    {0, OPT_NONE, NO_NET, "no-net", "", "deny new sockets of any family, with EACCES"},
    {0, OPT_NONE, STRICT, "strict", "",
        "permit read, write, exit, and what a C library's\nstart needs, for a static program"},
    {'p', OPT_REQUIRED, 'p', "policy", "FILE", "what this policy says; several add up"},
    {'b', OPT_REQUIRED, 'b', "bpf", "FILE", "load this compiled filter too; it is not proved"},
    {0, OPT_NONE, BOTH, "both", "",
        "deny lists: for calls of 32-bit programs too, by\ntheir own numbers"},
    {0, OPT_NONE, PRINT, "print", "",
        "print the policy and its filter, and do not run\nCOMMAND, which may be left out"},
    {0, OPT_REQUIRED, DUMP, "dump", "FILE",
        "write the filter, for setpriv and bwrap; as C if\nFILE ends in .c"},
    {'v', OPT_NONE, 'v', "verbose", "", "say so if COMMAND is killed by SIGSYS"},
    {0, OPT_NONE, LIST_SETS, "list-sets", "", "print the sets that a LIST may name"},
    {0, OPT_NONE, LIST_CALLS, "list-calls", "", "print the calls that a LIST may name"},
    {0},
};

static const char **
add_word(const char **words, size_t *count, const char *word)
{
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): pointers */
	words = memory_grow(words, *count, sizeof(*words));
	words[(*count)++] = word;
	return words;
}

static void
take_list(const char *text, bool is_allow)
{
	struct list *l = &request.list;

	if (l->count && l->is_allow != is_allow)
		fail_usage(
		    "--deny and --allow do not go together: a list of one kind decides on all "
		    "calls");
	l->is_allow = is_allow;
	l->texts = add_word(l->texts, &l->count, text);
}

static void
take_errno(const char *name)
{
	const int error = name ? errno_find(name, strlen(name)) : EPERM;

	if (!error)
		fail_usage("%q is no errno; write --errno=EACCES, --errno=ENOSYS ...", name);
	request.denied = result_errno(error);
}

static void
take(int id, const char *value)
{
	switch (id) {
	case DENY:
	case ALLOW:
		take_list(value, id == ALLOW);
		break;
	case 'e':
		take_errno(value);
		break;
	case 'p':
		request.policies = add_word(request.policies, &request.policy_count, value);
		break;
	case 'b':
		request.programs = add_word(request.programs, &request.program_count, value);
		break;
	case NO_NET:
		request.has_no_net = true;
		break;
	case STRICT:
		request.is_strict = true;
		break;
	case BOTH:
		request.is_for_both = true;
		break;
	case PRINT:
		request.prints = true;
		break;
	case DUMP:
		request.dump = value;
		break;
	case LIST_SETS:
		request.lists_sets = true;
		break;
	case LIST_CALLS:
		request.lists_calls = true;
		break;
	default:
		request.is_verbose = true;
		break;
	}
}

static const char SUMMARY[] =
    "run a command under a seccomp filter that is proved before it is loaded";
static const char USAGE[] = "[OPTION]... [--] COMMAND [ARG]...";
static const char NOTES[] =
    "LIST is NAME,NAME:ERRNO,NUMBER,@SET,@SET:ERRNO... Without a list or a policy the default set\n"
    "is in force, which narrows what the kernel offers and kills nobody.\n"
    "\n"
    "The status is COMMAND's own; 126 or 127 where it cannot be executed or is not\n"
    "found; 71 where no filter can be made, proved or loaded: then it does not run.";

/* Takes the options. Returns how many words are left: COMMAND and its arguments. */
static size_t
parse_options(const char *name, char **args)
{
	struct applet_name called = {.name = "confine"};
	struct applet table = {.name_count = 1};
	const struct folder folder = {.applet = &table};
	const struct spelling s = {.word = name, .folder = &folder, .name = &called};

	called.summary = SUMMARY;
	called.usage = USAGE;
	called.notes = NOTES;
	called.options = confine_options;
	called.operands_end_options = true;
	table.names = &called;
	table.option = take;
	return options_parse(&s, args);
}

static void
check_options(const struct request *r)
{
	const bool has_list = r->list.count || r->policy_count || r->program_count;

	if (r->is_strict && (has_list || r->has_no_net || r->is_for_both))
		fail_usage("--strict is a whole policy; it goes with no list, policy or --no-net");
	if (r->denied != SECCOMP_RET_KILL_PROCESS && !r->list.count && !r->policy_count)
		fail_usage(
		    "--errno says how a list's calls fail, and there is no --deny, --allow or "
		    "--policy");
	if (r->is_for_both && r->list.is_allow)
		fail_usage("--both is for deny lists: an allow list names the calls of one entry");
	if (r->is_for_both && r->program_count && !r->list.count && !r->policy_count &&
	    !r->has_no_net)
		fail_usage("--both is for what is made here; a filter of --bpf decides on both "
		           "entries as it is");
	if (r->dump && r->program_count)
		fail_usage("--dump writes the filter that is made here; leave --bpf out");
}

static void
read_lists(struct request *r)
{
	if (!r->list.count)
		return;
	r->listed = list_parse(&r->list);
	for (size_t i = 0; i < r->listed.count && r->is_for_both; i++)
		if (r->listed.lines[i].call == CALL_NONE)
			fail_usage(
			    "--both: a number is another call for each entry; write its name");
}

/* Once, for a file may be a pipe. */
static void
read_policies(struct request *r)
{
	r->parsed = memory_take(r->policy_count * sizeof(*r->parsed));
	for (size_t i = 0; i < r->policy_count; i++) {
		const struct bytes b = file_read(r->policies[i]);

		r->parsed[i] = policy_parse(r->policies[i], b.at, b.size);
		if (r->is_for_both && !policy_is_deny_list(&r->parsed[i]))
			fail_usage("--both is for deny lists, and %o is none", r->policies[i]);
	}
}

const struct request *
request_parse(const char *name, char **args, size_t *count)
{
	*count = parse_options(name, args);
	if (request.lists_sets || request.lists_calls)
		return &request;
	check_options(&request);
	read_lists(&request);
	read_policies(&request);
	return &request;
}
