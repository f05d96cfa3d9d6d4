# Runs a command as a container engine would: in a file system of its own that can't be written to,
# as process 1, with an environment of its own, and with no way to more rights. Begun in new mount
# and process namespaces.
#   contain.sh ROOT DATA USER WORKDIR COMMAND...    DATA and USER may be empty
# KEPT holds the names of the variables that the command is to have.
set -euo pipefail
root=$1 data=$2 user=$3 folder=$4
shift 4

mount --bind "$root" "$root"
for device in null random urandom; do
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t proc proc "$root/proc"
# As Docker mounts one: nothing in it can be executed.
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=64m tmpfs "$root/tmp"
if [[ -n $data ]]; then
  mount --bind "$data" "$root/var/lib/parley"
fi
mount -o remount,bind,ro "$root"

kept=()
for name in $KEPT; do
  kept+=("$name=${!name}")
done
changer=$(command -v chroot)
# Only `cd` is between, in the shell of the image's base; then it is replaced as well.
exec setpriv --no-new-privs env -i "${kept[@]}" \
  "$changer" ${user:+--userspec="$user"} "$root" /bin/bash -c 'cd "$0" && exec "$@"' "$folder" "$@"
