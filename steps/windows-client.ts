/** A release of Windows for clients, with the last day of updates of its kinds of edition, `YYYY-MM-DD`. */
type Release = {
	readonly build: number;
	readonly name: string;
	/** Home and Pro, with what is made of them. */
	readonly pro: string;
	/** Enterprise and Education. */
	readonly enterprise: string;
	/** The long-term channel (LTSC), which has the build of its release. */
	readonly ltsc?: string;
};

/** Microsoft's pages on release health and lifecycle, as known on 27 Nov 2026. Paid extended updates are not counted. */
const releases: readonly Release[] = [
	{build: 28000, name: 'Windows 11 26H1', pro: '2028-03-14', enterprise: '2029-03-13'},
	{build: 26300, name: 'Windows 11 26H2', pro: '2028-10-10', enterprise: '2029-10-09'},
	{build: 26200, name: 'Windows 11 25H2', pro: '2027-10-12', enterprise: '2028-10-10'},
	{build: 26100, name: 'Windows 11 24H2', pro: '2026-10-13', enterprise: '2027-10-12', ltsc: '2029-10-09'},
	{build: 22631, name: 'Windows 11 23H2', pro: '2025-11-11', enterprise: '2026-11-10'},
	{build: 22621, name: 'Windows 11 22H2', pro: '2024-10-08', enterprise: '2025-10-14'},
	{build: 22000, name: 'Windows 11 21H2', pro: '2023-10-10', enterprise: '2024-10-08'},
	{build: 19045, name: 'Windows 10 22H2', pro: '2025-10-14', enterprise: '2025-10-14'},
	{build: 19044, name: 'Windows 10 21H2', pro: '2023-06-13', enterprise: '2024-06-11', ltsc: '2027-01-12'},
	{build: 19043, name: 'Windows 10 21H1', pro: '2022-12-13', enterprise: '2022-12-13'},
	{build: 19042, name: 'Windows 10 20H2', pro: '2022-05-10', enterprise: '2023-05-09'},
	{build: 19041, name: 'Windows 10 2004', pro: '2021-12-14', enterprise: '2021-12-14'},
	{build: 18363, name: 'Windows 10 1909', pro: '2021-05-11', enterprise: '2022-05-10'},
	{build: 18362, name: 'Windows 10 1903', pro: '2020-12-08', enterprise: '2020-12-08'},
	{build: 17763, name: 'Windows 10 1809', pro: '2020-11-10', enterprise: '2021-05-11', ltsc: '2029-01-09'},
	{build: 17134, name: 'Windows 10 1803', pro: '2019-11-12', enterprise: '2021-05-11'},
	{build: 16299, name: 'Windows 10 1709', pro: '2019-04-09', enterprise: '2020-10-13'},
	{build: 15063, name: 'Windows 10 1703', pro: '2018-10-09', enterprise: '2019-10-08'},
];

/** The guide asks for Windows 10 version 1703 (S-PREREQ). */
export const firstForKeyTrust = 15063;

const releaseOf = (build: number) => releases.find(release => release.build === build);

/** `Windows 11 24H2`, or `build 27000` where the table does not have it. */
export const clientName = (build: number): string => releaseOf(build)?.name ?? `build ${build}`;

const daysOf = ({pro, enterprise, ltsc}: Release): readonly string[] => [pro, enterprise, ...(ltsc === undefined ? [] : [ltsc])].toSorted();

/** The last day of updates of whichever edition gets them longest, `YYYY-MM-DD`; null for a build that is not in the table. */
export const updatedUntil = (build: number): string | null => {
	const release = releaseOf(build);
	return release === undefined ? null : (daysOf(release).at(-1) ?? null);
};

/**
 * The last day of updates of one edition, by its EditionID (EnterpriseS and IoTEnterpriseS are the long-term channel). Of an edition that nobody knows it
 * is the first of all; null for a build that is not in the table.
 */
export const editionUpdatedUntil = (build: number, edition: string | null): string | null => {
	const release = releaseOf(build);
	if (release === undefined) {
		return null;
	}

	const [first] = daysOf(release);
	if (edition === null) {
		return first ?? null;
	}

	return /^(?:IoT)?EnterpriseS/i.test(edition)
		? (release.ltsc ?? release.enterprise)
		: /^(?:IoT)?Enterprise|^Education|^ServerRdsh/i.test(edition)
			? release.enterprise
			: release.pro;
};
