import {safeText} from '../guide/untrusted.ts';
import type {Event} from './event.ts';

/** A text with lines: each is made safe, and stays a line. */
const safeLines = (text: string): string => text.split('\n').map(safeText).join('\n');

const safe = <T>(value: T): T => {
	if (typeof value === 'string') {
		return safeLines(value) as T & string;
	}

	if (Array.isArray(value)) {
		return value.map(safe) as T & unknown[];
	}

	return typeof value === 'object' && value !== null
		? (Object.fromEntries(Object.entries(value).map(([name, member]) => [safeText(name), safe(member)])) as T)
		: value;
};

/** Whether a line of JSON can hold a text that is not safe: everything else need not be looked through. */
export const mayHide = (line: string): boolean => /[^ -~]|\\[ubfrt]/.test(line);

/**
 * What a journal says to people, as it may be shown: a session is a file, and who wrote it last is not known.
 * What is compared with something stays as it stands: names of forests, hosts and groups, and evidence, which its collector reads first.
 */
export const safeEvent = (event: Event): Event => {
	switch (event.type) {
		case 'found':
			return {...event, check: safeText(event.check), finding: safe(event.finding)};
		case 'read':
			return {...event, check: safeText(event.check)};
		case 'wanted':
		case 'entered':
		case 'finished':
			return {...event, step: safeText(event.step)};
		case 'answered': {
			const {by, reason} = event.attestation;
			return {...event, attestation: {...event.attestation, by: safeText(by), reason: safeLines(reason)}};
		}

		case 'imported': {
			const {evidence} = event;
			return {...event, evidence: {...evidence, answer: {...evidence.answer, from: safeText(evidence.answer.from)}}};
		}

		case 'opened':
		case 'brought':
			return {...event, ...safe({account: event.account, computer: event.computer, tool: event.tool})};
		case 'confirmed':
			return {...event, account: safeText(event.account)};
		case 'unknown':
			return {...event, kind: safeText(event.kind)};
		default:
			return event;
	}
};
