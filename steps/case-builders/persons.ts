import type {Stranger, UnobservedReason} from '../../src/guide/answer.ts';
import type {SurveyRecord} from '../../src/guide/check.ts';
import {fewRecords} from '../../src/guide/kept.ts';
import {type Persons, persons} from '../04-directory-synchronization/upn/persons.facts.ts';
import {contextOf, forest, idOf} from './forests.ts';

const sidBytes = (rid: number): Buffer => {
	const bytes = Buffer.alloc(28);
	bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
	for (const [at, part] of [21, 111, 222, 333, rid].entries()) {
		bytes.writeUInt32LE(part, 8 + 4 * at);
	}

	return bytes;
};

/** The SID of the person with that number. */
export const sidOf = (rid: number): string => `S-1-5-21-111-222-333-${rid}`;

/** An enabled account, as the directory gives it. `upn` null: no explicit one. */
export type Account = {readonly rid: number; readonly upn: string | null; readonly domain?: string; readonly anchor?: string};

/** What Entra holds: `rid` says whose SID it carries; everything else as Graph writes it. */
export const user = (rid: number | null, userPrincipalName: string, over: SurveyRecord = {}): SurveyRecord => ({
	id: `user-${rid}-${userPrincipalName}`,
	userPrincipalName,
	accountEnabled: true,
	userType: 'Member',
	onPremisesUserPrincipalName: null,
	onPremisesSecurityIdentifier: rid === null ? null : sidOf(rid),
	onPremisesImmutableId: null,
	onPremisesSyncEnabled: rid === null ? null : true,
	onPremisesProvisioningErrors: [],
	...over,
});

/** What was asked beside the two lists, where an example departs from the ordinary. */
export type Around = {
	readonly group?: string | null;
	readonly groupMatches?: number;
	readonly strangers?: readonly Stranger[];
	readonly cloudSilent?: {readonly reason: UnobservedReason; readonly detail: string};
	/** How many users Graph says that there are, before and after; as many as came, where an example does not say. */
	readonly said?: readonly [number | null, number | null];
	/** Whose SID in Active Directory is cut short, by number. */
	readonly badSids?: readonly number[];
	/** The last page was full, and named no next one. */
	readonly endsFull?: boolean;
	/** Forests read; a silent one carries its reason. */
	readonly forests?: Readonly<Record<string, 'read' | UnobservedReason>>;
};

/** The facts of `persons`, made from raw records by the collector's own tally and reader. */
export const personsFrom = (
	accounts: readonly Account[],
	users: readonly SurveyRecord[],
	{
		group = 'Hello Users',
		groupMatches = 1,
		strangers = [],
		cloudSilent,
		said,
		badSids = [],
		endsFull = false,
		forests = {[forest]: 'read'},
	}: Around = {},
): Persons => {
	const {tally, read, facts} = persons;
	if (tally === undefined) {
		throw new Error('persons is a survey, and has a tally.');
	}

	const counting = tally.start();
	const cloud = fewRecords(tally.cloud, users);
	const lookup = cloudSilent === undefined ? cloud.lookup : null;
	for (const {rid, upn, domain: own = forest, anchor} of accounts) {
		const attributes = {
			sAMAccountName: [`user${rid}`],
			objectSid: [
				sidBytes(rid)
					.subarray(badSids.includes(rid) ? 4 : 0)
					.toString('base64'),
			],
			...(upn === null ? {} : {userPrincipalName: [upn]}),
			...(anchor === undefined ? {} : {'mS-DS-ConsistencyGuid': [anchor]}),
		};
		tally.count(counting, tally.record(attributes, own), lookup);
	}

	const directory = {
		forests: Object.entries(forests).map(([name, answer]) =>
			answer === 'read'
				? {
						asked: name,
						answered: true,
						forest: name,
						ids: [idOf(name)],
						domains: [{name, namingContext: contextOf(name), sid: null}],
						controllers: [],
						readings: [{server: `DC01.${name}`, namingContext: contextOf(name), entries: [], count: 0}],
					}
				: {asked: name, answered: false, reason: answer, detail: 'It did not answer within 10 s.'},
		),
		...(group === null ? {} : {scopeGroup: {asked: group, matches: groupMatches, strangers}}),
	};
	const isSilent = cloudSilent !== undefined;
	return facts.parse(
		read({
			directory,
			cloudSilent: cloudSilent ?? null,
			cloudList: isSilent ? null : {read: cloud.count, said: said ?? [cloud.count, cloud.count], endsFull},
			cloudFaults: isSilent ? [] : cloud.faults,
			tally: tally.done(counting),
		}),
	);
};
