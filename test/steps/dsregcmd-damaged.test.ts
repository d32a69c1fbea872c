import {describe, expect, it} from 'vitest';
import {printed, workAccount} from '../../steps/case-builders/printed.ts';
import {judged} from './dsregcmd-clients.ts';
import {damages} from './dsregcmd-damages.ts';

const outputs = [
	printed(),
	printed({'User State': {NgcSet: 'YES'}}),
	printed({'User State': {NgcSet: 'YES', WorkplaceJoined: 'YES'}, 'SSO State': {AzureAdPrt: 'NO'}, 'Work Account 1': workAccount('YES')}),
	printed({'Ngc Prerequisite Check': {PolicyEnabled: 'NO', PreReqResult: 'WillNotProvision'}}, {end: false}),
];

describe('an output that was damaged on its way', () => {
	it.each(damages)('by $name is judged as it was before', ({damage}) => {
		for (const text of outputs) {
			expect(judged(damage(text))).toEqual(judged(text));
		}
	});

	it('is not the same nothing: the four of them are judged, and each otherwise', () => {
		expect(outputs.map(judged)).toEqual([
			{joined: 'met', hello: 'met'},
			{joined: 'met', hello: 'met'},
			{joined: 'caution', hello: 'unmet'},
			{joined: 'met', hello: 'unmet'},
		]);
	});
});
