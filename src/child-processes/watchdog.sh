#!/bin/sh
# Ends what whfb has started, where whfb was killed and could end nothing itself. whfb starts one beside its first program; it reads and changes nothing else.
# Standard input: "+ID" for a process group that begins, "-ID" for one that was ended, "end" where whfb has seen to everything. It closes when whfb is gone.
# $1: what stands in the environment of every program that whfb starts. $2: the session of whfb itself, whose groups are other people's too.
trap '' HUP INT QUIT TERM PIPE
mark=$1
session=$2
groups=' '
empty=5
while read -r line; do
	id=${line#?}
	case $line in
	+*) groups="$groups$id " ;;
	-*)
		case $groups in
		*" $id "*) groups="${groups%%" $id "*} ${groups#*" $id "}" ;;
		esac
		;;
	end) empty=1 ;;
	esac
done

# Who bears the mark, is in one of the groups or sessions, or was started by such a process; process-tree.ts has the same rule.
find_members() {
	members=' '
	all=
	# In a /proc of other processes the same numbers are strangers'.
	own=
	{ read -r own _ </proc/self/stat; } 2>/dev/null
	[ "$own" = "$$" ] || return 0
	for file in $(grep -lF -e "$mark" /proc/[0-9]*/environ 2>/dev/null); do
		id=${file#/proc/}
		members="$members${id%/environ} "
	done

	for file in /proc/[0-9]*/stat; do
		stat=
		{ read -r stat <"$file"; } 2>/dev/null
		# After the name, which may hold anything: state, parent, group, session. Z and X have ended.
		set -- ${stat##*)}
		case ${1:-Z} in
		[ZX]) continue ;;
		esac
		id=${file#/proc/}
		all="$all ${id%/stat}:$2:$3:$4"
	done

	others=' '
	before=
	while [ "$before" != "$members" ]; do
		before=$members
		for entry in $all; do
			id=${entry%%:*}
			of=${entry#*:}
			parent=${of%%:*}
			of=${of#*:}
			case "$members/$groups" in
			*" $id "*/*) ;;
			*" $parent "*/* | */*" ${of%:*} "* | */*" ${of#*:} "*) members="$members$id " ;;
			*) continue ;;
			esac
			# A group in a session that is not whfb's holds nobody else.
			[ "${of#*:}" = "$session" ] || others="$others${of%:*} "
		done
	done
}

# send_all SIGNAL: a group as a whole first, nobody escapes that by starting another process meanwhile. A number that is free by now is nobody's.
send_all() {
	for id in $groups $others; do
		kill "$1" "-$id" 2>/dev/null
	done
	for id in $members; do
		kill "$1" "$id" 2>/dev/null
	done
}

# Who is stopped leaves nobody behind who would not be found. Once nothing is not yet nothing: a program that was about to start shows its mark a
# moment later.
sweeps=0
members=
others=
send_all -STOP
while [ "$empty" -gt 0 ] && [ "$sweeps" -lt 200 ]; do
	find_members
	sweeps=$((sweeps + 1))
	empty=$((empty - 1))
	if [ "$members" != ' ' ]; then
		empty=5
		send_all -STOP
		find_members
	fi

	send_all -KILL
	groups=' '

	[ "$empty" -eq 0 ] || sleep 0.1 2>/dev/null || sleep 1
done
