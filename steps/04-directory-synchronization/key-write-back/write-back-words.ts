import type {SyncRule} from '../connect-server/connect-server.facts.ts';
import type {Half} from './write-back.ts';

const ruleWords = ({name, precedence}: SyncRule) => `"${name}" (precedence ${precedence})`;

/** An expression as the remedy prints it: whole, unless somebody wrote a novel. */
const expressionWords = ({flows}: SyncRule) => {
	const text = flows.find(({expression}) => expression !== null)?.expression ?? '';
	return text.length > 400 ? `${text.slice(0, 400)} ...` : text;
};

/** Why one half does not stand, in words that go on after the connector's name. `brings` is what the half does where it stands. */
const halfSays = (
	half: Half,
	{brings, into, source}: {readonly brings: string; readonly into: string; readonly source: string},
): string | null => {
	if (half.stands === true) {
		return null;
	}

	const rule = half.rule === null ? 'a rule' : ruleWords(half.rule);
	if (half.stands === 'unclear') {
		switch (half.why) {
			case 'narrowed':
				return `${rule} ${brings}, but its scope leaves people out, and who they are cannot be told from the rule`;
			case 'scope-unknown':
				return `${rule} ${brings}, but its scope stands in a shape that is not known, and an unknown scope may leave anybody out`;
			case 'expression':
				return `${rule} fills ${into} by an expression that cannot be weighed: ${expressionWords(half.rule)}`;
			case 'flow-unread':
				return `${rule} fills ${into} in a way that cannot be weighed: two flows, or a kind of flow, of merging or of link that is not known`;
			case 'tie':
				return `${rule} fills ${into} with something else and has the same precedence number as the rule that should win, and nothing says which does`;
			case 'rival':
				return `${rule} comes first and fills ${into} from another attribute wherever that one has a value`;
			case 'rival-narrowed':
				return `${rule} keeps the key from part of the users, and who they are cannot be told from the rule`;
			case 'once-for-some':
				return `${rule} is marked Apply Once for part of the users, and who they are cannot be told from the rule`;
			case 'merging':
				return `${rule} merges its values with those of another rule, and what comes of that cannot be told`;
			case 'selection-unread':
				return `the attributes selected on the connector could not be read`;
		}
	}

	switch (half.why) {
		case 'disabled':
			return `the rule that ${brings}, ${rule}, is disabled`;
		case 'overruled':
			return `${rule} wins and fills ${into} from something else`;
		case 'once':
			return `${rule} is marked Apply Once, so that only the first key of a user ever arrives`;
		case 'yields-nothing':
			return `${rule} fills ${into} by an expression that yields no key: ${half.rule === null ? '' : expressionWords(half.rule)}`;
		case 'no-flow':
			return `${rule} is of link type JoinNoFlow, which stops every flow`;
		case 'not-selected':
			return `the rule is there, but ${source} is not selected on the connector`;
		case 'selected-only':
			return `${source} is selected, but no enabled rule ${brings}`;
		case 'missing':
			return `no rule ${brings}`;
	}
};

/** Why the inbound half does not stand, in words that go on after the connector's name; null where it stands. */
export const inboundSays = (half: Half): string | null => {
	if (half.stands === false && (half.why === 'missing' || half.why === 'selected-only')) {
		return 'no rule on the Entra connector brings searchableDeviceKey in as deviceKey';
	}

	if (half.stands === false && half.why === 'not-selected') {
		return 'searchableDeviceKey is not selected on the Entra connector';
	}

	return halfSays(half, {brings: 'brings searchableDeviceKey in', into: 'deviceKey', source: 'searchableDeviceKey'});
};

/** The same of the outbound half. `device`: device writeback fakes a match by destination. */
export const outboundSays = (half: Half, device: boolean): string | null => {
	const said =
		half.stands === false && half.why === 'missing'
			? 'no rule writes msDS-KeyCredentialLink on persons, and it is not selected'
			: halfSays(half, {brings: 'writes the key on persons', into: 'msDS-KeyCredentialLink', source: 'msDS-KeyCredentialLink'});
	const isFaked = half.stands === false && ['disabled', 'missing', 'selected-only'].includes(half.why);
	return said !== null && isFaked && device
		? `${said}; device writeback writes that attribute on devices, which is no help to persons`
		: said;
};

/** The heading of key-write-back.md for each reason; the others are mended by refreshing the schema, at its time. */
export const remedies: Readonly<Partial<Record<Exclude<Half, {stands: true}>['why'], string>>> = {
	disabled: 'enable-the-rule',
	overruled: 'remove-the-winning-rule',
	rival: 'remove-the-winning-rule',
	'rival-narrowed': 'remove-the-winning-rule',
	tie: 'remove-the-winning-rule',
	'no-flow': 'remove-the-winning-rule',
	merging: 'remove-the-winning-rule',
	once: 'apply-it-every-time',
	'once-for-some': 'apply-it-every-time',
	'yields-nothing': 'carry-the-whole-key',
	expression: 'report-the-expression',
	'flow-unread': 'report-the-expression',
	narrowed: 'widen-the-scope',
	'scope-unknown': 'widen-the-scope',
	'selection-unread': 'bring-connect-evidence',
};
