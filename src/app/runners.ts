import {commandElsewhere} from '../command-line.ts';
import {type Ask, askOnce, type Runner, witnessed} from '../engine/ask.ts';
import {practiceAsk, readPractice} from '../engine/practice.ts';
import type {StreamEnd, Streams} from '../engine/survey-streams.ts';
import {ofHalves, weighSaved} from '../engine/weigh.ts';
import {savedList} from '../evidence/saved-list.ts';
import type {TokenSource} from '../graph/token.ts';
import {type DirectoryAnswer, type Unobserved, unobserved, type Weighed} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {all} from '../guide/filter.ts';
import {here, placeWords} from '../guide/outline.ts';
import type {Progress} from '../guide/progress.ts';
import {type DirectoryQuery, graphOf, type PowerShellQuery} from '../guide/query.ts';
import type {Guide} from '../guide/step.ts';
import {safeText} from '../guide/untrusted.ts';
import {once} from '../once.ts';
import {inPackage} from '../package-root.ts';
import {confirmingText} from '../session/environment.ts';
import type {Environment, Identity} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {tenantThatCounts} from './graph-sign-in.ts';
import {evidenceFor, heldBy} from './held-evidence.ts';

/** Milliseconds that one script of a place may take. */
const scriptDeadline = 60_000;

/** What a look needs to know of the world it looks at. */
export type RunnerParts = {
	readonly guide: Guide;
	readonly environment: Environment;
	readonly session: () => Session;
	readonly env: NodeJS.ProcessEnv;
	readonly now: () => string;
	readonly signal?: AbortSignal;
	/** The token to ask Graph with, for what is about to be read; left out, options and variables say how to sign in. */
	readonly token?: (permissions: readonly string[]) => Promise<TokenSource | Unobserved>;
	/** Where a person who signs in is told what to do. */
	readonly say: (text: string) => void;
	/** Told who answered: forests and tenant, by id. */
	readonly onIdentity?: (identity: Partial<Identity>) => void;
	/** Told how far a long read has come, for the collector that waits for it; often. */
	readonly onProgress?: (collector: Collector, progress: Progress) => void;
};

/** The runners of a real environment; each is loaded when its first question comes. */
const liveRunner = ({guide, environment, session, env, now, say, signal, onIdentity, onProgress, token}: RunnerParts): Runner => {
	// Every check of a look asks before the first answer is waited for, so this is complete when somebody signs in.
	const permissions = new Set<string>();
	const shell = once(async () => {
		const {findShell} = await import('../powershell/shell.ts');
		return findShell(environment.powershell ?? undefined);
	});
	const windowsShell = once(async () => {
		const {findWindowsShell} = await import('../powershell/shell.ts');
		return findWindowsShell();
	});
	const directory = once(async () => {
		const {directoryRunner} = await import('../powershell/directory.ts');
		return directoryRunner({
			shell,
			directories: environment.directories.length === 0 ? [null] : environment.directories,
			...(environment.scopeGroup === null ? {} : {scopeGroup: environment.scopeGroup}),
			pilotUsers: environment.pilotUsers,
			...(signal === undefined ? {} : {signal}),
		});
	});
	const graph = once(async () => {
		const [{graphRunner}, {graphOrigin}, {reachOut, signInFor}] = await Promise.all([
			import('../graph/graph.ts'),
			import('../graph/clouds.ts'),
			import('./graph-sign-in.ts'),
		]);
		await reachOut(environment, env);
		const wanted = [...permissions];
		return graphRunner({
			origin: graphOrigin(environment.cloud, env),
			pilotUsers: environment.pilotUsers,
			token:
				token === undefined
					? await signInFor({
							known: {environment, identity: session().identity},
							env,
							permissions: wanted,
							say,
							...(signal === undefined ? {} : {signal}),
						})
					: await token(wanted),
			...(signal === undefined ? {} : {signal}),
		});
	});

	// What is nobody's own account is left out where no group says who is meant.
	const scoped = (query: DirectoryQuery): DirectoryQuery =>
		environment.scopeGroup === null && query.withoutGroup !== undefined ? {...query, filter: all(query.filter, query.withoutGroup)} : query;

	const askDirectory = async (query: DirectoryQuery) => {
		const answer = await (await directory()).ask(scoped(query));
		if (answer.kind === 'facts') {
			const forests = (answer.facts as DirectoryAnswer).forests.flatMap(forest =>
				// It goes into the journal, where every text is safe to show.
				forest.answered ? [{name: safeText(forest.forest), ids: forest.ids}] : [],
			);
			onIdentity?.({forests});
		}

		return answer;
	};

	const runThere = async (collector: Collector, {script, on, edition}: PowerShellQuery) => {
		const {places} = guide.outline;
		const elsewhere = unobserved(
			'elsewhere',
			`This must be asked on ${placeWords(places, on)}: ${commandElsewhere(['whfb', 'collector', '--place', on, '--out', 'look.ps1'])} writes the script to run there.`,
		);
		const platform = places.find(({id}) => id === on)?.platform ?? null;
		if (platform !== null && process.platform !== platform) {
			return elsewhere;
		}

		const found = (edition === 'windows' ? await windowsShell() : null) ?? (await shell());
		if ('kind' in found) {
			return on === here ? found : elsewhere;
		}

		const {runScript} = await import('../powershell/powershell.ts');
		const ran = await runScript(found, {
			script: inPackage(script),
			parameters: {},
			deadline: scriptDeadline,
			...(signal === undefined ? {} : {signal}),
		});
		if (ran.kind === 'unobserved') {
			return ran;
		}

		return collector.isElsewhere?.(ran.facts)
			? elsewhere
			: ({kind: 'facts', facts: ran.facts, source: 'live', takenAt: ran.at, from: ran.computer} as const);
	};

	/** Graph's half of a survey: asked, or where it could not be, what somebody saved, which `onSaved` is told. A sign-in that was stopped stops. */
	const usersFrom =
		(collector: Collector, onSaved: (saved: Weighed) => void): Streams['graph'] =>
		async (asked, onRecords) => {
			let came = 0;
			const live = await (await graph()).stream(asked, records => {
				came += records.length;
				return onRecords(records);
			});
			if (live.kind === 'facts' || live.reason === 'cancelled' || came > 0) {
				return live;
			}

			const saved = weighSaved(collector, live, evidenceFor(guide, session(), collector), now());
			const list = saved.kind === 'facts' ? savedList(saved.facts) : null;
			if (saved.kind === 'unobserved' || list === null) {
				return saved.kind === 'unobserved' ? saved : live;
			}

			onSaved(saved);
			await onRecords(list.value);
			return {...saved, facts: {count: list.count, endsFull: false} satisfies StreamEnd};
		};

	/** A survey with what is known of the half that was brought: its age is its own, and not that of the half that was read now. */
	const surveyed = async (collector: Collector) => {
		const halves: Weighed[] = [];
		const {survey} = await import('../engine/survey.ts');
		const answer = await survey(
			collector,
			{
				directory: async (asked, onEntry) => {
					const read = await (await directory()).stream(scoped(asked), onEntry);
					halves.push(...(read.kind === 'facts' ? [read] : []));
					return read;
				},
				graph: usersFrom(collector, saved => halves.push(saved)),
				size: async asked => (await graph()).count(asked),
			},
			{
				onProgress: progress => onProgress?.(collector, progress),
				...(signal === undefined ? {} : {signal}),
			},
		);
		return answer.kind === 'facts' && halves.some(({pieces}) => pieces !== undefined) ? ofHalves(collector, answer, halves) : answer;
	};

	return async collector => {
		const {query} = collector;
		for (const permission of graphOf(query)?.permissions ?? []) {
			permissions.add(permission);
		}

		switch (query.via) {
			case 'directory':
				return askDirectory(query);
			case 'graph': {
				const answer = await (await graph()).ask(query);
				const named = answer.kind === 'facts' ? collector.tenant?.(answer.facts) : undefined;
				if (named !== undefined) {
					const counts = tenantThatCounts(session());
					if (named !== null && counts !== null && named.id.toLowerCase() !== counts) {
						return unobserved('foreign', `Graph answered for the tenant ${safeText(named.id)}, and this is about ${counts}.`);
					}

					// What a session keeps can be shown. A name that nobody could write down is no domain.
					onIdentity?.({
						tenant: named === null ? null : {id: safeText(named.id), domains: named.domains.filter(name => safeText(name) === name)},
					});
				}

				return answer;
			}
			case 'sysvol': {
				const {askSysvol} = await import('../powershell/sysvol.ts');
				return askSysvol(query, {shell, directory: askDirectory, platform: process.platform, ...(signal === undefined ? {} : {signal})});
			}
			case 'powershell':
				return runThere(collector, query);
			case 'person':
				return unobserved('not-answered', 'Only a person can answer this, and nobody has yet.');
			case 'files':
				return unobserved(
					'elsewhere',
					`The files of ${placeWords(guide.outline.places, query.on)} have to be brought, many at once: whfb import FOLDER.`,
				);
			case 'survey':
				return surveyed(collector);
		}
	};
};

/** Asks nobody whom a session from elsewhere names, until somebody here has said that this is right. */
const confirmed =
	({session}: RunnerParts, runner: Runner): Runner =>
	async collector => {
		const why = confirmingText(session());
		return why === null || collector.query.via === 'person' ? runner(collector) : unobserved('not-answered', `${why} Nobody was asked.`);
	};

/** The way to ask, for one look: a practice environment, or everything that can be asked from here and what the session holds. */
export const askFor = (parts: RunnerParts): Ask => {
	const {guide, environment, session, now} = parts;
	const ask =
		environment.practice === null
			? askOnce(confirmed(parts, liveRunner(parts)), collector => heldBy(guide, session())(collector), now)
			: practiceAsk(
					guide.outline.practice,
					readPractice(guide.outline.practice, environment.practice),
					now,
					collector => heldBy(guide, session())(collector).map(({answer}) => answer)[0] ?? null,
				);
	return witnessed(ask, () => session().newest, now);
};
