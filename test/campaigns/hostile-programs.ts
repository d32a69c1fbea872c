import {randomBytes} from 'node:crypto';
import {chmodSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {standInAnswer} from '../powershell/answer.ts';
import type {Draw} from './draw.ts';

/**
 * What a hostile program does to stay. `NAP` is a sleep of a minute with the mark in its arguments, because some clear their environment.
 * One thing is missing, because nothing finds it: to leave group and session, clear the environment and let one's parent end, all at once.
 */
const tricks = {
	'ignores every request': "trap '' TERM INT HUP QUIT",
	'leaves its session': 'setsid sh -c "trap \'\' TERM HUP; NAP" &',
	'becomes a daemon': '(setsid sh -c "(trap \'\' TERM HUP; NAP) & exit 0" </dev/null >/dev/null 2>&1 &)',
	'holds the pipes open': 'NAP &',
	'holds the pipes open from another session': 'setsid NAP &',
	'fills standard error': '(yes complaint | head -c 3000000 >&2; NAP) &',
	'dribbles a byte': '(while :; do printf .; sleep 0.02; done) &',
	'makes many of itself': 'many() { if [ "$1" -gt 0 ]; then many $(($1 - 1)) & many $(($1 - 1)) & fi; NAP; }; many 3 &',
	'makes another for ever': 'again() { sleep 0.03; again & }; again &',
	'clears the environment': 'env -i NAP &',
	'leaves its session with a cleared environment': '(env -i setsid NAP & NAP) &',
	'takes another name': 'NODE -e "process.title = \'[kworker/0:1]\'; setTimeout(() => {}, 60000)" MARK &',
	'stops itself': "(kill -STOP $(exec sh -c 'echo $PPID'); NAP) &",
} as const;

const answer = standInAnswer({facts: 'hostile'});

/** And how it goes on itself. The frames are those of host.ps1 where it is constrained. */
const goesOn = {
	'stays silent': 'NAP',
	'ends at once': 'exit 0',
	'ends at once with a complaint': 'exit 3',
	'closes its output': 'exec >&- 2>&-; NAP',
	'talks without end': 'yes nothing',
	answers: `read -r request; nonce=\${request#*'"nonce":"'}; nonce=\${nonce%%'"'*}
answer='${answer}'
printf 'WHFB-BEGIN %s answer 1 %s -\\n%s\\nWHFB-END %s 1\\n' "$nonce" "\${#answer}" "$answer" "$nonce"`,
} as const;

type Trick = keyof typeof tricks;
type GoingOn = keyof typeof goesOn;

export const everyTrick = Object.keys(tricks) as readonly Trick[];
const everyGoingOn = Object.keys(goesOn) as readonly GoingOn[];

/** A program in the place of PowerShell, and by what everything of it is known, whoever started or ends it. */
export type HostileProgram = {readonly path: string; readonly mark: string; readonly does: string};

export const hostileProgram = (folder: string, does: readonly Trick[], then: GoingOn): HostileProgram => {
	const mark = randomBytes(8).toString('hex');
	// sleep takes a fraction of a second: the mark in decimal.
	const nap = `sleep 60.${BigInt(`0x${mark}`)}`;
	const path = join(folder, mark);
	const text = [`#!/bin/sh`, `export CAMPAIGN=${mark}`, ...does.map(trick => tricks[trick]), `echo > '${path}.ready'`, goesOn[then], '']
		.join('\n')
		.replaceAll('NAP', nap)
		.replaceAll('NODE', `'${process.execPath}'`)
		.replaceAll('MARK', mark);
	writeFileSync(path, text);
	chmodSync(path, 0o755);
	return {path, mark, does: [...does, then].join(', ')};
};

export const drawnProgram = (folder: string, draw: Draw): HostileProgram =>
	hostileProgram(folder, draw.shuffled(everyTrick).slice(0, 1 + draw.below(4)), draw.shuffled(everyGoingOn)[0] ?? 'stays silent');

/** The processes of such a program that run: by its mark in their environment or their arguments. Who has ended and waits to be counted does not run. */
export const survivorsOf = ({mark}: Pick<HostileProgram, 'mark'>): readonly number[] => {
	const nap = `60.${BigInt(`0x${mark}`)}`;
	return readdirSync('/proc').flatMap(name => {
		if (!/^\d+$/.test(name) || Number(name) === process.pid) {
			return [];
		}

		try {
			const [environment, line, stat] = ['environ', 'cmdline', 'stat'].map(file => readFileSync(`/proc/${name}/${file}`, 'latin1'));
			const isIts = environment?.includes(`CAMPAIGN=${mark}`) || line?.includes(nap) || line?.includes(mark);
			return isIts && !/^[ZX]/.test(stat?.slice(stat.lastIndexOf(')') + 2) ?? 'Z') ? [Number(name)] : [];
		} catch {
			return [];
		}
	});
};

/** Ends what was left of a program, for a test that wanted it to be left. */
export const endAll = (program: Pick<HostileProgram, 'mark'>): void => {
	for (let left = survivorsOf(program); left.length > 0; left = survivorsOf(program)) {
		for (const id of left) {
			try {
				process.kill(id, 'SIGKILL');
			} catch {
				// It has ended by itself.
			}
		}
	}
};
