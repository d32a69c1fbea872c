import {casesFor} from '../../../src/guide/cases.ts';
import {type Example, policies} from '../../case-builders/policies.ts';
import {dcAutoenrolment} from './dc-autoenrolment.ts';

const ou = 'Domain Controllers';
const enrol = (value: number | 'deleted' | 'unread' = 7, more: Partial<Example> = {}): Example => ({
	name: '{enrol}',
	on: [ou],
	machine: {autoenrolment: value},
	...more,
});
const off: Example = {name: '{off}', on: [ou], machine: {autoenrolment: 0x8000}};
const given = (examples: readonly Example[], more: Parameters<typeof policies>[1] = {}) => ({...policies(examples, more)});

export default casesFor(dcAutoenrolment, {
	'a policy on the Domain Controllers unit': {given: given([enrol()]), then: 'met', says: '1 domain controller enrol, update and renew'},
	'a policy on the domain': {given: given([enrol(7, {on: ['domain']})]), then: 'met'},
	'a policy on the site of the controller': {given: given([enrol(7, {on: ['site']})]), then: 'met'},
	'no policy': {given: given([]), then: 'unmet', says: 'No policy lets dc01.corp.contoso.com enrol by itself', remedy: 'let-them-enrol'},
	'a policy on another unit': {given: given([enrol(7, {on: ['Servers']})]), then: 'unmet', remedy: 'let-them-enrol'},
	'a link that is switched off': {given: given([enrol(7, {disabled: true})]), then: 'unmet', remedy: 'let-them-enrol'},
	'the half for computers switched off': {given: given([enrol(7, {flags: 2})]), then: 'unmet', remedy: 'let-them-enrol'},
	'the half for users switched off': {given: given([enrol(7, {flags: 1})]), then: 'met'},
	'a policy that the unit blocks': {given: given([enrol(7, {on: ['domain']})], {blocking: [ou]}), then: 'unmet', remedy: 'let-them-enrol'},
	'a policy that is enforced through the block': {
		given: given([enrol(7, {on: ['domain'], enforced: true}), off], {blocking: [ou]}),
		then: 'met',
	},
	'a stronger policy that switches it off': {
		given: given([enrol(), off]),
		then: 'unmet',
		says: '{off} {off} keeps dc01.corp.contoso.com from enrolling',
		remedy: 'let-them-enrol',
	},
	'a weaker policy that switches it off': {given: given([off, enrol()]), then: 'met'},
	'a stronger policy that deletes it': {
		given: given([enrol(), {name: '{del}', on: [ou], machine: {autoenrolment: 'deleted'}}]),
		then: 'unmet',
		remedy: 'let-them-enrol',
	},
	'without the box for templates': {given: given([enrol(6)]), then: 'unmet', says: 'AEPolicy 6', remedy: 'tick-both-boxes'},
	'without the box for renewing': {given: given([enrol(1)]), then: 'unmet', says: 'renew', remedy: 'tick-both-boxes'},
	'half of the box for renewing': {given: given([enrol(5)]), then: 'unmet', remedy: 'tick-both-boxes'},
	'with neither box': {given: given([enrol(0)]), then: 'unmet', remedy: 'tick-both-boxes'},
	'a value that is no number': {
		given: given([enrol('unread')]),
		then: 'inconclusive',
		says: 'no number',
		remedy: 'see-which-policy-applies',
	},
	'filtered to nobody': {given: given([enrol(7, {filter: 'nobody'})]), then: 'unmet', remedy: 'let-them-enrol'},
	'filtered to a group that nobody here read': {
		given: given([enrol(7, {filter: 'strangers'})]),
		then: 'inconclusive',
		says: 'members of S-1-5-21-1-2-3-2000',
		remedy: 'see-which-policy-applies',
	},
	'an access list that was not read': {given: given([enrol(7, {filter: 'unread'})]), then: 'inconclusive'},
	'a WMI filter': {given: given([enrol(7, {wmi: true})]), then: 'inconclusive', says: 'WMI filter', remedy: 'see-which-policy-applies'},
	'a WMI filter on what another policy sets to the same': {given: given([enrol(), enrol(7, {name: '{wmi}', wmi: true})]), then: 'met'},
	'a file that was refused': {given: given([enrol(7, {unread: 'refused'})]), then: 'inconclusive', says: 'may not be read from here'},
	'a file that was refused, of a policy that is weaker': {
		given: given([enrol(7, {name: '{other}', unread: 'refused'}), enrol()]),
		then: 'met',
	},
	'a folder outside SYSVOL': {given: given([enrol(7, {unread: 'elsewhere'})]), then: 'inconclusive', says: 'outside SYSVOL'},
	'a linked policy that cannot be found': {
		given: given([enrol(), enrol(7, {name: '{gone}', isGone: true})]),
		then: 'inconclusive',
		says: 'was not found',
	},
	'a linked policy of which nothing may be read': {
		given: given([enrol(), enrol(7, {name: '{hidden}', isHidden: true})]),
		then: 'inconclusive',
		says: 'may not be read from here',
	},
	'a domain that did not answer': {given: given([enrol()], {silent: 'timed-out'}), then: 'timed-out', remedy: 'let-it-answer'},
});
