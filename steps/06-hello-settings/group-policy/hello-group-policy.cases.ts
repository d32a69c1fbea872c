import {casesFor} from '../../../src/guide/cases.ts';
import {type Example, members, pilot, policies} from '../../case-builders/policies.ts';
import {helloGroupPolicy} from './hello-group-policy.ts';

const hello = (more: Partial<Example> = {}): Example => ({name: '{hello}', user: {enabled: 1}, filter: 'pilot', ...more});
const off = (more: Partial<Example> = {}): Example => ({name: '{off}', user: {enabled: 0}, ...more});
const given = (
	examples: readonly Example[],
	units: Readonly<Record<string, number>> | null = {Sales: 12},
	more: Parameters<typeof policies>[1] = {},
) => ({...policies(examples, more), members: members(units), group: pilot()});

export default casesFor(helloGroupPolicy, {
	'a policy on the domain, filtered by the group': {
		given: given([hello()]),
		then: 'met',
		says: '{hello} {hello} turns Hello on for 12 users in Sales of corp.contoso.com',
	},
	'no policy': {given: given([]), then: 'caution', says: 'No Group Policy turns Hello on for 12 users in Sales', remedy: 'turn-hello-on'},
	'a link that is switched off': {given: given([hello({disabled: true})]), then: 'caution', remedy: 'turn-hello-on'},
	'the half for users switched off': {given: given([hello({flags: 1})]), then: 'caution', remedy: 'turn-hello-on'},
	'a policy of another unit': {given: given([hello({on: ['Sales']})], {Sales: 12, IT: 3}), then: 'caution', says: '3 users in IT'},
	'a unit that blocks': {given: given([hello()], {Sales: 12}, {blocking: ['Sales']}), then: 'caution', remedy: 'turn-hello-on'},
	'a unit that blocks what is enforced': {given: given([hello({enforced: true})], {Sales: 12}, {blocking: ['Sales']}), then: 'met'},
	'a unit that turns it off': {
		given: given([hello(), off({on: ['Sales']})]),
		then: 'unmet',
		says: '{off} {off} turns Hello off for 12 users in Sales',
		remedy: 'turn-hello-on',
	},
	'a unit that turns it off below what is enforced': {given: given([hello({enforced: true}), off({on: ['Sales']})]), then: 'met'},
	'of one container, the one that stands last': {given: given([off(), hello()]), then: 'met'},
	'filtered away from the group': {given: given([hello({filter: 'not-pilot'})]), then: 'caution', remedy: 'turn-hello-on'},
	'filtered so that only the group may read it': {
		given: given([hello({filter: 'pilot-unread'})]),
		then: 'inconclusive',
		says: 'may not be allowed to read it',
	},
	'filtered by a group that nobody here read': {
		given: given([hello({filter: 'strangers'})]),
		then: 'inconclusive',
		says: 'hangs on members of S-1-5-21-1-2-3-2000',
		remedy: 'see-which-policy-applies',
	},
	'the SID of the group was not read': {given: {...given([hello()]), group: pilot(null)}, then: 'inconclusive'},
	'a WMI filter': {given: given([hello({wmi: true})]), then: 'inconclusive', says: 'WMI filter'},
	'a policy of a site': {given: given([off({on: ['site']}), hello()]), then: 'met'},
	'an enforced policy of a site that turns it off': {
		given: given([off({on: ['site'], enforced: true}), hello()]),
		then: 'inconclusive',
		says: 'linked to the site',
	},
	'every computer turns it on': {given: given([{name: '{pc}', machine: {enabled: 1}}]), then: 'met', says: 'at every computer'},
	'some computers turn it on': {
		given: given([{name: '{pc}', on: ['PCs'], machine: {enabled: 1}}]),
		then: 'caution',
		says: 'Computers in PCs of corp.contoso.com',
	},
	'computers of which nobody can say it': {given: given([{name: '{pc}', machine: {enabled: 1}, wmi: true}]), then: 'inconclusive'},
	'a policy that keeps it from being offered': {
		given: given([hello(), {name: '{wait}', user: {disablePostLogonProvisioning: 1}}]),
		then: 'caution',
		says: '{wait} {wait} keeps it from being offered',
		remedy: 'offer-it-after-sign-in',
	},
	'computers that keep it from being offered': {
		given: given([hello(), {name: '{wait}', machine: {disablePostLogonProvisioning: 1}}]),
		then: 'caution',
		remedy: 'offer-it-after-sign-in',
	},
	'users for whom it is offered where computers keep it back': {
		given: given([
			hello({user: {enabled: 1, disablePostLogonProvisioning: 0}}),
			{name: '{wait}', machine: {disablePostLogonProvisioning: 1}},
		]),
		then: 'met',
	},
	'rules for PINs, which nobody judges': {given: given([hello(), {name: '{pin}', machine: {minimumLength: 4, digits: 1}}]), then: 'met'},
	'nobody is in the group': {given: given([hello()], {}), then: 'empty', remedy: 'let-it-answer'},
	'no group is chosen, and everybody applies it': {
		given: {...given([hello({filter: 'everybody'})], null), group: pilot(null, null)},
		then: 'met',
		says: 'users in corp',
	},
	'no group is chosen, and a unit turns it off': {
		given: {...given([hello({filter: 'everybody'}), off({on: ['Sales']})], null), group: pilot(null, null)},
		then: 'caution',
		remedy: 'turn-hello-on',
	},
	'two groups of that name': {
		given: {...given([hello()]), members: {...members({}), groupMatches: 2}},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'a domain that did not answer': {given: given([hello()], {Sales: 1}, {silent: 'timed-out'}), then: 'timed-out', remedy: 'let-it-answer'},
});
