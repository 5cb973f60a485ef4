# one_build COMMAND…: the command, one at a time in this clone. Sourced by the scripts that build, which set root.
# Without flock (not on Linux) builds are not kept apart.
one_build() {
  mkdir -p "$root/.mall"
  (
    cd "$root"
    if command -v flock >/dev/null && ! flock -n 9; then
      echo "waiting for another build in this clone"
      flock 9
    fi
    "$@"
  ) 9>>"$root/.mall/build.lock"
}
