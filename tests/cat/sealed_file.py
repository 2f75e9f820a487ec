"""sealed_file.py COMMAND...: runs the command with an output that refuses every write."""
import fcntl
import os
import subprocess
import sys

fd = os.memfd_create("full", os.MFD_ALLOW_SEALING)
fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
sys.exit(subprocess.run(sys.argv[1:], stdout=fd).returncode)
