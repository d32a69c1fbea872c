import {casesFor} from '../../../src/guide/cases.ts';
import {authority, certificate, clock, services, silentForest, unread} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {revocationListCurrent} from './revocation-list-current.ts';

const {facts: time} = clock() as Extract<ReturnType<typeof clock>, {seen: true}>;
const {facts: noTime} = clock(null) as Extract<ReturnType<typeof clock>, {seen: true}>;
const own = 'Contoso Issuing CA';
const list = (until: string | null, of: string | null = own) => ({authority: of, until});
const world = (...lists: readonly ReturnType<typeof list>[]) => ({
	services: services(authority()),
	lists: {forests: [{forest: corp, silent: null, lists: [...lists]}]},
	clock: time,
	scope: unread,
});

export default casesFor(revocationListCurrent, {
	'it holds for another week': {given: world(list('2026-11-29T09:00:00Z')), then: 'met', says: 'holds until 29 Nov 2026'},
	'it ends this very second': {given: world(list('2026-11-22T09:00:00Z')), then: 'met'},
	'it ended a second ago': {
		given: world(list('2026-11-22T08:59:59Z')),
		then: 'caution',
		says: 'ended on 22 Nov 2026',
		remedy: 'publish-the-list',
	},
	'that of an older key has ended, and that of the new one has not': {
		given: world(list('2026-11-29T09:00:00Z'), list('2024-01-01T00:00:00Z')),
		then: 'met',
	},
	'none is published here': {given: world(), then: 'not-applicable', says: 'No authority publishes'},
	'only that of another authority is, and it has ended': {
		given: world(list('2020-01-01T00:00:00Z', 'Contoso Old CA')),
		then: 'not-applicable',
	},
	'one that could not be read may be its own': {given: world(list(null, null)), then: 'malformed', remedy: 'let-it-answer'},
	'one of two does not say until when': {given: world(list('2026-11-29T09:00:00Z'), list(null)), then: 'malformed'},
	'one that nobody could assign is there': {given: world(list('2020-01-01T00:00:00Z', null)), then: 'malformed'},
	'it does not say until when': {given: world(list(null)), then: 'malformed'},
	'one whose certificate has run out': {
		given: {
			...world(list('2020-01-01T00:00:00Z')),
			services: services(authority({certificates: [certificate('aa', {notAfter: '2026-01-01T00:00:00Z'})]})),
		},
		then: 'not-applicable',
	},
	'nobody knows the time there': {given: {...world(list('2026-11-29T09:00:00Z')), clock: noTime}, then: 'inconclusive'},
	'no authority at all': {given: {...world(), services: services()}, then: 'not-applicable'},
	'a forest of which the lists were not read': {
		given: {...world(), lists: {forests: [silentForest(corp)]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
