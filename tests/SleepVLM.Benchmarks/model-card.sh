#!/usr/bin/env bash
# The figures of docs/model-card.md and docs/nano-rationales.md, anew: some half an hour on two cores. Stopped, it goes on where it was.
#   model-card.sh OUT [MANIFEST]     MANIFEST names real scored recordings, such as ucddb018
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
sleepvlm=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)/sleepvlm
out=$1

[ $# -lt 2 ] || "$sleepvlm" evaluate --manifest "$2" --model nano --model nano@window --model rules --out "$out/real"
"$sleepvlm" evaluate --simulate 9100-9119 --minutes 120 --rationale stage --model nano --model rules --out "$out/pressed"
"$sleepvlm" evaluate --simulate 9100-9102 --minutes 120 --rationale stage --model nano --channels all,each,pairs,eeg,eog --out "$out/hidden"
"$sleepvlm" evaluate --simulate 9100-9119 --model nano --out "$out/whole"
