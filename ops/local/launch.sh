# Builds what is missing or older than its sources and runs one command of the local cluster. Sourced by ops/bin/up and
# ops/bin/cluster, which set: root, stamp (a file), built (what must exist), sources (what it is made from), modules (Maven's).
cd "$root"
. .mvn/jdk.sh

newer() { find $sources -name target -prune -o -type f ! -name '*.md' ! -path '*/src/test/*' -newer "$1" -print 2>/dev/null | head -n 1; }

reason=
marks=$stamp
for file in $built; do
  [ -e "$file" ] || reason="$file is missing"
  [ "$marks" != "$stamp" ] || marks="$stamp $file"
done
if [ -z "$reason" ]; then
  # Fresh when nothing is newer than the last build by this script, or by hand.
  for mark in $marks; do
    if [ -e "$mark" ]; then
      changed=$(newer "$mark")
      [ -n "$changed" ] || break
    fi
  done
  [ -z "$changed" ] || reason="$changed is newer than the build"
fi
if [ -n "$reason" ]; then
  echo "building: $reason (the first build downloads for some minutes)"
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp.new"
  ./mvnw -q -DskipTests -Dspotless.check.skip=true $modules package
  mv "$stamp.new" "$stamp"
fi
exec "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dmall.home="$root" \
  -cp "$(ls ops/local/target/mall-local-*.jar | head -n 1):$(cat ops/local/target/class-path)" io.mall.local.Main "$(basename "$0")" "$@"
