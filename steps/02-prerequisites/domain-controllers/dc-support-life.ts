import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestNamed, partsByDomain, partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {serverName, supportedUntil} from '../../windows-server.ts';
import {worstFirst} from '../../worst-first.ts';
import {forestLevel} from '../functional-levels.facts.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {type Controller, domainControllers} from './domain-controllers.facts.ts';

const yearLater = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/** `today` is the day by the forest's own clock. A build that the table does not have is newer than this program, or an insider's. */
const judgeController = ({name, build}: Controller, today: string | null): Verdict => {
	const until = build === null ? null : supportedUntil(build);
	if (build === null || until === null || today === null) {
		const what =
			build === null
				? 'its version could not be read'
				: until === null
					? `build ${build} is not in our table`
					: 'the time there could not be read';
		return declined('inconclusive', 'let-it-answer', `${name}: ${what}.`);
	}

	const said = `${name} runs ${serverName(build)}`;
	if (today > until) {
		return unmet('replace-the-old-ones', `${said}; its support ended on ${dayOf(until)}.`);
	}

	return yearLater(today) > until
		? caution('plan-the-next-version', `${said}; its support ends on ${dayOf(until)}.`)
		: met(`${said}, supported until ${dayOf(until)}.`);
};

export const dcSupportLife = defineCheckOver({
	id: 'dc-support-life',
	question: 'Will the domain controllers stay supported?',
	needs: {controllers: domainControllers, clock: forestLevel, scope: optional(usersInScope)},
	partsOf: ({controllers, clock, scope}) =>
		partsByForest(
			controllers.forests,
			({forest, domains}) => {
				const today = forestNamed(clock.forests, forest)?.at?.slice(0, 10) ?? null;
				return partsByDomain(domains, ({controllers: own}) =>
					own.map(controller => ({name: controller.name, verdict: judgeController(controller, today)})),
				);
			},
			scope,
		),
	judge: parts => worstFirst(parts, {met: `${counted(parts.length, 'domain controller')}: support lasts longer than a year from now.`}),
});
