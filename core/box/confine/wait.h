/* --verbose: somebody stays behind who can tell that a filter killed COMMAND. */
#ifndef PILLBOX_CORE_BOX_CONFINE_WAIT_H
#define PILLBOX_CORE_BOX_CONFINE_WAIT_H

/* Forks. In the child it returns. The parent waits for it, says if SIGSYS killed it, and ends
 * as it did. */
void wait_for_child(const char *command);

#endif
