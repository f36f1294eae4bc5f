#!/usr/bin/env bash
# Builds the web-llm library for an organism's shape, and its weights in MLC's form:   build.sh [MODEL.gguf] [OUT]
# On a bare Debian 12, as root; everything comes from Debian, PyPI and nowhere else. Toolchain and intermediate files go
# to MLC_WORK (default /tmp/mlc-build, about 1.5 GB) and are used again the next time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
model=$(realpath "${1:-$here/../wait.gguf}")
out=$(realpath -m "${2:-$here}")
work=${MLC_WORK:-/tmp/mlc-build}
venv=$work/venv tree=$work/tvm downloads=$work/downloads
mkdir -p "$work" "$downloads"

if ! command -v emcc >/dev/null || ! command -v python3 >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then
  apt-get update -q
  apt-get install -y -q --no-install-recommends emscripten python3 python3-venv
fi

if [ ! -e "$venv/ready" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r "$here/requirements.txt"
  touch "$venv/ready"
fi
export PATH="$venv/bin:$PATH"
packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')

# The wheel of TVM has the sources of the runtime, but not every header that they include. A later fork's source package
# carries the same headers of TVM itself.
if [ ! -e "$tree/ready" ]; then
  rm -rf "$tree"
  mkdir -p "$tree/3rdparty" "$tree/include/tvm/support/cuda"
  [ -e "$downloads/tilelang-0.1.13.tar.gz" ] ||
    "$venv/bin/pip" download -q --no-deps --no-build-isolation --no-binary :all: -d "$downloads" tilelang==0.1.13
  cp -r "$packages/tvm/src" "$packages/tvm/include" "$packages/tvm/web" "$tree/"
  ln -s "$packages/tvm_ffi" "$tree/3rdparty/tvm-ffi"
  inside=tilelang-0.1.13/3rdparty/tvm
  tar -xzf "$downloads/tilelang-0.1.13.tar.gz" -C "$tree" --strip-components=3 \
    "$inside/include/tvm/support/io.h" "$inside/include/tvm/support/serializer.h" \
    "$inside/src/support" "$inside/3rdparty/compiler-rt/builtin_fp16.h"
  # Ranges for a profiler that a browser does not have.
  cat >"$tree/include/tvm/support/cuda/nvtx.h" <<'HEADER'
#pragma once
#include <string>
namespace tvm {
namespace support {
struct NVTXScopedRange {
  explicit NVTXScopedRange(const std::string&) {}
};
}  // namespace support
}  // namespace tvm
HEADER
  touch "$tree/ready"
fi
export TVM_HOME=$tree

# Debian's emscripten may not write to its own cache, so it gets a copy.
if [ ! -e "$work/emscripten.py" ]; then
  cp -r /usr/share/emscripten/cache "$work/emscripten-cache"
  grep -v '^FROZEN_CACHE' /usr/share/emscripten/.emscripten >"$work/emscripten.py"
  printf 'FROZEN_CACHE = False\nCACHE = "%s"\n' "$work/emscripten-cache" >>"$work/emscripten.py"
fi
export EM_CONFIG=$work/emscripten.py

bitcode=$tree/web/dist/wasm
mkdir -p "$bitcode"
for part in tvmjs_support webgpu_runtime wasm_runtime; do
  [ -e "$bitcode/$part.bc" ] && continue
  (cd "$tree/web" && emcc -O3 -std=c++17 -Wno-ignored-attributes -I"$tree" -I"$tree/include" \
    -I"$tree/3rdparty/tvm-ffi/include" -I"$packages/tvm_ffi/3rdparty/dlpack/include" -I"$tree/3rdparty/compiler-rt" \
    -emit-llvm -c -o "$bitcode/$part.partial" "emcc/$part.cc")
  mv "$bitcode/$part.partial" "$bitcode/$part.bc"
done

name=$(basename "$model" .gguf)
mkdir -p "$out/$name"
"$venv/bin/python" "$here/compile_library.py" "$model" "$out"
"$venv/bin/python" "$here/convert_weights.py" "$model" "$out/$name"
cp "$packages/tvm/LICENSE" "$packages/tvm/NOTICE" "$out/"
(cd "$out" && sha256sum library.* LICENSE NOTICE "$name"/* >sha256sums && cat sha256sums)
