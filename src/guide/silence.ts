import type {UnobservedReason} from './answer.ts';

/** What would let a check be seen, where its own page does not say better: one sentence for each reason. */
const ways: Readonly<Record<UnobservedReason, string>> = {
	'no-runner':
		'A question to a person is answered in the wizard or in whfb --plain. What only Windows can read needs whfb on a Windows computer of the domain, started by a domain user. For anything else, look from a computer with Windows PowerShell or PowerShell 7, or name one with --powershell.',
	elsewhere:
		'Write a script with whfb collector --place PLACE --out look.ps1, where PLACE is one that whfb collector --help names. Read it, run it on that machine, and bring what it prints back with whfb import. whfb import --help lists what else it takes.',
	'not-signed-in':
		'Sign in: the wizard asks for it, and --sign-in names a way (device-code, browser, cli, token and others). Or bring saved answers of Graph in; whfb plan has their addresses.',
	'access-denied': 'Look again as somebody with the right that whfb plan names for this read.',
	unreachable: 'Look again from a computer that reaches it, or name another server.',
	blocked: 'Look from a computer whose policy lets the shipped scripts run, or carry the script to one; whfb works round no policy.',
	'timed-out': 'Look again; if it stays slow, look from a computer nearer to it.',
	cancelled: 'Look again.',
	throttled: 'Look again after the time that Graph names.',
	malformed: 'Look again; if it comes back the same, whfb doctor prints what a report of the fault needs.',
	empty: 'Name somebody or something to judge, and look again.',
	inconclusive: 'Bring evidence that decides it.',
	foreign: 'Bring evidence of this forest and this tenant.',
	stale: 'Look again, or bring fresh evidence: what is older than a day opens nothing.',
	incomplete: 'Bring the part that is missing, or make and bring the whole anew.',
	'not-answered':
		'Answer it in the wizard or in whfb --plain, which ask. What a session from elsewhere names is confirmed there too, or with --confirm; or name your own with --directory and --tenant.',
	clock:
		'Set the clock right, here and where the evidence comes from, and look again: it heals by itself when the times fit. A session that has seen a time far ahead opens nothing before it: start another one, and bring the evidence in there.',
	contradicted: 'Settle which of the two is right, then look again.',
};

/** What would let a check be seen that was not. */
export const wayToSee = (reason: UnobservedReason): string => ways[reason];
