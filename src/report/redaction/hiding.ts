import type {OwnNames} from '../../content/own-names.ts';
import {collectorsOf} from '../../guide/check.ts';
import type {Finding} from '../../guide/finding.ts';
import {type Guide, numberedChecks} from '../../guide/step.ts';
import {exhibitsBeside} from '../../guide/words.ts';
import type {Session} from '../../session/session.ts';
import type {Hide, Said} from '../hide.ts';
import {gathered} from './gathered.ts';
import {replacer} from './names.ts';
import type {Tokens} from './tokens.ts';

type Replace = (text: string) => string;

const mapped = <T extends object>(values: T, change: (value: string) => string): T =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value])) as T;

const inFinding = (finding: Finding, all: Replace, collector: Replace): Finding => {
	const {from, restsOn} = finding;
	const common = {
		exhibits: exhibitsBeside(finding).map(({sign, what, seen}) => ({sign, what: all(what), seen: all(seen)})),
		...(from === undefined ? {} : {from: all(from)}),
		...(restsOn === undefined
			? {}
			: {
					restsOn: restsOn.map(piece => ({
						...piece,
						from: all(piece.from),
						collector: collector(piece.collector),
					})),
				}),
	};
	return finding.kind === 'unobserved'
		? {...finding, ...common, detail: all(finding.detail)}
		: {...finding, ...common, verdict: {...finding.verdict, because: all(finding.verdict.because)}};
};

const inSession = <S extends Said>(guide: Guide, session: S, all: Replace, whole: Replace): S => {
	const {findings, attestations, environment, identity} = session;
	const checks = numberedChecks(guide).map(({check}) => check);
	const own = new Set(checks.flatMap(check => [check.id, ...collectorsOf(check).map(({id}) => id)]));
	// What no check and no collector is called somebody else has written into the file.
	const known = (id: string) => (own.has(id) ? id : whole(id));
	const {directories, scopeGroup, pilotUsers, pilotClient, pilotController, tenant} = environment;
	return {
		...session,
		findings: Object.fromEntries(Object.entries(findings).map(([id, finding]) => [id, inFinding(finding, all, known)])),
		attestations: Object.fromEntries(
			Object.entries(attestations).map(([id, said]) => [
				id,
				{...said, by: all(said.by), reason: all(said.reason), statement: known(said.statement)},
			]),
		),
		environment: {
			...environment,
			...mapped({scopeGroup, pilotClient, pilotController, tenant}, all),
			directories: directories.map(all),
			pilotUsers: pilotUsers.map(all),
		},
		identity: {
			forests: identity.forests.map(({name, ids}) => ({name: all(name), ids})),
			tenant: identity.tenant === null ? null : {id: all(identity.tenant.id), domains: identity.tenant.domains.map(all)},
		},
	};
};

/** Tokens in the place of all names that some sessions hold, as far as a report says any of them. */
export const hiding = (guide: Guide, sessions: readonly Session[], name: string | null, tokens: Tokens): Hide => {
	const all = replacer(gathered(guide, sessions, name, tokens), tokens);
	return {
		isOn: true,
		name: session => tokens.tokenOf('session', session),
		session: session => inSession(guide, session, all, text => tokens.tokenOf('word', text)),
		text: all,
		own: (names: OwnNames) => mapped(names, all),
	};
};
