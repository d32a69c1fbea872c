/** Stands in the place of `vitest` for tests that runner.ts loads: groups and tests are collected, and what is expected is vitest's own. */
export {expect, vi} from 'vitest';
export {afterAll, afterEach, beforeAll, beforeEach, describe, it, test} from './collected.ts';
