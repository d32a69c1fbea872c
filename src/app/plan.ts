import {authorityOrigin, graphOrigin} from '../graph/clouds.ts';
import type {Guide} from '../guide/step.ts';
import {type PlanDocument, planDocument} from '../report/plan-document.ts';
import type {Environment} from '../session/event.ts';
import {commandsIn} from './script-commands.ts';

const hostsOf = ({directories, cloud}: Pick<Environment, 'directories' | 'cloud'>): readonly string[] => [
	directories.length === 0 ? "the domain controllers of this computer's forest" : `the domain controllers of ${directories.join(' and ')}`,
	new URL(authorityOrigin(cloud, process.env)).host,
	new URL(graphOrigin(cloud, process.env)).host,
];

/** The plan for an environment, without asking it anything. */
export const planFor = (guide: Guide, tool: string, environment: Pick<Environment, 'directories' | 'cloud'>): PlanDocument =>
	planDocument(guide, tool, {hosts: hostsOf(environment), origin: graphOrigin(environment.cloud, process.env), commandsIn});
