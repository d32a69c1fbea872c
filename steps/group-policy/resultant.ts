import type {Setting, SettingName} from './policy-settings.ts';
import type {Reaching} from './reach.ts';
import {type Has, hasRight, type Is, type PolicyAccess, type Who} from './trustees.ts';

/** What one half of a policy sets; null where it was not read, and then why. */
export type Half = {readonly settings: Readonly<Partial<Record<SettingName, Setting>>> | null; readonly why: string};

/** A Group Policy object with all that decides whether it applies. */
export type Policy = {
	/** Its shown name and its id, as a sentence calls it. */
	readonly title: string;
	/** DNS name of the domain that it is of. */
	readonly domain: string;
	/** Its `flags` (MS-GPOL 2.2.4); null where they were not read. */
	readonly flags: number | null;
	/** Its version of function; a client reads no other than 2 (MS-GPOL 3.2.5.1.6). Null where it was not read. */
	readonly functionality: number | null;
	/** Whether it has a WMI filter, which only the computer itself can evaluate. */
	readonly isFilteredByWmi: boolean;
	readonly access: readonly PolicyAccess[] | null;
	readonly machine: Half;
	readonly user: Half;
};

/** Which half applies, to whom. The computer at which a user signs in has to read the policy too (MS16-072, KB 3163622). */
export type Subject =
	| {readonly half: 'machine'; readonly who: Who; readonly isSiteKnown: boolean}
	| {readonly half: 'user'; readonly who: Who; readonly at: Who; readonly isSiteKnown: boolean};

/** Whether a policy applies, and what that hangs on. */
type Applies = {readonly applies: Is; readonly because: string};

const userHalfOff = 1;
const machineHalfOff = 2;

const order: readonly Is[] = ['no', 'unknown', 'yes'];

const ofRight = ({has, hangsOn}: Has, verb: string): Applies => ({
	applies: has,
	because:
		has === 'no'
			? `they may not ${verb} it`
			: hangsOn.length === 0
				? `who may ${verb} it was not seen`
				: `whether they may ${verb} it hangs on members of ${hangsOn.join(', ')}`,
});

/** Whether a policy that is linked applies to somebody. */
const appliesTo = (policy: Policy, subject: Subject): Applies => {
	const {flags, functionality, access, isFilteredByWmi} = policy;
	if (functionality !== null && functionality !== 2) {
		return {applies: 'no', because: 'it is of another version of Group Policy'};
	}

	if (flags !== null && (flags & (subject.half === 'user' ? userHalfOff : machineHalfOff)) !== 0) {
		return {applies: 'no', because: `its half for ${subject.half === 'user' ? 'users' : 'computers'} is switched off`};
	}

	const parts: readonly Applies[] = [
		ofRight(hasRight(access, 'apply', subject.who), 'apply'),
		ofRight(hasRight(access, 'read', subject.who), 'read'),
		...(subject.half === 'user'
			? [{...ofRight(hasRight(access, 'read', subject.at), 'read'), because: 'their computers may not be allowed to read it'}]
			: []),
		...(flags === null || functionality === null
			? [{applies: 'unknown' as const, because: 'whether it is switched off was not seen'}]
			: []),
		...(isFilteredByWmi ? [{applies: 'unknown' as const, because: 'it has a WMI filter, which only a computer can evaluate'}] : []),
	];
	const worst = order.find(is => parts.some(({applies}) => applies === is)) ?? 'yes';
	return parts.find(({applies}) => applies === worst) ?? {applies: 'yes', because: ''};
};

/** A policy that may set a value, which then would be stronger than what was found. `value` is null where what it sets is unknown. */
export type Doubt = {readonly policy: string; readonly value: number | 'deleted' | null; readonly because: string};

/** The value that is in force beyond doubt, and the policy that sets it; null where none does. */
export type Resultant = {readonly value: number | null; readonly policy: string | null; readonly doubts: readonly Doubt[]};

/** Finds a policy by its distinguished name; null where nothing of it was read. */
export type PolicyAt = (dn: string) => Policy | null;

type Step = {readonly done: Resultant | null; readonly doubt: Doubt | null};

const stepOf = (link: Reaching, policyAt: PolicyAt, subject: Subject, name: SettingName): Step => {
	const policy = policyAt(link.policy);
	if (policy === null) {
		const because = 'it is linked and was not found: it is deleted, or may not be read from here';
		return {done: null, doubt: {policy: link.policy, value: null, because}};
	}

	const half = policy[subject.half];
	const setting = half.settings?.[name];
	const known = appliesTo(policy, subject);
	if (known.applies === 'no' || (half.settings !== null && setting === undefined)) {
		return {done: null, doubt: null};
	}

	const here: Applies =
		link.ofSite && !subject.isSiteKnown ? {applies: 'unknown', because: `it is linked to the site ${link.from}`} : known;
	if (setting === undefined || setting === 'unread') {
		return {done: null, doubt: {policy: policy.title, value: null, because: setting === 'unread' ? 'its value is no number' : half.why}};
	}

	if (here.applies === 'unknown') {
		return {done: null, doubt: {policy: policy.title, value: setting, because: here.because}};
	}

	return {done: {value: setting === 'deleted' ? null : setting, policy: policy.title, doubts: []}, doubt: null};
};

/** What is in force of one value, of all the links that reach somebody (the weakest first): the strongest that applies beyond doubt, and what may be stronger. */
export const resultant = (links: readonly Reaching[], policyAt: PolicyAt, subject: Subject, name: SettingName): Resultant => {
	const doubts: Doubt[] = [];
	for (const link of links.toReversed()) {
		const {done, doubt} = stepOf(link, policyAt, subject, name);
		if (done !== null) {
			return {...done, doubts};
		}

		if (doubt !== null) {
			doubts.push(doubt);
		}
	}

	return {value: null, policy: null, doubts};
};
