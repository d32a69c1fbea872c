import {z} from 'zod';
import type {SurveyRecord} from '../guide/check.ts';

/** A saved list, as a session holds it, with the count that Graph gave of it; null where it holds no list. */
export const savedList = (facts: unknown): {readonly value: readonly SurveyRecord[]; readonly count: number | null} | null =>
	z.object({value: z.array(z.record(z.string(), z.unknown())), count: z.int().nonnegative().nullable()}).safeParse(facts).data ?? null;
