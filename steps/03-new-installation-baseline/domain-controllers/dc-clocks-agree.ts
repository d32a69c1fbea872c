import type {z} from 'zod';
import {momentOf, spanOf} from '../../../src/guide/age.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {dcClocks} from './dc-clocks.facts.ts';

const minute = 60_000;
/** Kerberos refuses what is further off, by default (MS-KILE 3.1.1.1, the policy "Maximum tolerance for computer clock synchronization"). */
const tolerance = 5 * minute;
/** All of a forest is asked within a minute, so what differs by less may be no difference at all. */
const blur = minute;

type Controller = Extract<z.infer<typeof dcClocks.facts>['forests'][number], {silent: null}>['controllers'][number];
type Told = {readonly server: string; readonly time: number};

const toldBy = (controllers: readonly Controller[]): readonly Told[] =>
	controllers.flatMap(({server, at}) => {
		const time = momentOf(at);
		return Number.isNaN(time) ? [] : [{server, time}];
	});

/** The time in the middle of all that were told: of two, the later. */
const middleOf = (times: readonly number[]): number | undefined => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

/** How far off, and in which direction; `than` is what it is compared with. */
const judgeGap = (who: string, gap: number, than: string, remedy: string): Verdict => {
	const said = `${who} is ${spanOf(Math.abs(gap))} ${gap < 0 ? 'behind' : 'ahead of'} ${than}`;
	return Math.abs(gap) > tolerance + blur
		? unmet(remedy, `${said}; Kerberos takes 5 minutes.`)
		: Math.abs(gap) > 2 * blur
			? caution(remedy, `${said}; the time it takes to ask is at most a minute of that.`)
			: met(`${who} agrees with ${than}.`);
};

const judgeController = ({server, silent, at}: Controller, middle: number): Verdict =>
	silent !== null
		? notApplicable(`${server} did not answer. ${silent.detail}`)
		: Number.isNaN(momentOf(at))
			? declined('inconclusive', 'let-it-answer', `${server} does not tell the time.`)
			: judgeGap(server, momentOf(at) - middle, 'the others', 'set-the-clock');

const partsOfForest = (forest: string, controllers: readonly Controller[], here: number): readonly Part[] => {
	const times = toldBy(controllers).map(({time}) => time);
	const middle = middleOf(times);
	if (middle === undefined) {
		return [{name: forest, verdict: declined('inconclusive', 'let-it-answer', `No domain controller of ${forest} told the time.`)}];
	}

	return [
		...controllers.map(controller => ({name: controller.server, verdict: judgeController(controller, middle)})),
		{
			name: 'this computer',
			verdict: Number.isNaN(here)
				? declined('inconclusive', 'let-it-answer', `When ${forest} was asked is not known, so it was not compared with this computer.`)
				: judgeGap('The clock of this computer', here - middle, `that of ${forest}`, 'set-the-clock-here'),
		},
	];
};

export const dcClocksAgree = defineCheckOver({
	id: 'dc-clocks-agree',
	question: 'Do the clocks of the domain controllers agree?',
	needs: {clocks: dcClocks},
	partsOf: ({clocks: {takenAt, forests}}) =>
		partsByForest(forests, ({forest, controllers}) => partsOfForest(forest, controllers, momentOf(takenAt))),
	judge: (parts, {clocks}) => {
		const told = clocks.forests.flatMap(one => (one.silent === null ? toldBy(one.controllers) : [])).length;
		return worstFirst(parts, {met: `${counted(told, 'domain controller')} and this computer agree about the time.`});
	},
});
