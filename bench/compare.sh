#!/bin/sh
# LossGen beside libtorch, C, TensorPrimitives and the memory: builds all, prints the tables and writes docs/benchmarks.md.
#   --quick          a run of less than a minute, which writes nothing
#   names            of losses, or Ctc, to which a run is limited; it writes nothing either
#   --out FILE       writes there instead, whatever the run
#   --against FILE   prints how the ratios have changed since that file was written
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
out=$root/bench/Compare/bin/native
mkdir -p "$out"

# Half of a processor with 512 bits is no opponent, and gcc prefers 256 where it doesn't know better.
width=256
flags="-std=c17 -O3 -march=native -ffast-math"
if grep -q avx512f /proc/cpuinfo 2>/dev/null; then
    width=512
    flags="$flags -mprefer-vector-width=512"
fi
# Linked without -ffast-math, with which gcc puts code into the library that makes the processor flush small numbers to zero for
# whoever loads it: for all contestants, on the first thread alone.
# shellcheck disable=SC2086
gcc $flags -Wall -Wextra -fPIC -c -o "$out/kernels.o" "$root/bench/native/kernels.c"
gcc -shared -o "$out/libkernels.so" "$out/kernels.o" -lmvec -lm
compiler=$(gcc -dumpfullversion)

dotnet build "$root/bench/Compare" -c Release --nologo -v q 1>&2
# Code is compiled again when it has been called thirty times, not a tenth of a second after the last new method besides.
export DOTNET_TC_CallCountingDelayMs=0
exec dotnet "$root/bench/Compare/bin/Release/net10.0/LossGen.Bench.dll" "$root" "$out/libkernels.so" \
    "C: gcc $compiler $flags, $width bits a vector, libmvec." "$@"
