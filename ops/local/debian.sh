# Brings programs of Debian's packages into .mall without touching the system. Sourced by ops/bin/fetch-*, which set: root, me
# (the script's name), wanted (what cannot be had, in words) and otherwise (what to do then).
# The packages come with all their libraries and run through their own loader, so it does not matter what else is installed.
say() { echo "$me: $*"; }
give_up() { echo "$me: no $wanted: $*" >&2; exit 1; }

# The mirror of this machine: what apt has indexed, else what its sources name.
debian_mirror() {
  mirror=$(apt-get indextargets --format '$(ORIGIN)|$(RELEASE)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's/^Debian|[a-z]*|\(.*\)$/\1/p' | head -n 1)
  if [ -z "$mirror" ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
      sed -n 's/^\(deb\( \[[^]]*\]\)*\|URIs:\) *\([^ ]*\/debian\/*\)\( .*\)*$/\3/p' | head -n 1)
  fi
  [ -n "$mirror" ] || give_up "this machine's apt knows no Debian mirror; $otherwise"
}

# debian_unpack FOLDER SUITE PACKAGE...: unpacks the packages of a suite, with all they need, below $files/root; $files is in FOLDER.
# Sets loader and libraries, relative to $files/root.
debian_unpack() {
  folder=$1 suite=$2
  shift 2
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || give_up "this needs apt-get and dpkg; $otherwise"
  debian_mirror
  mkdir -p "$folder"
  work=$(mktemp -d "$folder/part.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  files=$work/files
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/etc/parts" "$files/root" "$files/bin"
  : >"$work/state/status"
  echo "deb $mirror $suite main" >"$work/etc/sources.list"
  # A configuration of our own with the system's way to the network, but none of its hooks.
  {
    apt-config dump | grep '^Acquire::[^ ]* "..*";$' || true
    cat <<EOF
Dir::State "$work/state";
Dir::State::status "$work/state/status";
Dir::Cache "$work/cache";
Dir::Etc::SourceList "$work/etc/sources.list";
Dir::Etc::SourceParts "$work/etc/parts";
Dir::Etc::Parts "$work/etc/parts";
Dir::Etc::Preferences "$work/etc/preferences";
Dir::Etc::PreferencesParts "$work/etc/parts";
APT::Install-Recommends "false";
APT::Sandbox::User "";
EOF
  } >"$work/etc/apt.conf"
  APT_CONFIG=$work/etc/apt.conf
  export APT_CONFIG

  say "reading the package lists of Debian $suite"
  apt-get -q=2 update >"$work/log" 2>&1 || give_up "the package lists of Debian $suite cannot be read: $(grep -m1 '^[EW]:' "$work/log" || tail -n 1 "$work/log")"
  say "downloading $*, with the libraries needed"
  apt-get -q=2 -y --download-only install "$@" >"$work/log" 2>&1 ||
    give_up "$* cannot be downloaded: $(grep -m1 '^E:' "$work/log" || tail -n 1 "$work/log")"
  say "unpacking $(ls "$work"/cache/archives/*.deb | wc -l) packages"
  for package in "$work"/cache/archives/*.deb; do
    dpkg -x "$package" "$files/root"
  done
  loader=$(cd "$files/root" && find . -name 'ld-linux-*.so.*' | head -n 1 | cut -c 3-)
  libraries=$(cd "$files/root" && find . -name 'libc.so.6' | head -n 1 | sed 's,/[^/]*$,,' | cut -c 3-)
  libraries=${libraries#usr/}
  [ -n "$loader" ] && [ -n "$libraries" ] || give_up "the packages hold no loader."
  # Of what came along only programs, their own files and the libraries are needed.
  (cd "$files/root" && rm -rf etc var usr/share/doc usr/share/man usr/share/locale usr/share/perl* usr/include usr/share/vim usr/share/gdb usr/"$libraries"/perl* usr/"$libraries"/gconv "$libraries"/gconv)
}

# debian_program NAME [ARGUMENT...]: writes bin/NAME, which runs the program NAME of the packages with these arguments after its own;
# in them \$files is the folder.
debian_program() {
  program=$1
  shift
  path=$(cd "$files/root" && find . -name "$program" -type f -path '*bin/*' | head -n 1 | cut -c 3-)
  [ -n "$path" ] || give_up "the packages hold no $program."
  cat >"$files/bin/$program" <<EOF
#!/bin/sh
# Runs $program with its own loader and libraries: nothing of it is installed in the system.
files=\$(cd "\$(dirname "\$0")/.." && pwd)
exec "\$files/root/$loader" --library-path "\$files/root/$libraries:\$files/root/usr/$libraries" "\$files/root/$path" "\$@" $*
EOF
  chmod +x "$files/bin/$program"
}

# debian_keep TARGET: moves $files to TARGET; another run that came first is as good.
debian_keep() {
  mv -T "$files" "$1" 2>/dev/null || [ -d "$1/bin" ] || give_up "cannot write $1"
}
