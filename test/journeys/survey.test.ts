import {setTimeout as sleep} from 'node:timers/promises';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {openStore} from '../../src/session/store.ts';
import {built, eventsIn, type Home, newHome} from './built.ts';
import {childrenIn, endlessDirectory, type SlowTenant, slowTenant} from './many-people.ts';
import {passage} from './passed.ts';
import {type Person, terminal} from './terminal.ts';

let home: Home;
let tenant: SlowTenant;
let person: Person | null = null;

beforeAll(built);
beforeEach(async () => {
	home = newHome();
	tenant = await slowTenant();
});
afterEach(async () => {
	person?.kill('SIGKILL');
	person = null;
	for (const pid of childrenIn(home).alive) {
		process.kill(pid, 'SIGKILL');
	}

	await tenant.stop();
	home.remove();
});

const step = '04-directory-synchronization';

/** A session that stands in step 4, where nothing has been looked at. */
const atStepFour = () => {
	const at = new Date().toISOString();
	const open = openStore(home.sessions).create('contoso', at, '1.0.0');
	for (const done of ['01-overview', '02-prerequisites', '03-new-installation-baseline']) {
		[...passage('entered', done, at), ...passage('finished', done, at)].forEach(open.journal.append);
	}

	passage('entered', step, at, ['schema-on-every-dc']).forEach(open.journal.append);
	open.close();
};

const sit = (args: readonly string[], size: {readonly columns?: number; readonly rows?: number} = {}): Person => {
	person = terminal({
		home,
		args: [...args, '--powershell', endlessDirectory(home), '--directory', 'corp.example.test', '--sign-in', 'token'],
		env: {WHFB_GRAPH_ORIGIN: tenant.origin, WHFB_GRAPH_TOKEN: tenant.token},
		...size,
	});
	return person;
};

const far = /4\.\d+\s+has\s+read\s+[\d,]+\s+users\s+from\s+the\s+directory\s+and\s+[\d,]{5}\s+from\s+Graph/;

/** Waits until nothing of a look is left, and says how long that took; milliseconds. */
const untilGone = async (): Promise<number> => {
	const since = performance.now();
	while ((childrenIn(home).alive.length > 0 || tenant.open() > 0) && performance.now() - since < 10_000) {
		await sleep(10);
	}

	return performance.now() - since;
};

const cancelled = () =>
	eventsIn(home, 'contoso').filter(
		event => event.type === 'found' && (event['finding'] as {readonly reason?: string}).reason === 'cancelled',
	);

describe.skipIf(process.platform === 'win32')('reading very many users', () => {
	it.each([
		[80, 24],
		[50, 20],
	])('tells at %i x %i how far it has come, and ends within a second when it is stopped', {timeout: 60_000}, async (columns, rows) => {
		atStepFour();
		const wizard = sit(['resume', 'contoso'], {columns, rows});
		await wizard.until(/right\s+tenant\?/);
		await wizard.press('enter');
		const first = await wizard.until(far, 20_000);
		expect(first).toMatch(/Looking at the gates: \d of 3 done/);
		const read = () => Number(/read\s+([\d,]+)\s+users/.exec(wizard.screen())?.[1]?.replace(',', '') ?? 0);
		const before = read();
		await wizard.untilTrue('more users', () => read() > before);
		const drawn = wizard.raw().length;
		await sleep(2_000);
		expect(wizard.raw().length - drawn, 'bytes drawn in two seconds').toBeLessThan(4_000);
		// The survey, and beside it the batch of shorter questions: two at most.
		expect([1, 2]).toContain(childrenIn(home).alive.length);
		expect(tenant.open()).toBe(1);

		await wizard.press('x');
		expect(await untilGone()).toBeLessThan(1000);
		await wizard.until(/Enter {2}(?!read the page)/);
		expect(cancelled().length).toBeGreaterThan(0);
		await wizard.press('q');
		expect(await wizard.exit()).toBe(0);
	});

	it('ends when the wizard is left meanwhile', {timeout: 60_000}, async () => {
		atStepFour();
		const wizard = sit(['resume', 'contoso']);
		await wizard.until(/right\s+tenant\?/);
		await wizard.press('enter');
		await wizard.until(far, 20_000);
		await wizard.press('ctrl-c');
		expect(await wizard.exit()).toBe(0);
		expect(await untilGone()).toBeLessThan(1000);
		expect(wizard.log()).toMatch(/Continue with: {2}whfb resume contoso/);
	});

	it('line by line it is told now and then, on a line of its own', {timeout: 60_000}, async () => {
		atStepFour();
		const plain = sit(['resume', 'contoso', '--plain'], {rows: 60});
		await plain.until(/Is this the right tenant\?[\s\S]*Number, or Enter for 1:/);
		await plain.press('enter');
		await plain.until(far, 30_000);
		await plain.press('ctrl-c');
		expect([0, 130]).toContain(await plain.exit());
		expect(await untilGone()).toBeLessThan(1000);
	});

	it('check tells it on a terminal, and Ctrl+C ends it with 130 and leaves nothing behind', {timeout: 60_000}, async () => {
		const look = sit(['check', '--step', '4'], {rows: 40});
		await look.until(far, 30_000);
		// The survey, and beside it the batch of shorter questions: two at most.
		expect([1, 2]).toContain(childrenIn(home).alive.length);
		await look.press('ctrl-c');
		expect(await look.exit()).toBe(130);
		expect(await untilGone()).toBeLessThan(1000);
		expect(look.log()).toContain('exit 130: stopped');
	});
});
