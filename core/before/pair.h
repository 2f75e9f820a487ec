/* The pair of sockets through which several inputs come. Where it cannot be had, the run
 * ends. */
#ifndef PILLBOX_CORE_BEFORE_PAIR_H
#define PILLBOX_CORE_BEFORE_PAIR_H

/* Makes a pair for the inputs. pair[0] is the end that the applet reads. */
void pair_make(int pair[2]);

/* Makes the end that the applet reads descriptor 3, and closes the other one. */
void pair_keep(const int pair[2]);

#endif
