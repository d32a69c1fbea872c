import {declined, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {listed} from '../../directory.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import type {ConnectServer} from '../connect-server/connect-server.facts.ts';

/** What one server says of one of its connectors; `key` is the same for connectors of one forest. */
export type ConnectorVerdict = Part & {readonly server: ConnectServer; readonly key: string};

const listOf = (parts: readonly ConnectorVerdict[]) => listed([...new Set(parts.map(({server}) => server.server))]);

/** One server with two connectors of one forest does not contradict itself: its worst counts (W59). */
const byServer = (parts: readonly ConnectorVerdict[]): readonly ConnectorVerdict[] =>
	[...Map.groupBy(parts, ({server}) => server).values()].flatMap(own => {
		const [first] = own;
		return first === undefined ? [] : [{...first, verdict: worstFirst(own, {nothing: first.verdict})}];
	});

/**
 * Several servers about one forest (G-8, W24, W26, W60): what is stale condemns until something fresher about that server is seen; of those seen
 * fresh, two that say different things contradict each other; what two tenants write nobody can weigh.
 */
export const together = (parts: readonly ConnectorVerdict[], rivals: readonly ConnectorVerdict[]): readonly Part[] =>
	[...Map.groupBy(parts, ({key}) => key).values()].flatMap((all): readonly Part[] => {
		const own = byServer(all);
		const fresh = own.filter(({server}) => !server.stale);
		const condemned = own.find(({server, verdict}) => server.stale && verdict.outcome === 'unmet');
		const whole = fresh.filter(({verdict}) => verdict.outcome === 'met');
		const voices = fresh.length > 0 ? fresh : own;
		const [first] = voices;
		if (first === undefined) {
			return [];
		}

		const said = (verdict: Verdict): readonly Part[] => [{name: first.name, verdict}];
		if (condemned !== undefined && whole.length > 0) {
			return said(
				unmet(
					'retire-the-old-server',
					`${condemned.verdict.because} That was seen on ${condemned.server.server}, which exported then${condemned.server.takenAt === null ? '' : ` (${condemned.server.takenAt})`}; on ${listOf(whole)} the chain is whole.`,
				),
			);
		}

		if (whole.length > 0 && fresh.some(({verdict}) => verdict.outcome === 'unmet')) {
			return said(
				declined(
					'contradicted',
					'settle-the-active-server',
					`${listOf(fresh)} both claim to export to ${first.name}, and say different things of its rules.`,
				),
			);
		}

		const rival = rivals.find(({key}) => key === first.key);
		if (whole.length > 0 && rival !== undefined) {
			return said(
				declined(
					'inconclusive',
					'settle-the-tenant',
					`${listOf(voices)} and ${rival.server.server}, which serves another tenant, both write keys to ${first.name}. Only one tenant may.`,
				),
			);
		}

		return [...(condemned === undefined || voices.includes(condemned) ? [] : [condemned]), ...voices].map(({name, verdict}) => ({
			name,
			verdict,
		}));
	});
