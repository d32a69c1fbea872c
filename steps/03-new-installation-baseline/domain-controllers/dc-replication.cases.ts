import {casesFor} from '../../../src/guide/cases.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {dcReplication} from './dc-replication.ts';

const silence = {reason: 'timed-out' as const, detail: 'It did not answer in time.'};
const now = '2026-11-22T09:00:00Z';
const idOf = (name: string) => `0000000${name.slice(-1)}-0000-4000-8000-000000000000`;
const source = (name: string, part: {readonly readOnly?: boolean; readonly database?: string | null} = {}) => ({
	server: `${name}.${corp}`,
	readOnly: false,
	database: idOf(name),
	...part,
});
/** A controller with what it last heard of others; null: it does not show it. */
const hearer = (name: string, heard: Readonly<Record<string, string | null>> | null) => ({
	server: `${name.toUpperCase()}.${corp}`,
	silent: null,
	heard: heard === null ? null : Object.entries(heard).map(([other, at]) => ({database: idOf(other).toUpperCase(), at})),
});
const quiet = (name: string) => ({server: `${name}.${corp}`, silent: silence, heard: null});

const given = (
	sources: ReturnType<typeof source>[],
	hearers: (ReturnType<typeof hearer> | ReturnType<typeof quiet>)[],
	at: string | null = now,
) => ({
	databases: {forests: [{forest: corp, silent: null, controllers: sources}]},
	vectors: {forests: [{forest: corp, silent: null, controllers: hearers}]},
	clock: {forests: [{forest: corp, silent: null, forestLevel: 7, at}]},
});
const two = [source('dc1'), source('dc2')];
const fresh = '2026-11-22T08:50:00Z';

export default casesFor(dcReplication, {
	'each heard of the other ten minutes ago': {
		given: given(two, [hearer('dc1', {dc2: fresh}), hearer('dc2', {dc1: fresh, dc9: '2020-01-01T00:00:00Z'})]),
		then: 'met',
		says: '2 domain controllers, each with everything from the others',
	},
	'one heard of the other a day ago': {
		given: given(two, [hearer('dc1', {dc2: '2026-11-21T09:00:00Z'}), hearer('dc2', {dc1: fresh})]),
		then: 'met',
	},
	'one heard of the other a day and a second ago': {
		given: given(two, [hearer('dc1', {dc2: '2026-11-21T08:59:59Z'}), hearer('dc2', {dc1: fresh})]),
		then: 'caution',
		says: `last had everything from dc2.${corp} 24 h ago`,
		remedy: 'mend-replication',
	},
	'one heard of the other three weeks ago': {
		given: given(two, [hearer('dc1', {dc2: '2026-11-01T09:00:00Z'}), hearer('dc2', {dc1: fresh})]),
		then: 'unmet',
		says: '21 days ago',
		remedy: 'mend-replication',
	},
	'one never heard of the other': {
		given: given(two, [hearer('dc1', {dc2: fresh}), hearer('dc2', {})]),
		then: 'caution',
		says: 'has never had anything from',
		remedy: 'wait-for-the-first',
	},
	'one heard of the other at a time that it does not tell': {
		given: given(two, [hearer('dc1', {dc2: null}), hearer('dc2', {dc1: fresh})]),
		then: 'inconclusive',
	},
	'one does not show it': {
		given: given(two, [hearer('dc1', null), hearer('dc2', {dc1: fresh})]),
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'one whose database has no id': {
		given: given([source('dc1'), source('dc2', {database: null})], [hearer('dc1', {}), hearer('dc2', {dc1: fresh})]),
		then: 'inconclusive',
	},
	'nobody hears of one that does not answer: another check names it': {
		given: given(
			[...two, source('dc3')],
			[hearer('dc1', {dc2: fresh, dc3: '2024-01-01T00:00:00Z'}), hearer('dc2', {dc1: fresh}), quiet('dc3')],
		),
		then: 'met',
	},
	'nobody has to hear of a read-only one, and it hears of the others': {
		given: given([source('dc1'), source('dc2', {readOnly: true})], [hearer('dc1', {}), hearer('dc2', {dc1: fresh})]),
		then: 'met',
	},
	'of two, one alone answers': {given: given(two, [hearer('dc1', {dc2: fresh}), quiet('dc2')]), then: 'empty', remedy: 'let-it-answer'},
	'one domain controller': {given: given([source('dc1')], [hearer('dc1', null)]), then: 'met', says: 'there is nothing to replicate'},
	'nobody knows the time': {given: given(two, [hearer('dc1', {dc2: fresh}), hearer('dc2', {dc1: fresh})], null), then: 'inconclusive'},
	'a forest whose databases were not listed': {
		given: {...given(two, [hearer('dc1', {dc2: fresh})]), databases: {forests: [{forest: corp, silent: silence}]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
