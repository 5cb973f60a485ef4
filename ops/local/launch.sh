# Runs one command of the local cluster, built first if need be. Sourced by ops/bin/up and ops/bin/cluster.
. "$root/ops/local/build.sh"
exec "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dmall.home="$root" \
  -cp "$(ls "$root"/ops/local/target/mall-local-*.jar | head -n 1):$(cat "$root/ops/local/target/class-path")" \
  io.mall.local.Main "$(basename "$0")" "$@"
