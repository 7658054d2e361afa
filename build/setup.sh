# What sleepvlm, test and .ci/run share: make sure that the tools are there, and build when sources changed. Sourced, not run.
# Needs $root, the top of the checkout.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_UI_LANGUAGE=en # the sums of ./test are read from its words
[ -n "${HOME:-}" ] || export HOME=$root/artifacts/home # dotnet wants one; services and containers may have none

fail() { echo "sleepvlm: $*" >&2; exit 2; }

# A user who is not root has no ldconfig in PATH; and nothing may close a pipe early, for pipefail would call that a failure.
libraries() { PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null || true; }

ensure_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing; install it (package dotnet-sdk-10.0 of Microsoft's Debian repository) and try again"
  # An SDK unpacked by hand comes without ICU, and dotnet does not start; nothing here depends on a language.
  case $(libraries) in *libicuuc*) ;; *) export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 ;; esac
  local sdks; sdks=$(dotnet --list-sdks 2>/dev/null) || true
  case $'\n'$sdks in
    *$'\n'1[0-9].*) ;;
    *) fail "no .NET SDK of version 10 found (there is: ${sdks:-only a runtime}); install version 10 (package dotnet-sdk-10.0 of Microsoft's Debian repository) and try again" ;;
  esac
}

has_libtorch() {
  [ -n "${TorchDir:-}" ] && return
  [ -f /usr/include/torch/csrc/api/include/torch/torch.h ] && command -v g++ >/dev/null || return 1
  case $(libraries) in *libopenblas.so.0*) ;; *) return 1 ;; esac
}

ensure_libtorch() {
  has_libtorch && return
  local packages="libtorch-dev libopenblas0-openmp g++"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    one_at_a_time install_packages $packages
  else
    fail "libtorch is missing; run as root: apt-get install --no-install-recommends $packages"
  fi
}

install_packages() {
  has_libtorch && return
  echo "sleepvlm: installing $* (about 300 MB, once)" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "$@" >&2 \
    || fail "apt-get could not install $*; see its messages above"
}

# Runs a command while no other checkout command installs or builds. Descriptor 9 is not handed on:
# the build servers that dotnet leaves behind would keep the lock.
one_at_a_time() {
  mkdir -p "$root/artifacts" 2>/dev/null && : 2>/dev/null >>"$root/artifacts/build.lock" \
    || fail "$root cannot be written, and something is still to be built there; run this once as the owner of the folder"
  ( flock 9; "$@" 9>&- ) 9>>"$root/artifacts/build.lock"
}

# Changes when a source is edited, added, removed or put back by git, and when another libtorch is chosen.
fingerprint() {
  echo "${TorchDir:-system} ${Torch:-}"
  cd "$root" && find src plugins rules prompts Directory.*.props build -type f -not -path '*/obj/*' -not -path '*/bin/*' -printf '%p %s %T@\n' | LC_ALL=C sort | cksum
}

# Builds project $1 unless nothing that goes into its program $2 changed since.
build_when_changed() {
  is_built "$2" || one_at_a_time build_program "$1" "$2"
}

is_built() { [ -f "$1" ] && [ "$(cat "$1.built" 2>/dev/null)" = "$(fingerprint)" ]; }

build_program() {
  is_built "$2" && return
  echo "sleepvlm: building (about a minute, once)" >&2
  local before log; before=$(fingerprint)
  log=$(dotnet build "$1" -c Release -v quiet -nologo 2>&1) || { echo "$log" >&2; fail "the build failed; its messages are above"; }
  echo "$before" >"$2.built"
}
