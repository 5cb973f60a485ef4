# Finds a JDK 25 or newer and exports JAVA_HOME. Sourced by mvnw and the scripts in ops/bin; ends the caller with one line if there is none.
mall_jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1
}

mall_find_jdk() {
  mall_path_javac=$(command -v javac 2>/dev/null || true)
  mall_path_home=
  if [ -n "$mall_path_javac" ]; then
    mall_path_home=$(cd "$(dirname "$(readlink -f "$mall_path_javac" 2>/dev/null || printf %s "$mall_path_javac")")/.." && pwd)
  fi
  set +f
  for mall_home in "${JAVA_HOME-}" "$mall_path_home" "${JAVA_HOME_25_X64-}" "${JDK_25-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    mall_major=$(mall_jdk_major "$mall_home" || true)
    if [ -n "$mall_major" ] && [ "$mall_major" -ge 25 ]; then
      JAVA_HOME=$mall_home
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

if ! mall_find_jdk; then
  echo "Mall needs a JDK 25 or newer and found none in JAVA_HOME, on PATH or in the usual folders: install one or set JAVA_HOME to it." >&2
  exit 1
fi
