import {casesFor} from '../../../src/guide/cases.ts';
import {
	chainOf,
	controller,
	dc,
	event,
	evidence,
	halfListed,
	held,
	listedControllers,
	log,
	logged,
	loggedBy,
	member,
	old,
	print,
	second,
} from '../../case-builders/controllers.ts';
import {nobodyAsked, notSeen, now, seen} from '../../case-builders/witnesses.ts';
import type {ControllerEvents, ControllerLog} from './controller-events.facts.ts';
import {dcEnrolment} from './dc-enrolment.ts';
import type {DomainControllersSeen} from './domain-controller.facts.ts';

type World = {
	readonly dcs?: DomainControllersSeen['controllers'];
	readonly events?: ControllerEvents['controllers'];
	readonly listed?: ReturnType<typeof listedControllers>;
};

const world = ({dcs = [controller()], events = [logged()], listed = listedControllers(1)}: World = {}) => ({
	evidence: evidence(...dcs),
	controllers: listed,
	servers: nobodyAsked,
	events: seen(loggedBy(...events)),
});

/** A domain controller whose log of certificate services holds these events, and what its KDC says that it uses. */
const lifecycle = (part: Partial<ControllerLog>, used: string | null = null) => {
	const all = logged({kdc: used === null ? [] : [event(302, now, {Thumbprint: used})]});
	return {...all, logs: all.logs.map(one => (one.log === log('lifecycle').log ? log('lifecycle', part) : one))};
};

const fresh = held({notBefore: '2026-11-20T09:00:00Z', notAfter: '2027-11-20T09:00:00Z'});
const ofOldTemplate = held({thumbprint: print('0d'), notBefore: '2026-01-03T09:00:00Z', template: {name: 'DomainController', oid: null}});
const cameAt = '2026-11-20T09:10:00Z';

export default casesFor(dcEnrolment, {
	'it came before the log begins': {given: world(), then: 'met', says: 'before its log begins'},
	'the log tells of the new one, and that an old one was archived': {
		given: world({
			dcs: [controller({certificates: [fresh]})],
			events: [
				lifecycle({
					events: [event(1006, cameAt, {Thumbprint: fresh.thumbprint}), event(1005, '2026-11-20T09:11:00Z', {Thumbprint: print('0d')})],
				}),
			],
		}),
		then: 'met',
		says: 'the last old one was archived on 20 Nov 2026',
	},
	'the log tells of a replacement, whose new one it is': {
		given: world({
			dcs: [controller({certificates: [fresh]})],
			events: [lifecycle({events: [event(1001, cameAt, {Old: print('0d'), New: fresh.thumbprint.toUpperCase()})]})],
		}),
		then: 'met',
		says: 'its log tells of it',
	},
	'the log reaches so far, and tells of none': {
		given: world({dcs: [controller({certificates: [fresh]})]}),
		then: 'caution',
		says: 'somebody may have brought it',
		remedy: 'see-who-brought-it',
	},
	'the log tells of another certificate only': {
		given: world({
			dcs: [controller({certificates: [fresh]})],
			events: [lifecycle({events: [{...event(1006, cameAt, {Thumbprint: print('ee')}), count: 1}]})],
		}),
		then: 'caution',
	},
	'of several that came about then the log names the last': {
		given: world({
			dcs: [controller({certificates: [fresh]})],
			events: [lifecycle({events: [{...event(1006, now, {Thumbprint: print('ee')}), first: cameAt}]})],
		}),
		then: 'met',
		says: 'several that came about then',
	},
	'an old one, and a log that holds nothing': {given: world({events: [lifecycle({since: null})]}), then: 'met'},
	'one of an hour ago, and a log that holds nothing': {
		given: world({dcs: [controller({certificates: [held({notBefore: '2026-11-22T07:50:00Z'})]})], events: [lifecycle({since: null})]}),
		then: 'empty',
		remedy: 'see-who-brought-it',
	},
	'one that came a week before the log begins': {
		given: world({
			dcs: [controller({certificates: [held({notBefore: '2026-11-12T09:00:00Z'})]})],
			events: [lifecycle({since: '2026-11-19T09:00:00Z'})],
		}),
		then: 'met',
		says: 'before its log begins',
	},
	'one that came after the log begins, by nobody': {
		given: world({
			dcs: [controller({certificates: [held({notBefore: '2026-11-21T09:00:00Z'})]})],
			events: [lifecycle({since: '2026-11-19T09:00:00Z'})],
		}),
		then: 'caution',
		remedy: 'see-who-brought-it',
	},
	'the log is switched off': {given: world({events: [lifecycle({on: false})]}), then: 'incomplete', remedy: 'carry-the-script'},
	'the log could not be read': {
		given: world({events: [lifecycle({on: null, failure: 'Access is denied.'})]}),
		then: 'incomplete',
		says: 'Access is denied.',
	},
	'nobody read the logs': {
		given: {...world(), events: notSeen('elsewhere', 'This must be asked on a domain controller.')},
		then: 'incomplete',
		remedy: 'carry-the-script',
	},
	'an old one of another template lies beside it': {
		given: world({dcs: [controller({certificates: [held(), ofOldTemplate]})]}),
		then: 'caution',
		says: 'not archived',
		remedy: 'withdraw-the-old-ones',
	},
	'an old one of another template lies beside it, and its revocation list is out of reach': {
		given: world({
			dcs: [
				controller({
					certificates: [held(), {...ofOldTemplate, chain: chainOf(['RevocationStatusUnknown', 'OfflineRevocation'])}],
				}),
			],
		}),
		then: 'caution',
		remedy: 'withdraw-the-old-ones',
	},
	'the KDC says that it uses one that was not read': {
		given: world({events: [lifecycle({}, print('0c'))]}),
		then: 'contradicted',
		remedy: 'bring-fresh-evidence',
	},
	'the one before, of the same template, lies beside it': {
		given: world({dcs: [controller({certificates: [held(), held({thumbprint: print('0e'), notBefore: '2026-01-03T09:00:00Z'})]})]}),
		then: 'met',
	},
	'the KDC still uses the one before': {
		given: world({
			dcs: [controller({certificates: [held(), held({thumbprint: print('0e'), notBefore: '2026-01-03T09:00:00Z'})]})],
			events: [lifecycle({}, print('0e'))],
		}),
		then: 'caution',
		says: 'the KDC says that it uses',
		remedy: 'let-the-kdc-choose',
	},
	'no mark of a template, as of another maker': {
		given: world({dcs: [controller({certificates: [held({template: {name: null, oid: null}})]})]}),
		then: 'caution',
		remedy: 'ask-for-the-template-extension',
	},
	'no certificate at all': {given: world({dcs: [controller({certificates: []})]}), then: 'unmet', remedy: 'enrol-a-certificate'},
	'none that could be read': {given: world({dcs: [controller({certificates: [], unreadable: 1})]}), then: 'malformed'},
	'one of two was not looked at': {
		given: world({listed: listedControllers(1, 2)}),
		then: 'elsewhere',
		says: `Nothing was brought from ${dc(2)}`,
	},
	'one of two has none': {
		given: world({
			dcs: [controller(), second({certificates: []})],
			events: [logged(), logged({}, {computer: dc(2)})],
			listed: listedControllers(1, 2),
		}),
		then: 'unmet',
		says: '1 not met: DC02',
	},
	'what was brought is two days old': {given: world({dcs: [controller(old)]}), then: 'stale', remedy: 'bring-fresh-evidence'},
	'a domain controller of another forest': {
		given: world({dcs: [controller(), controller({computer: 'DC01.fabrikam.com'})]}),
		then: 'foreign',
		remedy: 'look-at-the-right-forest',
	},
	'not all domain controllers are known': {given: world({listed: halfListed}), then: 'inconclusive', remedy: 'let-it-answer'},
	'a computer that is none': {given: world({dcs: [controller(), member]}), then: 'met'},
});
