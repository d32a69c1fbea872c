/**
 * Windows Server by build, with the last day of Microsoft's general support (lifecycle pages, as known on 22 Nov 2026).
 * Builds are compared because `operatingSystem` is translated. Those with a version in their name came every half year or year, for Server Core,
 * and lived for eighteen or twenty-four months.
 */
const releases = [
	{build: 26100, name: 'Windows Server 2025', until: '2034-11-14'},
	{build: 25398, name: 'Windows Server, version 23H2', until: '2025-10-24'},
	{build: 20348, name: 'Windows Server 2022', until: '2031-10-14'},
	{build: 19042, name: 'Windows Server, version 20H2', until: '2022-08-09'},
	{build: 19041, name: 'Windows Server, version 2004', until: '2021-12-14'},
	{build: 18363, name: 'Windows Server, version 1909', until: '2021-05-11'},
	{build: 18362, name: 'Windows Server, version 1903', until: '2020-12-08'},
	{build: 17763, name: 'Windows Server 2019', until: '2029-01-09'},
	{build: 17134, name: 'Windows Server, version 1803', until: '2019-11-12'},
	{build: 16299, name: 'Windows Server, version 1709', until: '2019-04-09'},
	{build: 14393, name: 'Windows Server 2016', until: '2027-01-12'},
	{build: 9600, name: 'Windows Server 2012 R2', until: '2023-10-10'},
	{build: 9200, name: 'Windows Server 2012', until: '2023-10-10'},
	{build: 7601, name: 'Windows Server 2008 R2', until: '2020-01-14'},
	{build: 6003, name: 'Windows Server 2008', until: '2020-01-14'},
	{build: 3790, name: 'Windows Server 2003', until: '2015-07-14'},
] as const;

/** Only from this build on can a domain controller match a public key to a user (Windows Server 2016). */
const firstWithKeyTrust = 14393;

/** Whether a domain controller of this build understands keys. */
export const understandsKeys = (build: number): boolean => build >= firstWithKeyTrust;

/**
 * The first build of Windows Server 2012, the oldest on which an authority may issue for key trust (learn.microsoft.com,
 * windows/security/identity-protection/hello-for-business/deploy/hybrid-key-trust and its forerunners).
 */
const firstForAuthorities = 9200;

/** Whether an authority may run on a server of this build. */
export const mayIssue = (build: number): boolean => build >= firstForAuthorities;

/** `Windows Server 2019`, or `build 19042` where the table does not have it. */
export const serverName = (build: number): string => releases.find(release => release.build === build)?.name ?? `build ${build}`;

/** The last day of support as `YYYY-MM-DD`; null for a build that is newer than the table, or that is in between. */
export const supportedUntil = (build: number): string | null => releases.find(release => release.build === build)?.until ?? null;

/** The build in `operatingSystemVersion`, such as `10.0 (17763)`; null where the value is missing or of another form. */
export const buildOf = (version: string | null): number | null => {
	const build = /^\d+\.\d+ \((\d+)\)$/.exec(version ?? '')?.[1];
	return build === undefined ? null : Number(build);
};
