#!/bin/sh
# tests/prove/long.sh BUILD SEED: the prover and libseccomp on 10,000 random policies.
exec "$1/tests/emitted" 10000 "$2"
