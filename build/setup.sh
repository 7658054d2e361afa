# What sleepvlm, test and .ci/run share: make sure that the tools are there, and build when sources changed. Sourced, not run.

fail() { echo "sleepvlm: $*" >&2; exit 2; }

ensure_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing; install it (package dotnet-sdk-10.0 of Microsoft's Debian repository) and try again"
  dotnet --list-sdks | grep -q '^1[0-9]\.' || fail "the .NET SDK found is too old ($(dotnet --version)); install version 10"
}

ensure_libtorch() {
  [ -n "${TorchDir:-}" ] && return
  if [ -f /usr/include/torch/csrc/api/include/torch/torch.h ] && command -v g++ >/dev/null && ldconfig -p | grep -q 'libopenblas.so.0'; then return; fi
  local packages="libtorch-dev libopenblas0-openmp g++"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "sleepvlm: installing $packages (about 300 MB, once)" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2 \
      || fail "apt-get could not install $packages; see its messages above"
  else
    fail "libtorch is missing; run as root: apt-get install --no-install-recommends $packages"
  fi
}

# Builds $1 (a project or solution) unless nothing changed since the stamp file $2 was written.
build_when_changed() {
  local project=$1 stamp=$2
  if [ -f "$stamp" ] && [ -z "$(find "$root"/src "$root"/plugins "$root"/rules "$root"/prompts "$root"/Directory.*.props \
        -newer "$stamp" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]; then return; fi
  echo "sleepvlm: building (about a minute, once)" >&2
  local log; log=$(mktemp)
  if ! dotnet build "$project" -c Release -v quiet -nologo >"$log" 2>&1; then
    cat "$log" >&2; rm -f "$log"; fail "the build failed; its messages are above"
  fi
  rm -f "$log"; touch "$stamp"
}
