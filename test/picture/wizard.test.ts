import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {svgOf} from './svg.ts';
import {drawWizard, pictureFile} from './wizard.ts';

it.skipIf(process.platform === 'win32')('shows in README what the program shows', {timeout: 60_000}, async () => {
	expect(readFileSync(inPackage('README.md'), 'utf8')).toContain(pictureFile);
	expect(await drawWizard(), 'draw it anew with: npm run picture').toBe(readFileSync(inPackage(...pictureFile.split('/')), 'utf8'));
});

it('draws letters of markup as letters', () => {
	const cell = {color: 1, isBold: true, isDim: false, isInverse: false};
	const svg = svgOf([[...'<a&b>'].map(text => ({...cell, text}))], 'a');
	expect(svg).toContain('>&lt;a&amp;b&gt;</text>');
	expect(svg).toContain('fill="#e74856" font-weight="bold"');
});
