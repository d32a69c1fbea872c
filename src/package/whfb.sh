#!/bin/sh
# Starts the wizard with the Node in this folder, from wherever it is called, through links too. Nothing is installed and nothing is changed.
program=$(readlink -f -- "$0") || exit 2
here=${program%/*}
exec "$here/node" "$here/dist/whfb.js" "$@"
