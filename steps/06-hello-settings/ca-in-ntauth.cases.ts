import {casesFor} from '../../src/guide/cases.ts';
import {caInNtauth} from './ca-in-ntauth.ts';

const forest = 'corp.contoso.com';
const authority = (name: string, ...thumbprints: string[]) => ({name, server: null, templates: [], thumbprints});
const given = (authorities: readonly ReturnType<typeof authority>[], ...thumbprints: string[]) => ({
	services: {forests: [{forest, silent: null, authorities: [...authorities]}]},
	store: {forests: [{forest, silent: null, thumbprints}]},
	scope: {seen: false, reason: 'unreachable', detail: 'not counted'} as const,
});

export default casesFor(caInNtauth, {
	'each is in it': {given: given([authority('CA1', 'aa'), authority('CA2', 'bb')], 'aa', 'bb', 'cc'), then: 'met', says: '2 authorities'},
	'a renewed one is in it by its old certificate': {given: given([authority('CA1', 'a2', 'aa')], 'aa'), then: 'met'},
	'one is not': {
		given: given([authority('CA1', 'aa'), authority('CA2', 'bb')], 'aa'),
		then: 'unmet',
		says: 'CA2 is not in the NTAuth store of corp.contoso.com.',
		remedy: 'publish-to-ntauth',
	},
	'an empty store': {given: given([authority('CA1', 'aa')]), then: 'unmet'},
	'an authority without a certificate': {given: given([authority('CA1')], 'aa'), then: 'inconclusive', remedy: 'let-it-answer'},
	'no authority is published': {given: given([], 'aa'), then: 'empty', remedy: 'publish-an-authority-first'},
});
