/* pillbox --check */
#ifndef PILLBOX_CORE_BOX_CHECK_H
#define PILLBOX_CORE_BOX_CHECK_H

/* Tests each layer and each policy on this kernel, and prints what holds. Returns the
 * exit status: SEAL_FAILED where a mandatory one does not. */
int box_check(void);

#endif
