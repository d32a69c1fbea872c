/** Below this, the wizard of Connect cannot sign in since 7 Apr 2025, schema refresh included; the second is for other clouds (SOURCES.md: hardening). */
const refreshFloor = {global: '2.4.18.0', others: '2.4.21.0'} as const;

/** The refresh floor that holds for a server, told by the names of its tenant: other clouds have their own initial domains. */
export const refreshFloorFor = (tenantNames: readonly string[]): string =>
	tenantNames.some(name => /\.onmicrosoft\.us$|\.partner\.onmschina\.cn$/.test(name)) ? refreshFloor.others : refreshFloor.global;

/** Below this, synchronisation stopped on 30 Sep 2026 (SOURCES.md: prerequisites-connect). */
export const serviceFloor = '2.5.79.0';

/** When support of a build ends, by day. A third party's copy of Microsoft's table, taken 6 Oct 2026; the newest build has no end yet. */
export const supportEnds: Readonly<Record<string, string>> = {
	'2.5.79.0': '2026-10-23',
	'2.5.190.0': '2027-02-02',
	'2.6.1.0': '2027-03-10',
	'2.6.3.0': '2027-07-07',
	'2.6.84.0': '2027-09-16',
	'2.6.91.0': '2027-09-23',
};

/** Whether version `a` is lower than `b`, number by number. */
export const isOlder = (a: string, b: string): boolean => {
	const [left, right] = [a, b].map(text => text.split('.').map(Number));
	for (let index = 0; index < 4; index++) {
		const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
		if (difference !== 0) {
			return difference < 0;
		}
	}

	return false;
};
