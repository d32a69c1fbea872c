/**
 * Windows for clients by build, with the last day of updates of the edition that gets them longest: Enterprise and Education, or where there is one
 * the long-term channel (LTSC), which has the build of its release (Microsoft's pages on release health and lifecycle, as known on 27 Nov 2026). Paid
 * extended updates are not counted. The date of 26H2 follows from 36 months, the rule for that edition.
 */
const releases = [
	{build: 28000, name: 'Windows 11 26H1', until: '2029-03-13'},
	{build: 26300, name: 'Windows 11 26H2', until: '2029-10-09'},
	{build: 26200, name: 'Windows 11 25H2', until: '2028-10-10'},
	{build: 26100, name: 'Windows 11 24H2', until: '2029-10-09'},
	{build: 22631, name: 'Windows 11 23H2', until: '2026-11-10'},
	{build: 22621, name: 'Windows 11 22H2', until: '2025-10-14'},
	{build: 22000, name: 'Windows 11 21H2', until: '2024-10-08'},
	{build: 19045, name: 'Windows 10 22H2', until: '2025-10-14'},
	{build: 19044, name: 'Windows 10 21H2', until: '2027-01-12'},
	{build: 19043, name: 'Windows 10 21H1', until: '2022-12-13'},
	{build: 19042, name: 'Windows 10 20H2', until: '2023-05-09'},
	{build: 19041, name: 'Windows 10 2004', until: '2021-12-14'},
	{build: 18363, name: 'Windows 10 1909', until: '2022-05-10'},
	{build: 18362, name: 'Windows 10 1903', until: '2020-12-08'},
	{build: 17763, name: 'Windows 10 1809', until: '2029-01-09'},
	{build: 17134, name: 'Windows 10 1803', until: '2021-05-11'},
	{build: 16299, name: 'Windows 10 1709', until: '2020-10-13'},
	{build: 15063, name: 'Windows 10 1703', until: '2019-10-08'},
] as const;

/** The guide asks for Windows 10 version 1703 (S-PREREQ). */
export const firstForKeyTrust = 15063;

const releaseOf = (build: number) => releases.find(release => release.build === build);

/** `Windows 11 24H2`, or `build 27000` where the table does not have it. */
export const clientName = (build: number): string => releaseOf(build)?.name ?? `build ${build}`;

/** The last day of updates as `YYYY-MM-DD`; null for a build that is not in the table. */
export const updatedUntil = (build: number): string | null => releaseOf(build)?.until ?? null;
