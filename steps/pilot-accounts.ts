import type {PilotAccounts} from './07-sign-in-and-provision/pilot/pilot-accounts.facts.ts';
import {heard, type Silent} from './by-forest.ts';
import {isSameUpn} from './identity.ts';

type Account = Extract<Extract<PilotAccounts['forests'][number], {silent: null}>['domains'][number], {silent: null}>['accounts'][number];

/** An account with where it lies, and the user principal name by which it signs in: its own, or the implicit one. */
export type PlacedAccount = Account & {readonly forest: string; readonly domain: string; readonly signsInAs: string};

/** Every account that was brought, of whomever. */
export const placedAccounts = (facts: PilotAccounts): readonly PlacedAccount[] =>
	heard(facts.forests).flatMap(({forest, domains}) =>
		heard(domains).flatMap(({domain, accounts}) =>
			accounts.map(account => ({...account, forest, domain, signsInAs: account.upn ?? `${account.name}@${domain}`})),
		),
	);

/** The accounts that bear a user principal name, or the SID that Entra ID tells of that user. */
export const accountsOf = (facts: PilotAccounts, user: string, sid: string | null): readonly PlacedAccount[] =>
	placedAccounts(facts).filter(account => isSameUpn(account.signsInAs, user) || (sid !== null && account.sid === sid));

type Place = {readonly silent: Silent | null};
type Forest = Place & {readonly forest: string; readonly domains?: readonly (Place & {readonly domain: string})[]};

/** Forests and domains that did not answer, with why. */
export const silentPlaces = (forests: readonly Forest[]): readonly (Silent & {readonly name: string})[] =>
	forests.flatMap(({forest, silent, domains = []}) => [
		...(silent === null ? [] : [{name: forest, ...silent}]),
		...domains.flatMap(one => (one.silent === null ? [] : [{name: one.domain, ...one.silent}])),
	]);
