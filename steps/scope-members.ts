import {z} from 'zod';
import {type DirectoryAnswer, type Stranger, strangerKinds} from '../src/guide/answer.ts';
import type {Witness} from '../src/guide/check.ts';
import {declined} from '../src/guide/finding.ts';
import {counted, listed} from './directory.ts';
import {comparableDnsName, isSameDnsName} from './identity.ts';
import type {Part} from './worst-first.ts';

/** A member of the scope group that no account stands for, as facts carry it. */
export const strangerSchema = z.strictObject({member: z.string(), kind: z.enum(strangerKinds), of: z.string().nullable()});

/** Of an answer to a query for users in scope: the group asked for, how many bear its name, and its members that no account stands for. */
export const scopeGroupIn = (answer: unknown) => {
	const {scopeGroup} = answer as DirectoryAnswer;
	return {group: scopeGroup?.asked ?? null, groupMatches: scopeGroup?.matches ?? null, strangers: [...(scopeGroup?.strangers ?? [])]};
};

/** Members of the scope group that live in one domain, or of whom no domain is known (`of` null). */
type Lot = {readonly kind: Stranger['kind']; readonly of: string | null; readonly members: readonly string[]};

/** Strangers of some kinds, put together by the domain that they are of; in an order of its own, whatever theirs is. */
export const lotsOf = (strangers: readonly Stranger[], ...kinds: readonly Stranger['kind'][]): readonly Lot[] => {
	const keyOf = ({kind, of}: Stranger) => `${kind} ${of === null ? '' : comparableDnsName(of)}`;
	const lots = [
		...Map.groupBy(
			strangers.filter(({kind}) => kinds.includes(kind)),
			keyOf,
		),
	].sort(([a], [b]) => (a < b ? -1 : 1));
	return lots.flatMap(([, own]) => own.slice(0, 1).map(({kind, of}) => ({kind, of, members: own.map(({member}) => member).sort()})));
};

const sentenceOf = ({kind, of, members}: Lot): string => {
	const who = counted(members.length, 'member');
	const verb = members.length === 1 ? 'lives' : 'live';
	const which = listed(members, 3);
	switch (kind) {
		case 'trusted':
			return `${who} of the scope group ${verb} in ${of}, which is trusted and was not asked: ${which}.`;
		case 'unread':
			return `${who} of the scope group could not be read${of === null ? '' : ` in ${of}`}: ${which}.`;
		default:
			return `${who} of the scope group ${verb} in a forest that nobody asked and no trust names: ${which}.`;
	}
};

/** The remedy for members that nobody has seen: a heading of the page of every check that says so. */
const membersRemedy = 'ask-where-the-members-live';

/**
 * What was not seen of the scope group: members in forests that were not asked, and those that could not be read (A22, B51, W62).
 * A SID that is no person, and one that its own domain does not know any more, are nobody who could sign in; a neighbour names them.
 */
export const unseenMembers = (strangers: readonly Stranger[]): readonly Part[] =>
	lotsOf(strangers, 'trusted', 'unknown', 'unread').map(lot => ({
		name: lot.of === null ? 'members of the scope group' : `members in ${lot.of}`,
		verdict: declined('inconclusive', membersRemedy, sentenceOf(lot)),
	}));

/** Members in forests that nobody judges: `judged` are the names of those that are, for whom their forest speaks. */
export const membersElsewhere = (
	members: Witness<{readonly strangers: readonly Stranger[]}>,
	judged: readonly string[],
): readonly Part[] =>
	members.seen
		? unseenMembers(members.facts.strangers.filter(({kind, of}) => kind !== 'trusted' || !judged.some(name => isSameDnsName(name, of))))
		: [
				{
					name: 'members of the scope group',
					verdict: declined(
						members.reason,
						membersRemedy,
						`Whether the scope group holds members of other forests was not seen. ${members.detail}`,
					),
				},
			];
