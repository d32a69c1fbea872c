import {casesFor} from '../../../src/guide/cases.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {dcEncryption} from './dc-encryption.ts';

const silence = {reason: 'timed-out' as const, detail: 'It did not answer in time.'};
const offering = (types: readonly (number | null)[], ticketKeySet: string | null = '2026-03-01T10:00:00Z') => ({
	encryption: {
		forests: [
			{
				forest: corp,
				silent: null,
				domains: [
					{domain: corp, silent: null, ticketKeySet, controllers: types.map((own, at) => ({name: `dc0${at + 1}.${corp}`, types: own}))},
				],
			},
		],
	},
	scope: nobodyAsked,
});

export default casesFor(dcEncryption, {
	'AES and RC4, as Windows sets it': {given: offering([28, 31]), then: 'met', says: '2 domain controllers'},
	'AES256 alone': {given: offering([16]), then: 'met'},
	'nothing is set': {given: offering([null, 0]), then: 'met'},
	'one offers RC4 alone': {given: offering([28, 4]), then: 'caution', says: `dc02.${corp} offers no AES`, remedy: 'offer-aes'},
	'one offers DES and RC4': {given: offering([7]), then: 'caution'},
	'claims and compression, which are no encryption': {given: offering([0x70000]), then: 'caution'},
	'a key of krbtgt that nobody shows': {given: offering([28], null), then: 'met'},
	'a domain that does not answer': {
		given: {
			...offering([28]),
			encryption: {forests: [{forest: corp, silent: null, domains: [{domain: corp, silent: silence}]}]},
		},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'a forest that does not answer': {
		given: {...offering([28]), encryption: {forests: [{forest: corp, silent: silence}]}},
		then: 'timed-out',
	},
});
