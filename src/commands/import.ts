import {hostname} from 'node:os';
import {hybridKeyTrust} from '../../steps/guide.ts';
import {CannotStart} from '../cannot-start.ts';
import {commandLine} from '../command-line.ts';
import {importEvidence} from '../evidence/import-evidence.ts';
import {savedGraph} from '../evidence/saved-graph.ts';
import {savedText} from '../evidence/saved-text.ts';
import {openZip} from '../evidence/zip.ts';
import {graphOrigin} from '../graph/clouds.ts';
import type {Collector} from '../guide/check.ts';
import type {Importer} from '../guide/importer.ts';
import {collectorsIn} from '../guide/step.ts';
import {quoted} from '../guide/untrusted.ts';
import {objectionsTo} from '../session/environment.ts';
import type {Event} from '../session/event.ts';
import {readJournal} from '../session/journal.ts';
import {proved} from '../session/proof.ts';
import {emptySession, type Session, startOf} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import {toolVersion} from '../tool.ts';
import {aboutWhom, clockOf} from './held-evidence.ts';
import {environmentIn, noMoreWords, storeOf, type Typed, text, typed} from './options.ts';
import {print, say} from './output.ts';
import {account, learnt, sessionWriterFor} from './session-writer.ts';
import {storageWarnings} from './storage.ts';

/** Every collector of the guide, once. */
export const collectors: readonly Collector[] = collectorsIn(hybridKeyTrust);

const importersFor = ({environment}: Session): readonly Importer[] => [
	...hybridKeyTrust.importers,
	...hybridKeyTrust.savedTexts.map(savedText),
	savedGraph(collectors, new URL(graphOrigin(environment.cloud, process.env)).host),
];

const brought = async (path: string, session: Session, taken: string | null, now: string, run: number | null = null) =>
	importEvidence(path, {
		importers: importersFor(session),
		collectors,
		identity: aboutWhom(session),
		evidence: session.evidence,
		taken,
		run,
		now,
		unpacked: await openZip(path),
	});

/** What a path holds for a session, as events and a sentence; throws CannotStart for what cannot be used. */
export const evidenceFrom = async (
	path: string,
	session: Session,
	taken: string | null,
	now: () => string,
	run: number | null = null,
): Promise<{readonly sentence: string; readonly events: readonly Event[]}> => {
	const found = await brought(path, session, taken, now(), run);
	if (found.kind === 'session') {
		throw new CannotStart(`${quoted(path)} is a whole session, not evidence for this one. Bring it in with whfb import.`);
	}

	// The tenant's own answer says which one it is; what comes after is held against it.
	const tenants = found.evidence.flatMap(({spoken}) =>
		spoken?.tenantId && spoken.tenantNames.length > 0 ? [{id: spoken.tenantId, domains: spoken.tenantNames}] : [],
	);
	const wrong = clockOf(session, now());
	return {
		sentence: wrong === null ? found.sentence : `${found.sentence} ${wrong}`,
		events: [
			...found.evidence.map((evidence): Event => ({type: 'imported', at: now(), evidence})),
			...tenants.flatMap(tenant => learnt(session.identity, {tenant}, now())),
		],
	};
};

/** The session that evidence is for: the one named, or the only one there is. */
const sessionFor = (named: string | null, store: Store): string => {
	const all = store.list();
	const [only] = all;
	if (named !== null) {
		return named;
	}

	if (only === undefined || all.length > 1) {
		throw new CannotStart(
			`For which session is it? Say so with --session NAME${all.length === 0 ? ', which makes one of that name' : `; there are: ${all.map(({name}) => name).join(', ')}`}.`,
		);
	}

	return only.name;
};

/** What a journal from elsewhere would have asked here, and nobody could ask; and passages that it tells of and does not prove. */
const objectionsIn = (content: string): string | null => {
	const reading = readJournal(content);
	if (reading.kind !== 'sound') {
		return null;
	}

	const {header, events} = reading;
	const named = [header.beginning.environment, ...events.flatMap(event => (event.type === 'settled' ? [event.environment] : []))];
	const tenants = events.flatMap(event => (event.type === 'identified' && event.identity.tenant !== null ? [event.identity.tenant] : []));
	const [wrong] = [
		...named.flatMap(objectionsTo),
		...tenants.flatMap(({id, domains}) => [id, ...domains].flatMap(tenant => objectionsTo({tenant}))),
	];
	if (wrong !== undefined) {
		return `it names ${wrong}`;
	}

	const [unproved] = proved(hybridKeyTrust, events, startOf(header)).unproved;
	return unproved === undefined
		? null
		: `line ${unproved.index + 2} says that ${unproved.step} was ${unproved.type}, and nothing before it proves that`;
};

/** Takes a whole session in under a name; comes back with a sentence, or throws CannotStart with one. Nothing of a refused one is kept. */
export const adopted = (store: Store, name: string, content: string): string => {
	const objection = objectionsIn(content);
	if (objection !== null) {
		throw new CannotStart(`That session was not brought in: ${objection}. Nothing was kept of it; ask for a fresh export.`);
	}

	// A last line that had broken off is cut here, and said once.
	const {lost} = store.adopt(name, content, {
		type: 'brought',
		at: new Date().toISOString(),
		account: account(),
		computer: hostname(),
		tool: toolVersion(),
	});
	return `Session ${name} is brought in.${lost === null ? '' : ` ${lost}`} Go on with: ${commandLine(['whfb', 'resume', name])}\n`;
};

/** Which of several runs in one text is meant, from 1; null where nobody says. */
const runIn = (asked: Typed): number | null => {
	const run = text(asked, 'run');
	if (run !== null && !/^[1-9]\d{0,5}$/.test(run)) {
		throw new CannotStart(`--run ${JSON.stringify(run)} is no number of a run. Without --run the runs of the text are listed, from 1 on.`);
	}

	return run === null ? null : Number(run);
};

/** `whfb import PATH`. */
export const importPath = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, {taken: {type: 'string'}, run: {type: 'string'}});
	noMoreWords('import', asked.words, 1);
	const [path] = asked.words;
	if (path === undefined) {
		throw new CannotStart('whfb import needs the path of a file or a folder. whfb import --help says what it takes.');
	}

	const now = () => new Date().toISOString();
	const store = storeOf(asked);
	const named = text(asked, 'session');
	const taken = text(asked, 'taken');
	const run = runIn(asked);
	const environment = environmentIn(asked, process.env);
	// Nothing is made before it is known that there is something to keep.
	const all = store.list();
	const likely = named ?? (all.length === 1 ? (all[0]?.name ?? null) : null);
	const known = likely !== null && store.exists(likely) ? peek(store, likely) : emptySession;
	const first = await brought(path, {...known, environment: {...known.environment, ...environment}}, taken, now(), run);
	if (first.kind === 'session') {
		await print(adopted(store, named ?? first.name, first.text));
		return 0;
	}

	const writer = sessionWriterFor({
		store,
		name: sessionFor(named, store),
		environment,
		guide: hybridKeyTrust,
		tool: toolVersion(),
		at: now(),
		confirms: asked.values['confirm'] === true,
	});
	for (const warning of storageWarnings(store.folder, process.env)) {
		say(`${warning}\n`);
	}

	let told: string;
	try {
		const {sentence, events} = await evidenceFrom(path, writer.session(), taken, now, run);
		for (const event of events) {
			writer.record(event);
		}

		told = sentence;
	} finally {
		writer.close();
	}

	const trouble = writer.notSaved();
	if (trouble !== null) {
		throw new CannotStart(
			`${quoted(path)} can be used, and session ${writer.name} cannot keep it: ${trouble}. Mend that, and bring it in again.`,
		);
	}

	const isNew = writer.session().opened.length === 1;
	await print(`${told}\nKept in session ${writer.name}${isNew ? ', which is new' : ''}.\n`);
	return 0;
};

const peek = (store: Store, name: string): Session => {
	const open = store.open(name);
	open.close();
	return open.session;
};
