/* The private pipe of a copy. */
#ifndef PILLBOX_CORE_BEFORE_PIPE_H
#define PILLBOX_CORE_BEFORE_PIPE_H

/* The descriptors of the pipe that copy_way() has made, a set as seal() takes it. */
unsigned kept_pipe(void);

#endif
