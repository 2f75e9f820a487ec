/* The prover's parser of policies. It takes the numbers of calls from the kernel's tables, and
 * the values of constants from the kernel's and libc's headers. A text that it does not
 * understand wholly is refused. */
#include "policies/tool/prove_policy.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "policies/tool/calls_table.h"

static const struct name calls_x86_64[] = {
#define CALL(name, x86_64, aarch64) {#name, (uint64_t)(x86_64)},
    CALLS
#undef CALL
    {NULL, 0}};

static const struct name calls_aarch64[] = {
#define CALL(name, x86_64, aarch64) {#name, (uint64_t)(aarch64)},
    CALLS
#undef CALL
    {NULL, 0}};

/* What the headers of the host cannot tell of both. O_LARGEFILE is the kernel's: that of glibc
 * is 0. */
static const struct name constants_x86_64[] = {{"O_DIRECT", 0x4000}, {"O_DIRECTORY", 0x10000},
    {"O_LARGEFILE", 0x8000}, {"O_NOFOLLOW", 0x20000}, {NULL, 0}};
static const struct name constants_aarch64[] = {{"O_DIRECT", 0x10000}, {"O_DIRECTORY", 0x4000},
    {"O_LARGEFILE", 0x20000}, {"O_NOFOLLOW", 0x8000}, {NULL, 0}};

static const struct architecture architectures[] = {
    {"x86_64", AUDIT_ARCH_X86_64, calls_x86_64, constants_x86_64},
    {"aarch64", AUDIT_ARCH_AARCH64, calls_aarch64, constants_aarch64},
};

/* A constant has the value of a `long` that is passed to a call: AT_FDCWD is -100, thus
 * 0xffffffffffffff9c. */
#define CONSTANT(name)                                                                             \
	{                                                                                          \
#name, (uint64_t)(long)(name)                                                      \
	}

static const struct name constants[] = {CONSTANT(SEEK_SET), CONSTANT(SEEK_CUR), CONSTANT(SEEK_END),
    CONSTANT(SEEK_DATA), CONSTANT(SEEK_HOLE), CONSTANT(MSG_CMSG_CLOEXEC), CONSTANT(MSG_DONTWAIT),
    CONSTANT(MSG_NOSIGNAL), CONSTANT(MSG_EOR), CONSTANT(MSG_PEEK), CONSTANT(MSG_TRUNC),
    CONSTANT(MSG_WAITALL), CONSTANT(SPLICE_F_MOVE), CONSTANT(SPLICE_F_NONBLOCK),
    CONSTANT(SPLICE_F_MORE), CONSTANT(SPLICE_F_GIFT), CONSTANT(AT_FDCWD), CONSTANT(AT_EMPTY_PATH),
    CONSTANT(AT_SYMLINK_NOFOLLOW), CONSTANT(AT_NO_AUTOMOUNT), CONSTANT(O_RDONLY),
    CONSTANT(O_WRONLY), CONSTANT(O_RDWR), CONSTANT(O_APPEND), CONSTANT(O_CLOEXEC),
    CONSTANT(O_CREAT), CONSTANT(O_EXCL), CONSTANT(O_NOCTTY), CONSTANT(O_NONBLOCK), CONSTANT(O_PATH),
    CONSTANT(O_TRUNC), CONSTANT(F_GETFL), CONSTANT(F_SETFL), CONSTANT(F_GETFD), CONSTANT(F_SETFD),
    CONSTANT(F_GETPIPE_SZ), CONSTANT(F_SETPIPE_SZ), CONSTANT(POLLIN), CONSTANT(POLLOUT), {NULL, 0}};

enum { CALL_COUNT = sizeof(calls_x86_64) / sizeof(*calls_x86_64) };

struct reader {
	const char *file;
	unsigned line;
	const char *at; /* the rest of the line, without its comment */
	struct reason *why;
};

/* Refuses the text at this line; false, to be returned. */
#define wrong(reader, format, ...)                                                                 \
	refuse((reader)->why, "%s:%u: " format, (reader)->file, (reader)->line, __VA_ARGS__)

static const struct name *
find_name(const struct name *names, const char *text, size_t length)
{
	for (; names->text != NULL; names++) {
		if (strlen(names->text) == length && memcmp(names->text, text, length) == 0)
			return names;
	}
	return NULL;
}

const struct architecture *
architecture_find(const char *name)
{
	for (size_t i = 0; i < sizeof(architectures) / sizeof(*architectures); i++) {
		if (strcmp(architectures[i].name, name) == 0)
			return &architectures[i];
	}
	return NULL;
}

const char *
call_name(const struct architecture *arch, uint32_t number)
{
	for (const struct name *name = arch->calls; name->text != NULL; name++) {
		if (name->value == number)
			return name->text;
	}
	return NULL;
}

static void
skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t");
}

static bool
at_end(struct reader *reader)
{
	skip_blanks(reader);
	return *reader->at == '\0';
}

/* If this sign comes next, goes past it. A '|' is not half of a "||". */
static bool
try_take(struct reader *reader, const char *sign)
{
	size_t length = strlen(sign);

	skip_blanks(reader);
	if (strncmp(reader->at, sign, length) != 0)
		return false;
	if (strcmp(sign, "|") == 0 && reader->at[1] == '|')
		return false;
	reader->at += length;
	return true;
}

/* The take_ functions go past what they take, or say what is wrong and return false. */
static bool
take(struct reader *reader, const char *sign)
{
	return try_take(reader, sign) ||
	       wrong(reader, "'%s' expected before \"%s\"", sign, reader->at);
}

/* A word of letters, digits and underscores. */
static bool
take_word(struct reader *reader, const char **word, size_t *length)
{
	skip_blanks(reader);
	*word = reader->at;
	*length = strspn(*word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                        "0123456789_");
	if (*length == 0)
		return wrong(reader, "a name or a number expected before \"%s\"", reader->at);
	reader->at += *length;
	return true;
}

/* Decimal, or hexadecimal with 0x. Not octal: a leading zero is refused. */
static bool
parse_number(const struct reader *reader, const char *word, size_t length, uint64_t *value)
{
	bool hex = length > 2 && word[0] == '0' && word[1] == 'x';
	char *end;

	errno = 0;
	*value = strtoull(word, &end, hex ? 16 : 10);
	if (end != word + length || errno != 0 || (!hex && word[0] == '0' && length > 1))
		return wrong(reader, "\"%.*s\" is no number of 64 bits", (int)length, word);
	return true;
}

/* VALUE | VALUE ... */
static bool
take_value(struct reader *reader, const struct architecture *arch, uint64_t *value)
{
	*value = 0;
	do {
		const struct name *constant;
		const char *word;
		size_t length;
		uint64_t part;

		if (!take_word(reader, &word, &length))
			return false;
		constant = find_name(constants, word, length);
		if (constant == NULL)
			constant = find_name(arch->constants, word, length);
		if (constant != NULL)
			part = constant->value;
		else if (*word < '0' || *word > '9')
			return wrong(reader, "unknown constant \"%.*s\"", (int)length, word);
		else if (!parse_number(reader, word, length, &part))
			return false;
		*value |= part;
	} while (try_take(reader, "|"));
	return true;
}

static void
pin(struct box *box, size_t word, uint32_t value)
{
	box->pinned[word] = true;
	box->value[word] = value;
}

/* argN == VALUE */
static bool
take_condition(struct reader *reader, const struct architecture *arch, struct box *box)
{
	const char *word;
	size_t length, low;
	uint64_t value;

	if (!take_word(reader, &word, &length))
		return false;
	if (length != 4 || memcmp(word, "arg", 3) != 0 || word[3] < '0' || word[3] >= '0' + ARGS)
		return wrong(reader, "arg0 to arg5 expected, not \"%.*s\"", (int)length, word);
	low = WORD_ARGS + 2 * (size_t)(word[3] - '0');
	if (box->pinned[low])
		return wrong(reader, "%.4s twice in one conjunction", word);
	if (!take(reader, "==") || !take_value(reader, arch, &value))
		return false;
	pin(box, low, (uint32_t)value);
	pin(box, low + 1, (uint32_t)(value >> 32));
	return true;
}

/* CONDITION && CONDITION ..., or 1 if `always`: one more box for the call. */
static bool
take_alternative(
    struct reader *reader, struct permitted *permitted, const struct name *call, bool always)
{
	struct box *box = &permitted->boxes[permitted->count];

	if (permitted->count == sizeof(permitted->boxes) / sizeof(*permitted->boxes))
		return wrong(reader, "%s: too many alternatives", call->text);
	permitted->count++;
	memset(box, 0, sizeof(*box));
	pin(box, WORD_ARCH, permitted->arch->audit);
	pin(box, WORD_NUMBER, (uint32_t)call->value);
	if (always)
		return take(reader, "1");
	do {
		if (!take_condition(reader, permitted->arch, box))
			return false;
	} while (try_take(reader, "&&"));
	return true;
}

/* NAME: 1, or NAME: ALTERNATIVE || ALTERNATIVE ... `named` has the calls of earlier lines. */
static bool
take_line(struct reader *reader, struct permitted *permitted, bool *named)
{
	const struct name *call;
	const char *word;
	size_t length;
	bool always;

	if (!take_word(reader, &word, &length))
		return false;
	call = find_name(permitted->arch->calls, word, length);
	if (call == NULL || call->value == NO_CALL)
		return wrong(reader, "unknown system call \"%.*s\"", (int)length, word);
	if (named[call - permitted->arch->calls])
		return wrong(reader, "%s twice: join its alternatives by ||", call->text);
	named[call - permitted->arch->calls] = true;
	if (!take(reader, ":"))
		return false;
	skip_blanks(reader);
	always = *reader->at == '1';
	do {
		if (!take_alternative(reader, permitted, call, always))
			return false;
	} while (!always && try_take(reader, "||"));
	return at_end(reader) || wrong(reader, "not understood from \"%s\" on", reader->at);
}

/* How many different calls the boxes have. */
static size_t
count_calls(const struct permitted *permitted)
{
	size_t calls = 0;

	for (size_t i = 0; i < permitted->count; i++) {
		size_t earlier = 0;

		while (permitted->boxes[earlier].value[WORD_NUMBER] !=
		       permitted->boxes[i].value[WORD_NUMBER])
			earlier++;
		calls += earlier == i;
	}
	return calls;
}

/* Cuts the text into lines. */
static bool
take_lines(struct reader *reader, struct permitted *permitted, char *text)
{
	bool named[CALL_COUNT] = {false};
	char *line;

	for (; (line = strsep(&text, "\n")) != NULL; reader->line++) {
		line[strcspn(line, "#")] = '\0';
		reader->at = line;
		if (!at_end(reader) && !take_line(reader, permitted, named))
			return false;
	}
	return true;
}

bool
permit(struct permitted *permitted, const char *file, const char *text, struct reason *why)
{
	struct reader reader = {.file = file, .line = 1, .why = why};
	char *copy = strdup(text);
	size_t before = permitted->count;
	bool good;

	if (copy == NULL)
		return refuse(why, "%s: out of memory", file);
	good = take_lines(&reader, permitted, copy);
	free(copy);
	if (good && permitted->count == before)
		return refuse(why, "%s:%u: permits nothing at all", file, reader.line - 1);
	permitted->calls = count_calls(permitted);
	return good;
}
