import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, deviceRule, inbound, outbound, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {forest} from '../../case-builders/forests.ts';
import type {SyncRule} from '../connect-server/connect-server.facts.ts';
import {customRules} from './custom-rules.ts';

const rules = (...all: readonly SyncRule[]) => seenServers(server({rules: [...all]}));

export default casesFor(customRules, {
	'the default rules are in use': {given: rules(inbound(), outbound(forest)), then: 'met'},
	'W07 an enabled clone without a tag carries the key': {
		given: rules(inbound(), outbound(forest, {disabled: true}), outbound(forest, {name: 'Out to AD - ours', tag: ''})),
		then: 'caution',
		says: 'Out to AD - ours',
		remedy: 'look-after-the-clone',
	},
	'W07 a clone of the inbound rule': {given: rules(inbound({tag: null}), outbound(forest)), then: 'caution'},
	'W09 default and clone are both enabled': {given: rules(inbound(), outbound(forest), outbound(forest, {tag: null})), then: 'caution'},
	'a disabled clone carries nothing': {
		given: rules(inbound(), outbound(forest), outbound(forest, {tag: null, disabled: true})),
		then: 'met',
	},
	'W03 the rule of device writeback is none for persons': {given: rules(deviceRule(forest)), then: 'not-applicable'},
	'the rules could not be read': {
		given: seenServers(server({rules: [], rulesRead: null})),
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'W21 only a staging server was seen': {
		given: seenServers(server({staging: true})),
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'W32 Connect is not installed': {given: seenServers(absentServer), then: 'not-applicable'},
	'seen three days ago': {given: seenServers(staleServer()), then: 'stale', remedy: 'bring-fresh-evidence'},
});
