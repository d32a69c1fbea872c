/** Settings of Stryker for `npm run mutants`, which run.ts starts in the folder of the package. */
export default {
	testRunner: 'in-one-process',
	plugins: ['./test/mutants/runner.ts'],
	// Texts are words that people read, or names that types, pages and schemas hold; what is compared with one is mutated as a comparison.
	mutator: {excludedMutations: ['StringLiteral']},
	mutate: [
		'src/session/decide.ts',
		'src/session/proof.ts',
		'src/session/session.ts',
		'src/engine/look.ts',
		'src/engine/ask.ts',
		'steps/worst-first.ts',
		'steps/forest-schema.ts',
		'steps/domain-standing.ts',
		'steps/04-directory-synchronization/forests/schema-on-every-dc.ts',
		'steps/04-directory-synchronization/forests/forests.ts',
		'steps/04-directory-synchronization/key-write-back/key-write-back.ts',
		'steps/04-directory-synchronization/key-write-back/write-back.ts',
		'steps/04-directory-synchronization/key-write-back/connector-verdict.ts',
		'steps/04-directory-synchronization/key-write-back/winner.ts',
		'steps/04-directory-synchronization/connect-server/servers.ts',
		'steps/04-directory-synchronization/key-write-back/several-servers.ts',
		'steps/04-directory-synchronization/connect-server/server-tenant.ts',
		'steps/04-directory-synchronization/connect-server/retired-server.ts',
		'steps/04-directory-synchronization/upn/verified-upn.ts',
		'steps/04-directory-synchronization/upn/suffix.ts',
		'steps/04-directory-synchronization/key-write-back/inetorgpersons-in-scope.facts.ts',
	],
	ignorePatterns: ['/dist', '/dist.*', 'test/lab/instances', '.mutants'],
	// TypeScript 7 has no interface for programs yet, and nothing here needs its settings rewritten.
	tsconfigFile: 'none',
	tempDirName: '.mutants/sandbox',
	incremental: true,
	incrementalFile: '.mutants/incremental.json',
	jsonReporter: {fileName: '.mutants/report.json'},
	reporters: ['json', 'progress-append-only'],
	// A mutant that loops is ended after the time of its tests and this, in milliseconds.
	timeoutMS: 30_000,
	concurrency: 2,
	// What is made when a file is loaded would need a new process for each mutant: half the time for a tenth of them.
	ignoreStatic: true,
	allowConsoleColors: false,
};
