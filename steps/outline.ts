/** What a list of sessions says of the guide before the guide itself is loaded: its length, its gates, and the check that lets one leave. */
export const outline = {
	steps: 7,
	gates: [
		{id: 'schema-before-connect', long: 'schema before Connect', short: 'schema', check: 'key-write-back'},
		{id: 'verified-upn-domain', long: 'verified UPN domain', short: 'UPN domain', check: 'verified-upn'},
	],
} as const;
