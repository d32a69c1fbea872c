import {dirname, join} from 'node:path';

/** The absolute path of something that ships as it stands: a .ps1, a page, a practice file. Both src/ and dist/ lie one below the root. */
export const inPackage = (...parts: readonly string[]): string => join(dirname(import.meta.dirname), ...parts);
