#!/bin/bash
# Keeps one forest for as long as its standard input is open, and leaves nothing behind when it closes, whoever closed it:
# keep.sh FOLDER REALM SCHEMA USERS ADDRESS
# Orders come in one a line, `start` or `stop`, and each is answered with a line, `done` or `failed <why>`.
# A realm and an address belong to one keeper at a time; another waits. Both locks fall when the process ends, however it ends.
set -u
folder=$1 realm=$2 schema=$3 users=$4 address=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dns=${realm,,}
mark="# whfb lab $address"
locks=/tmp/whfb-lab-locks
samba=

hosts() {
	(
		flock 9
		# Rewritten in place: /etc/hosts may be a mount point.
		rest=$(grep -vF "$mark" /etc/hosts)
		printf '%s\n' "$rest" ${1:+"$1"} >/etc/hosts
	) 9>"$locks/hosts"
}

# Provisioning takes five seconds, so it is done once for each kind of forest and copied from then on.
prepare() {
	local edition kind
	edition=$(sha256sum <"$here/forest.py")
	kind=$here/instances/$dns-$schema-$users-${edition:0:8}
	mkdir -p "$here/instances"
	(
		flock 9
		if [[ ! -e $kind/forest.json ]]; then
			rm -rf "$kind"
			/usr/bin/python3 "$here/forest.py" "$kind" "$realm" "$schema" "$users"
		fi
	) 9>"$locks/$dns-$schema-$users" >"$folder/provision.log" 2>&1 || return 1
	cp -a "$kind/." "$folder/"
	mkdir -p "$folder"/{run,log,ncalrpc,winbindd,ntp_signd,cache}
	chmod 750 "$folder/winbindd" "$folder/ntp_signd"
	cat >"$folder/etc/smb.conf" <<-END
		[global]
		netbios name = DC1
		realm = $realm
		workgroup = $(echo "${realm%%.*}" | cut -c1-15)
		server role = active directory domain controller
		server services = rpc, ldap, cldap, kdc
		interfaces = $address/32
		bind interfaces only = yes
		disable netbios = yes
		tls enabled = no
		private dir = $folder/private
		state directory = $folder/state
		cache directory = $folder/cache
		lock directory = $folder
		pid directory = $folder/run
		binddns dir = $folder/bind-dns
		ncalrpc dir = $folder/ncalrpc
		winbindd socket directory = $folder/winbindd
		ntp signd socket directory = $folder/ntp_signd
		logging = file
		log file = $folder/log/samba.log
	END
}

alive() { [[ -n $samba ]] && kill -0 "$samba" 2>/dev/null; }

start() {
	alive && return
	# Without its own entry on the interface Samba finds no address to listen on.
	[[ -n $(ip -o addr show dev lo to "$address/32") ]] || ip addr add "$address/32" dev lo
	hosts "$address dc1.$dns $dns ca1.$dns $mark"
	setsid samba -F --no-process-group -s "$folder/etc/smb.conf" </dev/null >"$folder/log/console" 2>&1 7>&- 8>&- &
	samba=$!
	for ((tries = 0; tries < 300; tries++)); do
		ldapsearch -x -o nettimeout=1 -H "ldap://$address" -s base -b '' 1.1 >/dev/null 2>&1 &&
			# The directory answers before the KDC does.
			(exec 3<>"/dev/tcp/$address/88") 2>/dev/null && return
		alive || break
		sleep 0.1
	done
	return 1
}

stop() {
	[[ -n $samba ]] || return 0
	kill -TERM "$samba" 2>/dev/null
	# setsid made it the leader of a group; the last child to go still writes.
	for ((tries = 0; tries < 100; tries++)); do
		kill -0 -- "-$samba" 2>/dev/null || break
		sleep 0.1
	done
	kill -KILL -- "-$samba" 2>/dev/null
	wait "$samba" 2>/dev/null
	samba=
}

leave() {
	stop
	hosts ''
	ip addr del "$address/32" dev lo 2>/dev/null
	# A ticket may be on its way into the folder, or a last line into a log.
	for ((tries = 0; tries < 25; tries++)); do
		rm -rf "$folder" 2>/dev/null && break
		sleep 0.2
	done
}

mkdir -p "$locks" "$folder"
exec 7>"$locks/$dns" 8>"$locks/$address"
flock 7 && flock 8
trap leave EXIT
trap 'exit 1' TERM INT HUP
if prepare; then echo done; else echo "failed $(tail -n 3 "$folder/provision.log" | tr '\n' ' ')"; exit 1; fi
while read -r order; do
	case $order in
	start) if start; then echo done; else echo "failed $(tail -n 3 "$folder/log/samba.log" | tr '\n' ' ')"; fi ;;
	stop) stop; echo done ;;
	esac
done
