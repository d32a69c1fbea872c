import {type Keeper, type ReadParts, readEvidence, type SavedSession, type TakenEvidence} from '../../src/evidence/import-evidence.ts';

/** What a file is read as, and the session that it is for. */
export type ImportParts = ReadParts & Keeper;

/** Reads a path for one session at once. Throws CannotStart where it cannot be used, or belongs to somebody else. */
export const importEvidence = (path: string, parts: ImportParts): TakenEvidence | SavedSession => {
	const read = readEvidence(path, parts);
	return read.kind === 'session' ? read : read.keptBy(parts);
};
