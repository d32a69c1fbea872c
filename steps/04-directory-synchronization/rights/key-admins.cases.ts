import {casesFor} from '../../../src/guide/cases.ts';
import type {DomainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {contextOf, forest, usersOf} from '../../case-builders/forests.ts';
import {allows, forbids, headsOf, list, quiet, sids, unreadable, usual} from '../../case-builders/key-rights.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import type {KeyAdminGroups} from './key-admins.facts.ts';
import {keyAdmins} from './key-admins.ts';

const groupsOf = (...some: readonly (string | null)[]): KeyAdminGroups => ({
	forests: [
		{
			forest,
			silent: null,
			domains: [{domain: forest, silent: null, groups: some.map(sid => ({name: 'Hauptschlüsseladministratoren', sid}))}],
		},
	],
});
const pdc = `DC01.${forest}`;
const controllers = (build: number | null) =>
	seen<DomainControllers>({
		forests: [
			{
				forest,
				silent: null,
				domains: [
					{domain: forest, silent: null, controllers: [{name: pdc, computer: `CN=DC01,${contextOf(forest)}`, build, readOnly: false}]},
				],
			},
		],
	});
const both = groupsOf(sids.keyAdmins, sids.enterprise);
const common = {heads: headsOf(usual), controllers: controllers(20348), scope: usersOf({[forest]: 300})};

export default casesFor(keyAdmins, {
	'both are there under translated names, and may write keys': {given: {...common, groups: both}, then: 'met'},
	'neither is there, and the PDC emulator runs 2012 R2': {
		given: {...common, groups: groupsOf(), controllers: controllers(9600)},
		then: 'caution',
		says: /no group Key Admins: its PDC emulator, DC01\.corp\.contoso\.com, runs a Windows Server from before 2016 \(build 9600\)/,
		remedy: 'make-the-groups',
	},
	'the PDC emulator runs 2016, and the groups have not come yet': {
		given: {...common, groups: groupsOf(), controllers: controllers(14393)},
		then: 'caution',
		says: 'with the next start of that role',
	},
	'what the PDC emulator runs was not seen': {
		given: {...common, groups: groupsOf(), controllers: nobodyAsked},
		then: 'caution',
		says: 'was not seen',
	},
	'which controller is the PDC emulator was not said': {
		given: {...common, groups: groupsOf(), heads: headsOf(usual, {pdcEmulator: null})},
		then: 'caution',
		says: 'was not seen',
	},
	'Enterprise Key Admins is missing in the root domain': {
		given: {...common, groups: groupsOf(sids.keyAdmins)},
		then: 'caution',
		says: 'no group Enterprise Key Admins',
		remedy: 'make-the-groups',
	},
	'a group whose RID only ends alike': {
		given: {...common, groups: groupsOf(`${sids.account}526`, sids.enterprise)},
		then: 'caution',
		says: 'no group Key Admins',
	},
	'Enterprise Key Admins has full control, as the first 2016 prepared it': {
		given: {...common, groups: both, heads: headsOf(usual, {fullControl: [sids.enterprise]})},
		then: 'caution',
		says: 'full control of everything below',
		remedy: 'narrow-enterprise-key-admins',
	},
	'Key Admins has full control': {
		given: {...common, groups: both, heads: headsOf(usual, {fullControl: [sids.keyAdmins]})},
		then: 'caution',
	},
	'Enterprise Key Admins was given nothing': {
		given: {...common, groups: both, heads: headsOf(list(allows(sids.keyAdmins)))},
		then: 'caution',
	},
	'everybody is forbidden before': {
		given: {...common, groups: both, heads: headsOf(list(forbids('S-1-1-0'), ...(usual ?? [])))},
		then: 'caution',
		remedy: 'prepare-the-domain',
	},
	'somebody else has full control': {given: {...common, groups: both, heads: headsOf(usual, {fullControl: [sids.nested]})}, then: 'met'},
	'the head of the domain gives the group nothing': {
		given: {...common, groups: both, heads: headsOf(list())},
		then: 'caution',
		says: 'membership gives nothing then',
		remedy: 'prepare-the-domain',
	},
	'the head could not be read': {
		given: {...common, groups: both, heads: headsOf(unreadable)},
		then: 'inconclusive',
		remedy: 'read-the-access-list',
	},
	'the domain was silent': {
		given: {...common, groups: {forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the head of the domain was silent': {
		given: {...common, groups: both, heads: {forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}},
		then: 'unreachable',
	},
	'a forest without users in scope': {
		given: {...common, groups: groupsOf(), controllers: controllers(9600), scope: usersOf({[forest]: 0})},
		then: 'not-applicable',
	},
});
