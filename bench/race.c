/* race ROUNDS LINE...: runs pipelines in turn, round by round, so that other load on the
 * machine affects all of them alike. For each LINE it prints the median, least and
 * greatest time from the first fork to the last process reaped, in microseconds, and the
 * peak memory of the measured process, in KiB; or "failed STATUS" if the status was not 0.
 *
 * A LINE is words separated by blanks; 'single quotes' keep blanks. NAME=VALUE before a
 * command sets its environment, <FILE its input, and @FILE stands for operands, the lines
 * of that file. | separates commands; the output of the last one goes to /dev/null. Two
 * commands are built in: "drain" reads its input to the end; "fill BYTES" writes that many
 * zeros.
 *
 * It is small and static, because the size of the forking process adds to the child's time
 * and peak memory. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	COMMANDS = 4,
	WORDS = 32,
	LINES = 16,
	ROUNDS = 10001,
	BUFFER = 131072,
	MOST = 200000,
	PATIENCE = 120
};

struct command {
	char *words[WORDS + 1];
	char *env[WORDS];
	size_t count, env_count;
	const char *input;
};

struct line {
	size_t count;
	long peak;
	struct command commands[COMMANDS];
	int status;
	uint32_t times[ROUNDS];
};

_Noreturn static void
die(const char *what)
{
	fprintf(stderr, "race: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* ---- reading a line ------------------------------------------------------------ */

/* The next word, ended by a NUL, or NULL. */
static char *
word(char **at, bool *quoted)
{
	char *p = *at, *out, *begin;

	while (*p == ' ')
		p++;
	if (!*p)
		return NULL;
	*quoted = *p == '\'';
	for (begin = out = p; *p && *p != ' ';) {
		if (*p != '\'') {
			*out++ = *p++;
			continue;
		}
		for (p++; *p && *p != '\'';)
			*out++ = *p++;
		p += *p != '\0';
	}
	*at = *p ? p + 1 : p;
	*out = '\0';
	return begin;
}

static void
parse(struct line *line, char *text)
{
	struct command *c = line->commands;
	bool quoted;

	for (char *w; (w = word(&text, &quoted));) {
		if (c->count == WORDS || c->env_count == WORDS || c == line->commands + COMMANDS)
			exit(2);
		if (!quoted && strcmp(w, "|") == 0)
			c++;
		else if (!quoted && *w == '<')
			c->input = w + 1;
		else if (!quoted && c->count == 0 && strchr(w, '=') && *w != '/')
			c->env[c->env_count++] = w;
		else
			c->words[c->count++] = w;
	}
	line->count = (size_t)(c - line->commands) + 1;
}

/* ---- running it ---------------------------------------------------------------- */

static uint8_t buffer[BUFFER];

_Noreturn static void
drain(void)
{
	ssize_t n;

	while ((n = read(0, buffer, BUFFER)) > 0)
		;
	_exit(n != 0);
}

_Noreturn static void
fill(uint64_t bytes)
{
	while (bytes) {
		ssize_t n = write(1, buffer, bytes < BUFFER ? bytes : BUFFER);
		if (n <= 0)
			_exit(1);
		bytes -= (uint64_t)n;
	}
	_exit(0);
}

/* The words of a command; the lines of a file replace the last one. */
static char **
expand(const struct command *c, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t count = c->count - 1, room = 0;
	char **words = malloc((c->count + MOST) * sizeof(*words)), *text = NULL;

	if (!f || !words)
		_exit(2);
	memcpy(words, c->words, count * sizeof(*words));
	while (getline(&text, &room, f) > 0 && count < MOST) {
		text[strcspn(text, "\n")] = '\0';
		words[count++] = text;
		text = NULL;
		room = 0;
	}
	free(text);
	fclose(f);
	words[count] = NULL;
	return words;
}

static void
become(struct command *c, int in, int out)
{
	char **words = c->words;

	if (c->input && (in = open(c->input, O_RDONLY)) < 0)
		_exit(2);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0)
		_exit(2);
	for (int fd = 3; fd < 16; fd++)
		close(fd);
	for (size_t i = 0; i < c->env_count; i++)
		putenv(c->env[i]);
	alarm(PATIENCE); /* it outlives exec */
	if (strcmp(c->words[0], "drain") == 0)
		drain();
	if (strcmp(c->words[0], "fill") == 0)
		fill(strtoull(c->words[1], NULL, 10));
	if (c->words[c->count - 1][0] == '@')
		words = expand(c, c->words[c->count - 1] + 1);
	execvp(words[0], words);
	_exit(127);
}

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* The process of a pipeline that is measured: the first that is not built in. */
static size_t
measured(const struct line *line)
{
	size_t i = 0;

	while (i + 1 < line->count && (strcmp(line->commands[i].words[0], "fill") == 0))
		i++;
	return i;
}

static uint32_t
run(struct line *line, int null)
{
	uint64_t begin = now();
	pid_t pids[COMMANDS];
	int in = null, status;
	struct rusage usage;

	for (size_t i = 0; i < line->count; i++) {
		int ends[2] = {-1, null};
		if (i + 1 < line->count && pipe(ends) != 0)
			die("pipe");
		pids[i] = fork();
		if (pids[i] < 0)
			die("fork");
		if (pids[i] == 0)
			become(&line->commands[i], in, ends[1]);
		if (in != null)
			close(in);
		if (ends[1] != null)
			close(ends[1]);
		in = ends[0];
	}
	for (size_t i = 0; i < line->count; i++) {
		if (wait4(pids[i], &status, 0, &usage) < 0)
			die("wait");
		if (status != 0)
			line->status =
			    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		if (i == measured(line) && line->peak < usage.ru_maxrss)
			line->peak = usage.ru_maxrss;
	}
	return (uint32_t)((now() - begin) / 1000);
}

static int
by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	static struct line lines[LINES];
	int rounds, count = argc - 2, null = open("/dev/null", O_RDWR);

	if (argc < 3 || count > LINES || (rounds = (int)strtol(argv[1], NULL, 10)) < 1 || rounds > ROUNDS ||
	    null < 0) {
		fprintf(stderr, "usage: race ROUNDS LINE...\n");
		return 2;
	}
	for (int i = 0; i < count; i++)
		parse(&lines[i], argv[2 + i]);
	for (int r = 0; r < rounds; r++)
		for (int i = 0; i < count; i++)
			if (lines[i].status == 0)
				lines[i].times[r] = run(&lines[i], null);
	for (int i = 0; i < count; i++) {
		struct line *l = &lines[i];
		if (l->status) {
			printf("failed %d\n", l->status);
			continue;
		}
		qsort(l->times, (size_t)rounds, sizeof(l->times[0]), by_size);
		printf("%u %u %u %ld\n", l->times[rounds / 2], l->times[0], l->times[rounds - 1],
		    l->peak);
	}
	return 0;
}
