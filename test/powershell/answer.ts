/** What a program that stands in for PowerShell says at the end, as host.ps1 writes it under ConstrainedLanguage: without a hash. */
export const standInAnswer = (over: {readonly facts?: unknown; readonly pages?: number} = {}): string =>
	JSON.stringify({
		format: 'whfb-answer',
		version: 1,
		outcome: 'facts',
		facts: null,
		pages: 0,
		error: null,
		computer: 'STAND-IN',
		account: 'LAB\\reader',
		at: '2026-11-22T09:00:00.000Z',
		powershell: '5.1',
		edition: 'Desktop',
		language: 'ConstrainedLanguage',
		...over,
	});
