import {isSameGuid, isSameName} from '../../identity.ts';
import type {Connector, ConnectServer, Flow, SyncRule} from '../connect-server/connect-server.facts.ts';
import {isKnownExpression, yieldOf} from './expression-yield.ts';
import {isScopeOperator} from './scope-operators.ts';

/** One flow of the chain: which rule should fill the destination from the source. */
export type Wanted = {
	readonly direction: 'inbound' | 'outbound';
	readonly connector: Connector;
	/** Object types of the rule, source and target. */
	readonly from: string;
	readonly to: string;
	readonly source: string;
	readonly destination: string;
};

/** Which rule fills the destination for everybody, or why none does, or why nobody can say (W05, W06, W49 to W54). */
export type Winner =
	| {readonly stands: true; readonly rule: SyncRule}
	| {
			readonly stands: false;
			readonly why: 'missing' | 'disabled' | 'overruled' | 'once' | 'yields-nothing' | 'no-flow';
			/** The rule that is switched off, that wins with another value, or that flows only once or not at all. */
			readonly rule: SyncRule | null;
	  }
	/** Read, but it decides nothing. */
	| {
			readonly stands: 'unclear';
			readonly why:
				| 'narrowed'
				| 'scope-unknown'
				| 'expression'
				| 'tie'
				| 'rival'
				| 'rival-narrowed'
				| 'once-for-some'
				| 'merging'
				| 'flow-unread';
			readonly rule: SyncRule;
	  };

/** What an enabled rule does to the destination where it applies. */
type Effect = 'carries' | 'carries-once' | 'none' | 'stops' | 'no-flow' | 'fills-otherwise' | 'never' | 'expression' | 'flow-unread';

type Rule = {readonly rule: SyncRule; readonly effect: Effect; readonly covers: 'everybody' | 'some' | 'unknown'; readonly merges: boolean};

const linkTypes = ['Join', 'Provision', 'StickyJoin'];
const mergeTypes = ['Merge', 'MergeCaseInsensitive'];

/** Empty, or one group of nothing but `sourceAnchor ISNOTNULL`; an unknown operator makes the whole scope unknown (W08, W54). */
const coverage = ({scope}: SyncRule): Rule['covers'] => {
	if (scope === null || scope.some(group => group.some(({operator}) => !isScopeOperator(operator)))) {
		return 'unknown';
	}

	const isWidest = scope.some(group =>
		group.every(({attribute, operator}) => isSameName(attribute, 'sourceAnchor') && isSameName(operator, 'ISNOTNULL')),
	);
	return scope.length === 0 || isWidest ? 'everybody' : 'some';
};

const isNoFlow = ({linkType}: SyncRule) => isSameName(linkType, 'JoinNoFlow');

/** Whether a rule stands where the wanted one should: same connector, same object types. */
const isInPlace = (rule: SyncRule, {connector, from, to}: Wanted) =>
	isSameGuid(rule.connector, connector.id) && isSameName(rule.sourceType, from) && isSameName(rule.targetType, to);

const effectOfFlow = (flow: Flow, wanted: Wanted, inPlace: boolean): Effect => {
	if (flow.constant !== null) {
		return 'stops';
	}

	if (flow.expression === null || flow.expression.trim() === '') {
		return inPlace && flow.sources.length === 1 && isSameName(flow.sources[0], wanted.source) ? 'carries' : 'fills-otherwise';
	}

	if (inPlace && isKnownExpression(wanted.destination, flow.expression)) {
		return 'carries';
	}

	switch (yieldOf(flow.expression, inPlace ? wanted.source : null, wanted.direction === 'inbound')) {
		case 'whole':
			return 'carries';
		case 'nothing':
			return 'none';
		case 'stop':
			return 'stops';
		case 'never':
			return 'never';
		case 'unclear':
			return 'expression';
	}
};

const weighed = (rule: SyncRule, wanted: Wanted): Rule => {
	const flows = rule.flows.filter(({destination}) => isSameName(destination, wanted.destination));
	const [flow] = flows;
	const inPlace = isInPlace(rule, wanted);
	const covers = coverage(rule);
	if (isNoFlow(rule)) {
		return {rule, effect: inPlace ? 'no-flow' : 'none', covers, merges: false};
	}

	const isUnread =
		flow === undefined ||
		flows.length > 1 ||
		(rule.linkType !== null && !linkTypes.some(type => isSameName(type, rule.linkType))) ||
		(flow.mergeType !== null && ![...mergeTypes, 'Update'].some(type => isSameName(type, flow.mergeType))) ||
		flow.executeOnce === null;
	if (isUnread) {
		return {rule, effect: 'flow-unread', covers, merges: false};
	}

	const effect = effectOfFlow(flow, wanted, inPlace);
	return {
		rule,
		// What flows only once, whatever it is, keeps the attribute from then on.
		effect: flow.executeOnce && effect === 'carries' ? 'carries-once' : effect,
		covers,
		merges: mergeTypes.some(type => isSameName(type, flow.mergeType)),
	};
};

/** Whether a rule takes part: in the metaverse all connectors and source types compete, in a forest the rules of its connector. */
const competes = (rule: SyncRule, server: ConnectServer, wanted: Wanted): boolean => {
	const isOfConnector =
		wanted.direction === 'outbound'
			? isSameGuid(rule.connector, wanted.connector.id)
			: // A rule of a connector that is gone counts for nothing (W14).
				server.connectors.some(({id}) => isSameGuid(id, rule.connector));
	return (
		isSameName(rule.direction, wanted.direction) &&
		isOfConnector &&
		isSameName(rule.targetType, wanted.to) &&
		(isNoFlow(rule) || rule.flows.some(({destination}) => isSameName(destination, wanted.destination)))
	);
};

/** What a rival does to the rule that should win; null where it does no harm. `isBefore`: its number is lower, not the same. */
const harm = ({rule, effect, covers, merges}: Rule, isBefore: boolean, {direction}: Wanted): Winner | null => {
	if (effect === 'carries' || effect === 'none' || (merges && effect !== 'carries-once')) {
		return null;
	}

	const beats =
		effect === 'stops' || effect === 'no-flow' || effect === 'carries-once' || (effect === 'fills-otherwise' && direction === 'outbound');
	if (beats && isBefore && covers === 'everybody') {
		return {stands: false, why: effect === 'carries-once' ? 'once' : effect === 'no-flow' ? 'no-flow' : 'overruled', rule};
	}

	if (effect === 'expression' || effect === 'flow-unread') {
		return {stands: 'unclear', why: effect, rule};
	}

	if (effect === 'carries-once') {
		return {stands: 'unclear', why: 'once-for-some', rule};
	}

	return {stands: 'unclear', why: !isBefore ? 'tie' : covers === 'everybody' ? 'rival' : 'rival-narrowed', rule};
};

const worst = (harms: readonly Winner[]): Winner | undefined => harms.find(({stands}) => stands === false) ?? harms[0];

/** Nothing carries the key for everybody: why, worst first, but for what may carry it all the same. */
const nothingCarries = (enabled: readonly Rule[], disabled: readonly Rule[], wanted: Wanted): Winner => {
	const inPlace = enabled.filter(({rule}) => isInPlace(rule, wanted));
	const possible = inPlace.find(({effect}) => effect === 'carries' || effect === 'expression' || effect === 'flow-unread');
	if (possible !== undefined) {
		const before = enabled.filter(({rule}) => rule.precedence < possible.rule.precedence);
		const condemned = worst(before.flatMap(rival => harm(rival, true, wanted) ?? []));
		if (condemned?.stands === false) {
			return condemned;
		}

		const {effect, covers, rule} = possible;
		const why = effect === 'expression' || effect === 'flow-unread' ? effect : covers === 'unknown' ? 'scope-unknown' : 'narrowed';
		return {stands: 'unclear', why, rule};
	}

	const of = (...effects: readonly Effect[]) => inPlace.find(({effect}) => effects.includes(effect))?.rule;
	const whys = [
		['once', of('carries-once')],
		['no-flow', of('no-flow')],
		['overruled', of('stops', 'fills-otherwise')],
		['yields-nothing', of('none', 'never')],
		['disabled', disabled.find(({effect}) => effect === 'carries')?.rule],
	] as const;
	const [why, rule] = whys.find(([, found]) => found !== undefined) ?? [];
	return why === undefined || rule === undefined ? {stands: false, why: 'missing', rule: null} : {stands: false, why, rule};
};

/** How the rules for one flow stand. The lowest precedence number wins; what a rival flows decides what it does. */
export const winnerOf = (server: ConnectServer, wanted: Wanted): Winner => {
	const rules = server.rules.filter(rule => competes(rule, server, wanted)).toSorted((a, b) => a.precedence - b.precedence);
	const enabled = rules.filter(({disabled}) => !disabled).map(rule => weighed(rule, wanted));
	const carrier = enabled.find(({effect, covers}) => effect === 'carries' && covers === 'everybody');
	if (carrier === undefined) {
		const disabled = rules.filter(rule => rule.disabled && isInPlace(rule, wanted)).map(rule => weighed(rule, wanted));
		return nothingCarries(enabled, disabled, wanted);
	}

	const rivals = enabled.filter(one => one !== carrier && one.rule.precedence <= carrier.rule.precedence);
	const harmed = worst(rivals.flatMap(rival => harm(rival, rival.rule.precedence < carrier.rule.precedence, wanted) ?? []));
	if (harmed !== undefined) {
		return harmed;
	}

	// JoinNoFlow stops every flow of whom it covers; that a higher number spares them is documented nowhere.
	const later = enabled.find(one => one.effect === 'no-flow');
	if (later !== undefined) {
		return {stands: 'unclear', why: 'rival-narrowed', rule: later.rule};
	}

	const others = enabled.find(one => one !== carrier && one.effect !== 'none' && one.effect !== 'carries');
	return carrier.merges && others !== undefined
		? {stands: 'unclear', why: 'merging', rule: carrier.rule}
		: {stands: true, rule: carrier.rule};
};
