#include "core/box/confine/wait.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/applet.h"
#include "core/before/fail.h"
#include "core/status.h"

static volatile pid_t child;

static const int passed[] = {
    SIGHUP, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGCONT, SIGWINCH, SIGINT, SIGQUIT};

/* What a process sends to this one is meant for COMMAND. What a terminal sends, by the kernel,
 * has reached both. */
static void
pass_on(int signal, siginfo_t *info, void *context)
{
	(void)context;
	if (info->si_code <= 0 || (signal != SIGINT && signal != SIGQUIT))
		kill(child, signal);
}

/* Those that COMMAND may be told to ignore stay so. */
static void
leave_signals_to_child(void)
{
	struct sigaction is, pass = {.sa_sigaction = pass_on, .sa_flags = SA_RESTART | SA_SIGINFO};

	for (size_t i = 0; i < sizeof(passed) / sizeof(*passed); i++)
		if (sigaction(passed[i], NULL, &is) == 0 && is.sa_handler != SIG_IGN)
			sigaction(passed[i], &pass, NULL);
}

/* Ends by the same signal, so that whoever waits for this process sees what it was. */
_Noreturn static void
end_by(int signal_number)
{
	const struct rlimit none = {0, 0};
	sigset_t only;

	setrlimit(RLIMIT_CORE, &none);
	signal(signal_number, SIG_DFL);
	sigemptyset(&only);
	sigaddset(&only, signal_number);
	raise(signal_number);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	_exit(128 + signal_number);
}

void
wait_for_child(const char *command)
{
	struct sigaction reaped = {.sa_handler = SIG_DFL}, was;
	sigset_t all, before;
	int status;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	/* Where SIGCHLD is ignored, there is nothing to wait for. */
	sigaction(SIGCHLD, &reaped, &was);
	child = fork();
	if (child < 0)
		fail_with(SEAL_FAILED, "cannot start a process: %m", errno);
	if (child > 0)
		leave_signals_to_child();
	else
		sigaction(SIGCHLD, &was, NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (child == 0)
		return;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			fail_with(SEAL_FAILED, "cannot wait for %f: %m", command, errno);
	if (!WIFSIGNALED(status))
		_exit(WEXITSTATUS(status));
	if (WTERMSIG(status) == SIGSYS)
		note("%f: killed by SIGSYS; if a filter did it, the kernel's log names the call: "
		     "dmesg | grep 'type=1326.*pid=%u'",
		    command, (uint64_t)child);
	end_by(WTERMSIG(status));
}
