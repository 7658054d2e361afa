#!/usr/bin/env bash
# build.sh SOURCE LIBRARY [TORCHDIR]: compiles the native half. Safe to run several at once: one builds, the others
# wait and find the library done; the library appears in one move.
set -eu
source=$1 library=$2 torch=${3:-}
fail() { echo "$1"; exit 1; }

command -v g++ >/dev/null || fail "g++ is missing: apt-get install libtorch-dev libopenblas0-openmp g++"
if [ -n "$torch" ]; then
  [ -e "$torch/lib/libtorch_cpu.so" ] || fail "TorchDir=$torch has no lib/libtorch_cpu.so: give the folder of an unpacked PyTorch (site-packages/torch)."
  flags=(-I"$torch/include" -I"$torch/include/torch/csrc/api/include" -L"$torch/lib" -Wl,-rpath,"$torch/lib")
  case $(nm -DC "$torch/lib/libc10.so" 2>/dev/null | grep -c '__cxx11' || true) in 0) flags+=(-D_GLIBCXX_USE_CXX11_ABI=0) ;; esac
  libraries=(-ltorch_cpu -lc10)
  # Nothing here calls libtorch_cuda by name: it registers its kernels when it is loaded, so it must be kept.
  [ -e "$torch/lib/libtorch_cuda.so" ] && libraries+=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda -Wl,--as-needed)
else
  g++ -E -x c++ -I/usr/include/torch/csrc/api/include - <<<'#include <torch/version.h>' >/dev/null 2>&1 ||
    fail "libtorch is missing: apt-get install libtorch-dev libopenblas0-openmp g++"
  flags=(-I/usr/include/torch/csrc/api/include)
  libraries=(-ltorch_cpu -lc10)
fi

mkdir -p "$(dirname "$library")"
exec 9>"$library.lock"
flock 9
[ "$library" -nt "$source" ] && [ "$library" -nt "$0" ] && exit 0
temporary="$library.$$"
trap 'rm -f "$temporary"' EXIT
g++ -O2 -std=c++17 -shared -fPIC -fvisibility=hidden -w "$source" -o "$temporary" "${flags[@]}" "${libraries[@]}" ||
  fail "the native half of TorchSharp.Compat does not compile against this libtorch (see above)."
mv -f "$temporary" "$library"
