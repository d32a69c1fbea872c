import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {describe, it} from 'vitest';
import {onPath} from './lab/powershell.ts';

const dotnet = (): string | null =>
	onPath('dotnet') !== null && spawnSync('dotnet', ['--version']).status === 0 ? null : 'the .NET SDK 10 (dotnet)';

/** Each says what is missing here, or null where nothing is. */
const missing = {
	dotnet,
	powershell: () =>
		process.env.WHFB_POWERSHELL || onPath('pwsh') !== null || dotnet() === null
			? null
			: 'a PowerShell: WHFB_POWERSHELL, pwsh on PATH, or the .NET SDK 10 to install one',
	chromium: () =>
		(process.env['WHFB_CHROMIUM'] || onPath('chromium') !== null) && onPath('pdftotext') !== null
			? null
			: 'Chromium (WHFB_CHROMIUM, or chromium on PATH) with pdftotext',
	samba: () => (onPath('samba') !== null || existsSync('/usr/sbin/samba') ? null : 'a Samba AD domain controller (samba)'),
	shells: () => (['bash', 'zsh', 'fish'].every(name => onPath(name) !== null) ? null : 'bash, zsh and fish'),
	man: () => (onPath('man') !== null && onPath('groff') !== null ? null : 'man with groff (man-db, groff-base)'),
	unzip: () => (onPath('unzip') !== null ? null : 'unzip'),
	namespaces: () =>
		onPath('unshare') !== null && spawnSync('unshare', ['--net', '--mount', 'true']).status === 0
			? null
			: 'the right to make a network and a mount of its own (unshare)',
} satisfies Record<string, () => string | null>;

export type Tool = keyof typeof missing;

/**
 * A `describe` that needs tools of this machine. Where one is missing its tests are skipped, and say which and why;
 * with WHFB_TEST_REQUIRE=all they run and fail instead, so that a build cannot be green for want of a tool.
 */
export const describeWith = (needed: Tool | readonly Tool[], title: string, tests: () => void): void => {
	const wanting = [needed]
		.flat()
		.map(tool => missing[tool as Tool]())
		.filter(one => one !== null);
	const skipped = wanting.length > 0 && process.env.WHFB_TEST_REQUIRE !== 'all';
	if (skipped) {
		process.stderr.write(`Skipped: ${title}. This machine lacks ${wanting.join(' and ')}.\n`);
	}

	describe.skipIf(skipped)(title, () => {
		if (wanting.length > 0) {
			it('finds the tools it needs', () => {
				throw new Error(`This machine lacks ${wanting.join(' and ')}.`);
			});
		}

		tests();
	});
};
