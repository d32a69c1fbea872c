import {declined} from '../../../src/guide/finding.ts';
import {grouped} from '../../../src/guide/plain-order.ts';
import {isWholeList} from '../../../src/guide/whole-list.ts';
import {counted} from '../../directory.ts';
import type {Part} from '../../worst-first.ts';
import type {Persons} from './persons.facts.ts';

/** What is known of the tenant's list of users. */
type List = Pick<Persons, 'cloudSilent' | 'cloudList' | 'cloudFaults'>;

/** Properties that decide whether a user of Entra ID is somebody in scope, and whether the only one; with the kind of value that each is. */
const deciding: Readonly<Record<string, string>> = {
	id: 'text',
	onPremisesSecurityIdentifier: 'text or null',
	userPrincipalName: 'text',
	onPremisesUserPrincipalName: 'text or null',
	onPremisesSyncEnabled: 'true, false or null, without quotes',
};

/** Without these nobody can be told to be absent from a list, or to stand in it once. */
const joining = ['id', 'onPremisesSecurityIdentifier'];

/** Whether all users of the tenant came, each with what it is found by: only then is anybody absent, or the only one (B64, B65). */
export const isListWhole = ({cloudList, cloudFaults}: List): boolean =>
	cloudList !== null && isWholeList(cloudList) && !cloudFaults.some(({field}) => joining.includes(field));

const shortWords = (list: Persons['cloudList']): string => {
	const said = list?.said.filter(count => count !== null).toSorted((a, b) => a - b) ?? [];
	const [least, most = least] = said;
	if (list === null || least === undefined || most === undefined) {
		return 'Graph did not say how many users the tenant holds, so nobody can tell whether all of them came.';
	}

	if (isWholeList({...list, endsFull: false})) {
		return 'The last page of users was full and named no next one, so nobody can tell whether more users were to come.';
	}

	const users = least === most ? counted(least, 'user') : `${grouped(least)} to ${counted(most, 'user')}`;
	return `Graph says that the tenant holds ${users}, and ${grouped(list.read)} came.`;
};

/** A fault of one property, in words. `belongs` is the kind of value that it is. */
const faultWords = ({field, missing, wrong}: Persons['cloudFaults'][number], belongs: string): string =>
	[
		missing > 0 ? [`${field} did not come back for ${counted(missing, 'user')} of Entra ID, and missing is not empty`] : [],
		wrong > 0
			? [`Graph gives ${field} of ${counted(wrong, 'user')} as another kind of value than ${belongs}, and nothing was taken from it`]
			: [],
	]
		.flat()
		.join('; ')
		.concat('.');

/** What a property that was not read is called in a sentence. */
export const networkErrorOf = ({cloudFaults}: List, field: string): string => {
	const fault = cloudFaults.find(each => each.field === field);
	return fault === undefined || fault.wrong === 0
		? `${field} did not come back`
		: `${field} came as another kind of value than ${deciding[field] ?? 'belongs there'}`;
};

/** What keeps the tenant's list of users from being believed: how much of it came, and which properties did not. Nothing where it was silent, or is whole. */
export const listTroubles = (list: List): readonly Part[] => {
	if (list.cloudSilent !== null) {
		return [];
	}

	const faults = list.cloudFaults.flatMap((fault): readonly Part[] => {
		const belongs = deciding[fault.field];
		const reason = fault.wrong > 0 ? 'malformed' : 'inconclusive';
		return belongs === undefined ? [] : [{name: fault.field, verdict: declined(reason, 'read-every-property', faultWords(fault, belongs))}];
	});
	if (list.cloudList !== null && isWholeList(list.cloudList)) {
		return faults;
	}

	const because = `${shortWords(list.cloudList)} Those who came are judged; whether anybody is missing there, or stands there twice, was not seen.`;
	return [{name: 'the list of users', verdict: declined('incomplete', 'read-the-whole-list', because)}, ...faults];
};

/** The same for a property that decides nothing about the names, but something else that is asked: null where nothing is wrong with it. */
export const faultIn = ({cloudFaults}: List, field: string, belongs: string): string | null => {
	const fault = cloudFaults.find(each => each.field === field);
	return fault === undefined ? null : faultWords(fault, belongs);
};
