# Builds what is missing or older than its sources. Sourced by the scripts of ops/bin, which set root and, relative to it:
# stamp (a file), built (what must exist), sources (what it is made from), modules (Maven's).
. "$root/.mvn/jdk.sh"
. "$root/ops/local/one-build.sh"

newer() { find $sources -name target -prune -o -type f ! -name '*.md' ! -path '*/src/test/*' -newer "$1" -print 2>/dev/null | head -n 1; }

# Nothing when no source is newer than the last build by this script, or by hand.
why_build() {
  for file in $built; do
    if [ ! -e "$file" ]; then
      echo "$file is missing"
      return
    fi
  done
  changed=
  for mark in "$stamp" "$(ls -td $built | head -n 1)"; do
    if [ -e "$mark" ]; then
      changed=$(newer "$mark")
      [ -n "$changed" ] || return 0
    fi
  done
  echo "$changed is newer than the build"
}

build() {
  echo "building: $1 (the first build downloads for some minutes)"
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp.new"
  ./mvnw -q -Dmaven.test.skip -Dspotless.check.skip=true $modules package
  mv "$stamp.new" "$stamp"
}

# Who waited looks again.
build_if_needed() {
  cause=$(why_build)
  [ -z "$cause" ] || build "$cause"
}

[ -z "$(cd "$root" && why_build)" ] || one_build build_if_needed
