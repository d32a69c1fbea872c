import {casesFor} from '../../src/guide/cases.ts';
import {nobodyAsked, seen} from '../case-builders/witnesses.ts';
import {trustsWeighed} from './trusts-weighed.ts';

const domain = 'corp.contoso.com';
const kerberos = (computer: boolean, account: boolean) => ({
	forests: [{forest: domain, silent: null, domains: [{domain, silent: null, computer, account}]}],
});
const clients = (...kinds: (readonly [build: number | null, computers: number, recent?: boolean])[]) =>
	seen({
		forests: [
			{
				forest: domain,
				silent: null,
				domains: [
					{
						domain,
						silent: null,
						kinds: kinds.map(([build, computers, recent = true]) => ({system: 'windows' as const, build, recent, computers})),
					},
				],
			},
		],
	});
const controllers = (...builds: (number | null)[]) =>
	seen({
		forests: [
			{
				forest: domain,
				silent: null,
				domains: [
					{
						domain,
						silent: null,
						controllers: builds.map((build, at) => ({name: `dc0${at}.${domain}`, computer: `CN=DC0${at},DC=corp`, build, readOnly: false})),
					},
				],
			},
		],
	});
const nobody = {clients: nobodyAsked, controllers: nobodyAsked};
const silent = {reason: 'timed-out', detail: 'It did not answer in time.'} as const;

export default casesFor(trustsWeighed, {
	'Entra Kerberos is set up, and every client new enough': {
		given: {kerberos: kerberos(true, true), clients: clients([26100, 40]), controllers: controllers(20348, 9600)},
		then: 'met',
		says: 'For cloud Kerberos trust: Entra Kerberos is set up in corp.contoso.com. Cloud Kerberos trust would do: all 40 clients',
	},
	'clients that are too old for cloud Kerberos trust': {
		given: {kerberos: kerberos(false, false), clients: clients([26100, 40], [19043, 2], [7601, 9, false]), controllers: controllers(20348)},
		then: 'met',
		says: 'For key trust: 2 clients of 42 are older than Windows 10 21H2',
	},
	'the first client that will do for both': {
		given: {...nobody, kerberos: kerberos(false, false), clients: clients([19044, 1])},
		then: 'met',
		says: 'would do',
	},
	'one object of two': {
		given: {...nobody, kerberos: kerberos(true, false)},
		then: 'caution',
		says: 'half there',
		remedy: 'complete-it-or-take-it-away',
	},
	'no clients': {
		given: {...nobody, kerberos: kerberos(false, true), clients: clients()},
		then: 'caution',
		says: 'only krbtgt_AzureAD',
		remedy: 'complete-it-or-take-it-away',
	},
	'a controller whose build is not told': {
		given: {...nobody, kerberos: kerberos(false, false), controllers: controllers(null, 14393)},
		then: 'met',
		says: '1 of 1',
	},
	'a domain that did not answer': {
		given: {...nobody, kerberos: {forests: [{forest: domain, silent: null, domains: [{domain, silent}]}]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'a forest that did not answer': {
		given: {...nobody, kerberos: {forests: [{forest: domain, silent}]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
