import {type Unobserved, type UnobservedReason, unobserved} from '../guide/answer.ts';
import {reasonOf} from './failure-reason.ts';
import type {ScriptFailure} from './script-answer.ts';

const hex = (hresult: number) => `0x${(hresult >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;

const oneLine = (text: string) =>
	text
		.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim()
		.slice(0, 300);

/** Why nothing was observed, from what a script met, in one sentence that names the script, the line and the codes. */
export const unobservedFor = (script: string, failure: ScriptFailure): Unobserved => {
	const reason = reasonOf(failure);
	const codes = [
		failure.code === null ? null : `code ${failure.code}`,
		failure.extended,
		failure.hresult === 0 ? null : hex(failure.hresult),
	].filter(one => one !== null);
	const where = failure.at === '' ? script : failure.at;
	const seen = `${where} stopped with ${oneLine(failure.id)}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`;
	const said = failure.message === '' ? '' : ` It says: ${oneLine(failure.message)}`;
	const opening: Partial<Record<UnobservedReason, string>> = {
		blocked: `A security policy of this machine does not let ${script} run.`,
		'access-denied': `Access was denied when ${script} looked.`,
		unreachable: `The server did not answer ${script}.`,
		'timed-out': `The server took longer than ${script} may wait.`,
	};
	return unobserved(reason, [opening[reason] ?? `${script} could not finish.`, `${seen}.${said}`].join(' '));
};
