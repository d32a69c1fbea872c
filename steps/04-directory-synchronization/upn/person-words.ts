import {declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {counted, listed} from '../../directory.ts';
import {spelledOut} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';
import {isListWhole, networkErrorOf} from './cloud-list.ts';
import type {PersonClass} from './person.ts';
import type {Persons} from './persons.facts.ts';

type Group = Persons['groups'][number];

/** What is wrong with persons of a class, in words that fit one and many, and what to do; null for those that may pass, or of whom too little was seen. */
const classSays: Readonly<Record<PersonClass, {readonly remedy: string; readonly words: string} | null>> = {
	same: null,
	carried: null,
	'written-otherwise': null,
	unread: null,
	changed: null,
	'cloud-unseen': null,
	several: {remedy: 'make-it-one-object', words: 'more than one user of Entra ID has the SID'},
	absent: {remedy: 'synchronise-them', words: 'not in Entra ID, so not synchronised'},
	'cloud-namesake': {remedy: 'synchronise-them', words: 'not synchronised; a cloud-only user of the same name is another object'},
	'other-sid': {remedy: 'synchronise-them', words: 'in Entra ID under another SID, as after a move between forests'},
	'no-longer-synced': {remedy: 'synchronise-them', words: 'synchronised once, and not any more: Entra ID takes it for a cloud user'},
	'carried-twice': {
		remedy: 'make-the-name-unique',
		words: 'onPremisesUserPrincipalName is shared with another user, which is not supported',
	},
	quarantined: {remedy: 'make-the-name-unique', words: 'another object holds the UPN already, so Entra ID gave another'},
	'initial-domain': {remedy: 'wait-for-the-new-name', words: "the name in Entra ID stands on the tenant's initial domain"},
	'prefix-differs': {
		remedy: 'carry-the-upn',
		words: 'the two names differ before the @, and onPremisesUserPrincipalName does not carry the on-premises UPN',
	},
	'suffix-differs': {
		remedy: 'carry-the-upn',
		words: 'the two names differ after the @, and onPremisesUserPrincipalName does not carry the on-premises UPN',
	},
	'illegal-prefix': {remedy: 'repair-the-name', words: 'a character or a length before the @ that Entra ID does not take'},
};

/** Of these only a whole list can say so. */
const needsWholeList: readonly PersonClass[] = ['absent', 'cloud-namesake', 'other-sid'];

/** Classes whose names are told apart by letters that may look alike. */
const byLetters: readonly PersonClass[] = ['prefix-differs', 'suffix-differs', 'illegal-prefix', 'written-otherwise'];

/** Whether a person of a group is not met, whatever its suffix is. */
export const isStray = (persons: Persons, {class: own}: Group): boolean =>
	classSays[own] !== null && !(needsWholeList.includes(own) && !isListWhole(persons));

/** One account as an example: with both names, letter by letter, where letters outside ASCII are what tells them apart. */
const exampleOf = (own: PersonClass, {name, upn, cloudUpn}: Group['names'][number]): string => {
	const isPlain = [upn, cloudUpn ?? ''].every(text => /^[\x21-\x7e]*$/.test(text));
	return isPlain || !byLetters.includes(own)
		? name
		: `${name}: ${spelledOut(upn)} here, ${cloudUpn === null ? 'nothing' : spelledOut(cloudUpn)} in Entra ID`;
};

const personVerdict = (persons: Persons, group: Group, name: string): Verdict => {
	const examples = listed(
		group.names.map(each => exampleOf(group.class, each)),
		3,
	);
	const among = examples === '' ? '' : ` (${examples})`;
	const said = classSays[group.class];
	if (said !== null) {
		return isStray(persons, group)
			? unmet(said.remedy, `${name}: ${said.words}${among}.`)
			: declined(
					'incomplete',
					'read-the-whole-list',
					`${name}: not found among the users that came from Entra ID, which may not be all${among}.`,
				);
	}

	switch (group.class) {
		case 'unread': {
			const property = group.unread ?? 'a property that decides';
			const what = property === 'objectSid' ? 'no SID was read of the account' : networkErrorOf(persons, property);
			const isWrong = persons.cloudFaults.some(({field, wrong}) => field === property && wrong > 0);
			return declined(isWrong ? 'malformed' : 'inconclusive', 'read-every-property', `${name}: not compared, because ${what}.`);
		}

		case 'changed':
			return declined(
				'inconclusive',
				'read-the-whole-list',
				`${name}: changed in Entra ID while the list was read, and came with different values.`,
			);
		case 'written-otherwise':
			return declined(
				'inconclusive',
				'use-an-ascii-suffix',
				`${name}: the suffix is written in letters on one side and as an A-label on the other, and nobody can say whether that is one name${among}.`,
			);
		case 'cloud-unseen':
			return declined('not-signed-in', 'sign-in', `What Entra ID holds for ${name} was not seen.`);
		case 'same':
			return met(`${name}: the same name in both places.`);
		default:
			return met(`${name}: onPremisesUserPrincipalName carries the on-premises one.`);
	}
};

/** The verdict on the persons of one group, suffix aside. */
export const personPart = (persons: Persons, group: Group): Part => {
	const name = `${counted(group.count, 'user')} on ${group.suffix}`;
	return {name, verdict: personVerdict(persons, group, name)};
};
