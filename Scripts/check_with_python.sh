#!/usr/bin/env bash
# What rlcoord writes, read by the Python packages it is meant for: checkpoints by safetensors, event files by
# TensorBoard, statistics against rliable; with --torch also the definitions of layers that checkpoints are checked with,
# and what studies trained, by PyTorch itself.
#
#     Scripts/check_with_python.sh .build/release/rlcoord [--torch] [PYTHON]
#
# PYTHON has the packages; without it they are installed into a temporary folder, 0.4 GB, or with --torch some 5 GB.
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
rlcoord=$(realpath "$1")
shift
with_torch=
if [[ ${1-} == --torch ]]; then
  with_torch=1
  shift
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python=${1-}
if [[ -z $python ]]; then
  python3 -m venv python
  python=$folder/python/bin/python
  packages="safetensors numpy tensorboard==2.21.0 rliable==1.2.0 arch==7.2.0 pandas<3"
  # A PyTorch for processors alone is enough; where there is none, the usual one is larger, but serves as well.
  [[ -z $with_torch ]] || "$python" -m pip install --quiet 'torch==2.13.0+cpu' || packages+=" torch"
  # shellcheck disable=SC2086 # Each package is a word of its own.
  "$python" -m pip install --quiet --disable-pip-version-check $packages
fi

echo "statistics against rliable"
"$rlcoord" exchange statistics > statistics.json
"$python" "$scripts/check_statistics.py" statistics.json

train() { # folder, environment, agent, flags
  "$rlcoord" run "$2" "$3" --steps 4k --envs 8 --eval-episodes 2 --set evaluation-episodes=2 --quiet --out "$1" \
    "${@:4}" > "$1.log" 2>&1 || { cat "$1.log"; exit 1; }
}

echo "weights in PyTorch's layers"
for network in nature compact impala minatar minatar-batchnorm minatar-layernorm pooled mlp; do
  environment=$([[ $network == nature || $network == compact ]] && echo arcade/pong || echo minatar/breakout)
  # Normalization is the same beside any convolution.
  for convolution in conv $([[ $network == *norm ]] || echo coordconv coordconv-first); do
    name=$network-$convolution
    train "$name" "$environment" ppo --network "$network" --conv "$convolution" --set rollout-steps=32 --set epochs=1
    "$rlcoord" exchange policy "$name" > "$name.jsonl"
    "$python" "$scripts/check_weights.py" "$name" "$name.jsonl"
  done
done

train normalized minatar/breakout ppo --set normalize-observations=yes --set rollout-steps=32
"$rlcoord" exchange policy normalized > normalized.jsonl
"$python" "$scripts/check_weights.py" normalized normalized.jsonl

echo "event files in TensorBoard"
train ppo minatar/asterix ppo
train a2c minatar/asterix a2c
"$rlcoord" resume ppo --steps 4k --eval-episodes 2 --quiet > /dev/null
"$python" "$scripts/check_events.py" ppo a2c

[[ -n $with_torch ]] || exit 0

echo "layers in PyTorch"
"$python" "$scripts/check_layers.py"

echo "networks of studies in PyTorch"
study() { # name, further arguments
  "$rlcoord" study "not-so-clevr/$1" --split quadrant --quiet --out "$1" "${@:2}" > "$1.log" 2>&1 || { cat "$1.log"; exit 1; }
  "$python" "$scripts/check_studies.py" "$1"
}
study classification --set epochs=2
study regression --set epochs=2
study rendering --set epochs=10
