import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {type Dsregcmd, parseDsregcmd} from '../dsregcmd/dsregcmd.ts';
import {briefNames, sectionOrder} from '../dsregcmd/dsregcmd-lines.ts';

const printed = z.object({
	text: z.string(),
	/** How the program ended; not there where a text was saved, and nobody knows whether it is all of it. */
	exit: z.int().optional(),
});

/** What a client says of its join, its user and Hello: `dsregcmd /status`, run there or saved there. */
export const dsregcmd = defineCollector({
	id: 'dsregcmd',
	what: 'dsregcmd /status: join, sign-in and the prerequisites of Hello',
	rights: 'the user, not elevated',
	query: {via: 'powershell', script: 'steps/05-device-registration/dsregcmd.ps1', on: 'client'},
	brief: {members: ['exit'], report: {member: 'text', titles: sectionOrder, names: briefNames}},
	read: (answer, takenAt = null) => {
		const {text, exit} = printed.parse(answer);
		return parseDsregcmd(text, {takenAt, whole: exit === 0});
	},
	// Lines that are not printed are not there, which is not a no.
	facts: z.strictObject({
		takenAt: z.iso.datetime({offset: true}).nullable(),
		whole: z.boolean(),
		sections: z
			.array(z.strictObject({title: z.string(), answers: z.array(z.strictObject({name: z.string(), value: z.string()})).readonly()}))
			.min(1)
			.readonly(),
	}) satisfies z.ZodType<Dsregcmd>,
});
