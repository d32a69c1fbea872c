import {readFileSync} from 'node:fs';
import {inPackage} from './package-root.ts';

/** The version of this program, from its package. */
export const toolVersion = (): string =>
	(JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as {readonly version: string}).version;
