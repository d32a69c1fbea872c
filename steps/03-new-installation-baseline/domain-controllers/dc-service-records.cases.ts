import {casesFor} from '../../../src/guide/cases.ts';
import type {Controller as Record} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {forest as corp, schemaOf} from '../../case-builders/forests.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {dcServiceRecords} from './dc-service-records.ts';
import {locatorNames} from './service-records.facts.ts';

const [ldap, kerberos] = locatorNames;
type Dns = 'found' | 'not-found' | 'unknown';
const record = (prefix: string, dns: Dns, ...servers: readonly string[]) => ({name: `${prefix}.${corp}`, dns, servers: [...servers]});
const both = (...servers: readonly string[]) => [record(ldap, 'found', ...servers), record(kerberos, 'found', ...servers)];
const controller = (name: string, part: Partial<Record> = {}): Record => ({
	name,
	computer: `CN=${name},DC=corp`,
	build: 20348,
	readOnly: false,
	...part,
});
const one = `dc01.${corp}`;
const two = `dc02.${corp}`;

const given = (records: ReturnType<typeof both>, ...controllers: readonly Record[]) => ({
	records: {forests: [{forest: corp, silent: null, domains: [{domain: corp, records}]}]},
	controllers: {forests: [{forest: corp, silent: null, domains: [{domain: corp, silent: null, controllers: [...controllers]}]}]},
	head: nobodyAsked,
	scope: nobodyAsked,
});
const silence = {reason: 'timed-out' as const, detail: 'It did not answer in time.'};

export default casesFor(dcServiceRecords, {
	'each is found, however it is spelt': {given: given(both(one, `${two}.`), controller(one), controller(two.toUpperCase())), then: 'met'},
	'one has no record': {
		given: given(both(one), controller(one), controller(two)),
		then: 'caution',
		says: `${two} has no record under ${ldap}.${corp} and ${kerberos}.${corp}`,
		remedy: 'let-it-register',
	},
	'one has no record for Kerberos': {
		given: given([record(ldap, 'found', one, two), record(kerberos, 'found', one)], controller(one), controller(two)),
		then: 'caution',
		says: `${two} has no record under ${kerberos}.${corp}`,
	},
	'one has no record and does not answer': {
		given: {
			...given(both(one), controller(one), controller(two)),
			head: schemaOf({[corp]: [{server: one}, {server: two, silent: 'unreachable'}]}).head,
		},
		then: 'met',
	},
	'nobody has one': {
		given: given([record(ldap, 'not-found'), record(kerberos, 'not-found')], controller(one)),
		then: 'unmet',
		says: `no client finds ${corp}`,
		remedy: 'let-it-register',
	},
	'nobody has one for Kerberos': {
		given: given([record(ldap, 'found', one), record(kerberos, 'not-found')], controller(one)),
		then: 'unmet',
	},
	'DNS does not know the domain from here': {
		given: given([record(ldap, 'unknown'), record(kerberos, 'unknown')], controller(one)),
		then: 'inconclusive',
		remedy: 'ask-the-right-dns',
	},
	'DNS answered to one of the two questions': {
		given: given([record(ldap, 'found', one), record(kerberos, 'unknown')], controller(one)),
		then: 'inconclusive',
	},
	'a read-only one has none': {given: given(both(one), controller(one), controller(two, {readOnly: true})), then: 'met'},
	'only read-only ones, which nobody has to find': {
		given: given(both(one), controller(one, {readOnly: true})),
		then: 'empty',
		remedy: 'let-it-answer',
	},
	'a record of a server that is no domain controller': {
		given: given(both(one, `old.${corp}`), controller(one)),
		then: 'caution',
		says: `to old.${corp}, which is no domain controller`,
		remedy: 'remove-the-record',
	},
	'a controller that tells no DNS name': {given: given(both(one), controller(one), controller('DC02')), then: 'inconclusive'},
	'a domain whose controllers were not read': {
		given: {
			...given(both(one)),
			controllers: {forests: [{forest: corp, silent: null, domains: [{domain: corp, silent: silence}]}]},
		},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'a forest whose controllers were not read': {
		given: {...given(both(one)), controllers: {forests: [{forest: corp, silent: silence}]}},
		then: 'timed-out',
	},
	'a forest that does not answer': {
		given: {...given(both(one), controller(one)), records: {forests: [{forest: corp, silent: silence}]}},
		then: 'timed-out',
	},
});
