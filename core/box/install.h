/* pillbox --install [-c] [-s] [-f] [DIR] */
#ifndef PILLBOX_CORE_BOX_INSTALL_H
#define PILLBOX_CORE_BOX_INSTALL_H

/* args are those after the first word. Returns the exit status. */
int box_install(char **args);

#endif
