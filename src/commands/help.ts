const environment = `Options that describe the environment, the same everywhere:
  --session NAME       the session to keep things in; check without one keeps
                       nothing
  --sessions DIR       where sessions are kept (or WHFB_SESSIONS)
  --directory HOST     a domain or a domain controller; once per forest;
                       without one, this computer's own domain
  --powershell NAME    the PowerShell to use (or WHFB_POWERSHELL)
  --scope-group GROUP  name or SID of the group that will use Windows Hello for
                       Business; without one, every enabled user
  --cloud NAME         global, usgov, usgovdod or china
  --sign-in WAY        browser, device-code, cli, powershell, certificate,
                       managed-identity, token (from WHFB_GRAPH_TOKEN) or none
  --tenant ID  --client-id ID  --proxy URL
  --confirm            whom a session from elsewhere names is right, and may be
                       asked
  --ascii              ASCII signs only (or WHFB_ASCII=1)
`;

const pages: Readonly<Record<string, string>> = {
	check: `whfb check [--step ID]... [--practice ID] [--format text|json|junit]
           [--out FILE] [--strict]

Looks at everything, or at the steps asked for by id or number, and prints what
it saw. It reads and changes nothing.

Exit codes: 0 everything met or not applicable (a caution is still 0; --strict
makes it 1), 1 something not met, 2 could not start or wrong usage, 3 nothing
not met but something not seen, 4 a gate is shut because its condition is not
met, 70 a mistake of ours, 130 interrupted.
`,
	plan: `whfb plan [--format text|md|json]

Prints every read that whfb may make: what, where, with which right, and why.
It makes none of them.
`,
	sessions: `whfb sessions [--format text|json]
whfb sessions remove NAME
whfb sessions rename NAME NEW
whfb sessions verify [NAME] [--format text|json]

Lists the sessions, newest first, and keeps them in order. verify reads all of
them, or one, and says of each whether its entries are what was written, whether
each step that was passed has its proof in the same look, and in which form it
is. It changes nothing, and one bad session hides no other.

Exit codes of verify: 0 every session is sound, 2 one is not, or could not
start.
`,
	resume: `whfb resume [NAME] [--plain]

Goes on with a session; without a name, with the newest.
`,
	export: `whfb export NAME [--out FILE]

Writes a session to one file that whfb import takes on another computer.
`,
	import: `whfb import PATH --session NAME [--taken TIME] [--run N]

Brings in a file written by a whfb collector script, a folder made by
Get-ADSyncServerConfiguration, a saved dsregcmd /status, a saved answer of
Graph, or an exported session. A folder up to three levels above such an export
does as well, and a zip archive of it. The evidence's own time counts; --taken
is for files that carry none, and is written like 2026-11-22T09:00Z; without a
zone it is in UTC. With one session, --session may be left out. Where a text
holds several runs of dsregcmd, they are listed, and --run chooses one.
`,
	evidence: `whfb evidence [--session NAME] [--format text|json]

Lists what was brought into a session: what it is about, from whom, when it was
taken, what it is worth now, and which checks need it or rest on it. It asks
nobody anything.
`,
	collector: `whfb collector --place connect-server|client --out FILE.ps1

Writes one readable, read-only script to run on another machine. What it prints
there, saved as a file, comes back with whfb import.
`,
	doctor: `whfb doctor

Says what this computer can and cannot look at. Safe to paste in a ticket.
`,
	report: `whfb report comes in a later version.
`,
};

/** The help of the program, or of one command. */
export const helpFor = (command: string | null, commands: Readonly<Record<string, string>>): string =>
	command === null
		? `whfb: Windows Hello for Business, hybrid key trust, in seven steps.
It looks at your directory, your Connect server and your tenant at every step,
and lets nobody pass while a hard condition does not hold. It changes nothing.

whfb                   the wizard
whfb --practice [ID]   the wizard in a practice environment
whfb --plain           the same as questions and answers, line by line

${Object.entries(commands)
	.map(([name, what]) => `whfb ${name.padEnd(18)}${what}`)
	.join('\n')}

whfb COMMAND --help    more about one command
whfb --version

${environment}`
		: `${pages[command] ?? ''}\n${environment}`;
