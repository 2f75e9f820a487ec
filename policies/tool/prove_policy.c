/* Reads policy text, on its own: it knows the numbers of the calls and the
 * constants from the kernel's and libc's headers, and takes nothing but what the
 * policy syntax has. A text that it does not understand wholly is refused. */
#include "prove.h"
#include <asm/unistd_64.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define CALL(name)                                                                                 \
	{                                                                                          \
#name, __NR_##name                                                                 \
	}

static const struct name calls_x86_64[] = {CALL(read), CALL(write), CALL(open), CALL(close),
    CALL(stat), CALL(fstat), CALL(lstat), CALL(poll), CALL(lseek), CALL(mmap), CALL(mprotect),
    CALL(munmap), CALL(brk), CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn),
    CALL(ioctl), CALL(pread64), CALL(pwrite64), CALL(readv), CALL(writev), CALL(pipe), CALL(dup),
    CALL(dup2), CALL(nanosleep), CALL(getpid), CALL(socket), CALL(sendto), CALL(recvfrom),
    CALL(sendmsg), CALL(recvmsg), CALL(socketpair), CALL(execve), CALL(exit), CALL(wait4),
    CALL(kill), CALL(fcntl), CALL(readlink), CALL(getppid), CALL(statfs), CALL(fstatfs),
    CALL(prctl), CALL(restart_syscall), CALL(fadvise64), CALL(clock_gettime), CALL(exit_group),
    CALL(tgkill), CALL(openat), CALL(newfstatat), CALL(readlinkat), CALL(ppoll), CALL(splice),
    CALL(tee), CALL(vmsplice), CALL(pipe2), CALL(dup3), CALL(preadv), CALL(pwritev), CALL(seccomp),
    CALL(getrandom), CALL(copy_file_range), CALL(statx), CALL(close_range), CALL(openat2),
    {NULL, 0}};

const struct architecture x86_64 = {AUDIT_ARCH_X86_64, calls_x86_64};

/* A constant is what a call passed as `long` holds: AT_FDCWD is -100, thus
 * 0xffffffffffffff9c. O_LARGEFILE is left out: glibc, which this is compiled
 * with, makes it 0, musl and the kernel do not. */
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
    CONSTANT(O_CREAT), CONSTANT(O_DIRECTORY), CONSTANT(O_EXCL), CONSTANT(O_NOCTTY),
    CONSTANT(O_NOFOLLOW), CONSTANT(O_NONBLOCK), CONSTANT(O_PATH), CONSTANT(O_TRUNC),
    CONSTANT(F_GETFL), CONSTANT(F_SETFL), CONSTANT(F_GETFD), CONSTANT(F_SETFD),
    CONSTANT(F_GETPIPE_SZ), CONSTANT(F_SETPIPE_SZ), CONSTANT(POLLIN), CONSTANT(POLLOUT), {NULL, 0}};

enum { CALLS = sizeof(calls_x86_64) / sizeof(*calls_x86_64) };

struct reader {
	const char *file;
	unsigned line;
	const char *at; /* the rest of the line, without its comment */
};

_Noreturn static void __attribute__((format(printf, 2, 3)))
wrong(const struct reader *reader, const char *format, ...)
{
	char place[PATH_MAX + 16];
	va_list list;

	(void)snprintf(place, sizeof(place), "%s:%u", reader->file, reader->line);
	va_start(list, format);
	complain(place, format, list);
	va_end(list);
	exit(1);
}

static const struct name *
find(const struct name *names, const char *text, size_t length)
{
	for (; names->text != NULL; names++) {
		if (strlen(names->text) == length && memcmp(names->text, text, length) == 0)
			return names;
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

/* Whether the sign comes next, and then goes past it. A '|' is no half of "||". */
static bool
taken(struct reader *reader, const char *sign)
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

static void
must_take(struct reader *reader, const char *sign)
{
	if (!taken(reader, sign))
		wrong(reader, "'%s' expected before \"%s\"", sign, reader->at);
}

/* The next word, of letters, digits and underscores: its length, 1 or more. */
static size_t
take_word(struct reader *reader, const char **word)
{
	size_t length;

	skip_blanks(reader);
	length = strspn(reader->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789_");
	if (length == 0)
		wrong(reader, "a name or a number expected before \"%s\"", reader->at);
	*word = reader->at;
	reader->at += length;
	return length;
}

/* Decimal, or hexadecimal with 0x. No octal: a leading zero is refused. */
static uint64_t
number(const struct reader *reader, const char *word, size_t length)
{
	bool hex = length > 2 && word[0] == '0' && word[1] == 'x';
	unsigned long long value;
	char *end;

	errno = 0;
	value = strtoull(word, &end, hex ? 16 : 10);
	if (end != word + length || errno != 0 || (!hex && word[0] == '0' && length > 1))
		wrong(reader, "\"%.*s\" is no number of 64 bits", (int)length, word);
	return value;
}

static uint64_t
take_value(struct reader *reader)
{
	uint64_t value = 0;

	do {
		const char *word;
		size_t length = take_word(reader, &word);
		const struct name *name = find(constants, word, length);

		if (name != NULL)
			value |= name->value;
		else if (*word >= '0' && *word <= '9')
			value |= number(reader, word, length);
		else
			wrong(reader, "unknown constant \"%.*s\"", (int)length, word);
	} while (taken(reader, "|"));
	return value;
}

static void
pin(struct box *box, size_t word, uint32_t value)
{
	box->pinned[word] = true;
	box->value[word] = value;
}

/* argN == VALUE && ... */
static void
take_conjunction(struct reader *reader, struct box *box)
{
	do {
		const char *word;
		size_t length = take_word(reader, &word);
		size_t low;
		uint64_t value;

		if (length != 4 || memcmp(word, "arg", 3) != 0 || word[3] < '0' ||
		    word[3] >= '0' + ARGS)
			wrong(reader, "arg0 to arg5 expected, not \"%.*s\"", (int)length, word);
		low = WORD_ARGS + 2 * (size_t)(word[3] - '0');
		if (box->pinned[low])
			wrong(reader, "%.4s twice in one conjunction", word);
		must_take(reader, "==");
		value = take_value(reader);
		pin(box, low, (uint32_t)value);
		pin(box, low + 1, (uint32_t)(value >> 32));
	} while (taken(reader, "&&"));
}

static struct box *
new_box(const struct reader *reader, struct permitted *permitted, uint64_t call)
{
	struct box *box = &permitted->boxes[permitted->count];

	if (permitted->count == sizeof(permitted->boxes) / sizeof(*permitted->boxes))
		wrong(reader, "too many alternatives");
	permitted->count++;
	memset(box, 0, sizeof(*box));
	pin(box, WORD_ARCH, permitted->arch->audit);
	pin(box, WORD_NUMBER, (uint32_t)call);
	return box;
}

/* NAME: 1, or alternatives. named[] holds the calls of earlier lines. */
static void
take_line(struct reader *reader, struct permitted *permitted, bool *named)
{
	const char *word;
	size_t length = take_word(reader, &word);
	const struct name *call = find(permitted->arch->calls, word, length);

	if (call == NULL)
		wrong(reader, "unknown system call \"%.*s\"", (int)length, word);
	if (named[call - permitted->arch->calls])
		wrong(reader, "%s twice: join its alternatives by ||", call->text);
	named[call - permitted->arch->calls] = true;
	must_take(reader, ":");
	skip_blanks(reader);
	if (*reader->at == '1') {
		new_box(reader, permitted, call->value);
		must_take(reader, "1");
	} else {
		do
			take_conjunction(reader, new_box(reader, permitted, call->value));
		while (taken(reader, "||"));
	}
	if (!at_end(reader))
		wrong(reader, "not understood from \"%s\" on", reader->at);
}

/* How many different calls there are in all boxes. */
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

void
permit(struct permitted *permitted, const char *file, const char *text)
{
	bool named[CALLS] = {false};
	struct reader reader = {.file = file, .line = 1};
	char *copy = strdup(text), *rest = copy, *line;
	size_t before = permitted->count;

	if (copy == NULL)
		wrong(&reader, "out of memory");
	for (; (line = strsep(&rest, "\n")) != NULL; reader.line++) {
		line[strcspn(line, "#")] = '\0';
		reader.at = line;
		if (!at_end(&reader))
			take_line(&reader, permitted, named);
	}
	free(copy);
	reader.line--;
	if (permitted->count == before)
		wrong(&reader, "permits nothing at all");
	permitted->calls = count_calls(permitted);
}
