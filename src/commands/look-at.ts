import {randomBytes} from 'node:crypto';
import type {Ask} from '../engine/ask.ts';
import {look} from '../engine/look.ts';
import type {Check} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';

/** The id of one look: by chance, so that no file can hold it beforehand. */
export const lookId = (): string => randomBytes(8).toString('hex');

/** Looks at checks side by side. Each finding goes to `onFinding` as it comes. A judge that throws is a defect of ours and stops everything. */
export const lookAt = async (
	checks: readonly Check[],
	ask: Ask,
	now: () => string,
	onFinding: (check: Check, finding: Finding) => void,
): Promise<void> => {
	await Promise.all(checks.map(async check => onFinding(check, await look(check, ask, now))));
};
