import {capital, numberWord} from '../guide/outline.ts';
import {momentWords} from '../guide/words.ts';
import {titleOf} from './report-words.ts';
import type {RoleRequest} from './role-request.ts';

/** Of what and when a page for a role is. */
export const introOfRole = ({report}: RoleRequest): string =>
	`${titleOf(report)}. ${report.guide.title}. Made ${momentWords(report.at)} by whfb ${report.tool}, which reads and changes nothing; everything below is done by people.`;

/** How much is asked. */
export const askedWords = ({asks, words}: RoleRequest): string =>
	asks.length === 0
		? `Nothing is asked of ${words} now.`
		: `${capital(numberWord(asks.length))} ${asks.length === 1 ? 'thing is' : 'things are'} asked, the most urgent first.`;
