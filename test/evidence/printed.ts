import {createHash} from 'node:crypto';
import {hashOf} from '../../src/evidence/shipped-scripts.ts';

export type PrintedAnswer = {
	readonly collector: string;
	readonly script: string;
	readonly facts: unknown;
	/** Left out: that of the script as it ships. */
	readonly sha256?: string | null;
	readonly at?: string;
};

const nonce = '0123456789abcdef0123456789abcdef';

/** What a carried script prints, as `carried.ps1` writes it; `carried.test.ts` holds that against the script itself. */
export const printed = (parts: {
	readonly place: string;
	readonly answers: readonly PrintedAnswer[];
	readonly language?: string;
	/** Left out: as the language has it. */
	readonly hashed?: boolean;
	readonly at?: string;
	readonly computer?: string;
	readonly account?: string;
	readonly sid?: string;
}): string => {
	const {place, answers, language = 'FullLanguage', at = '2026-11-22T08:00:00.0000000Z'} = parts;
	const hashed = parts.hashed ?? language === 'FullLanguage';
	const payload = JSON.stringify({
		place,
		created: '2026-11-22T07:00:00.000Z',
		at,
		computer: parts.computer ?? 'SYNC01',
		account: parts.account ?? 'CONTOSO\\hana',
		sid: parts.sid ?? null,
		powershell: '5.1.20348.2849',
		language,
		answers: answers.map(one => ({
			collector: one.collector,
			script: one.script,
			sha256: one.sha256 === undefined ? (language === 'FullLanguage' ? hashOf(one.script) : null) : one.sha256,
			outcome: 'facts',
			facts: one.facts,
			error: null,
			at: one.at ?? at,
		})),
	});
	const hash = createHash('sha256').update(payload).digest('hex');
	return [
		'{',
		'"format": "whfb-carried",',
		'"version": 1,',
		`"nonce": "${nonce}",`,
		`"length": ${payload.length},`,
		`"sha256": ${hashed ? `"${hash}"` : 'null'},`,
		`"payload": ${payload},`,
		`"end": "${nonce}"`,
		'}',
		'',
	].join('\n');
};
