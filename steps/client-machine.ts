import {z} from 'zod';
import type {Machine} from '../src/guide/fleet.ts';
import {clientRegistration} from './05-device-registration/client-registration.facts.ts';
import {dsregcmd} from './05-device-registration/dsregcmd.facts.ts';
import {helloPolicyValues} from './06-hello-settings/hello-policy.facts.ts';
import {type Dsregcmd, isYes, parseDsregcmd, said, told} from './dsregcmd/dsregcmd.ts';
import {comparableGuid} from './identity.ts';

const printed = z.looseObject({text: z.string()});
const policy = z.looseObject({device: z.string().nullish()});
const registration = z.looseObject({computer: z.string(), domain: z.string().nullable(), joinedTenantIds: z.array(z.string()).optional()});

const statusIn = (answer: unknown): Dsregcmd | null => {
	const text = printed.safeParse(answer);
	try {
		return text.success ? parseDsregcmd(text.data.text) : null;
	} catch {
		// A text that is no report of dsregcmd names nobody; its judges say so.
		return null;
	}
};

/** A mark is compared and shown, and never long. */
const short = (text: string | null): string | null => text?.slice(0, 255) ?? null;
const named = (name: string | null | undefined): string | null => (name === undefined || name === null || name === '' ? null : name);

/**
 * Whose file a client's is. The whole name stands in what dsregcmd prints, and in the policy's answer; else it is put together of the computer's
 * name and its domain's.
 */
export const clientMachine = (answers: Readonly<Record<string, unknown>>): Machine => {
	const status = statusIn(answers[dsregcmd.id]);
	const own = registration.safeParse(answers[clientRegistration.id]).data;
	const device = named(policy.safeParse(answers[helloPolicyValues.id]).data?.device);
	const together = own === undefined ? null : own.domain === null ? own.computer : `${own.computer}.${own.domain}`;
	const names = [status === null ? null : named(told(status, 'Device Name')), device, named(together)].filter(name => name !== null);
	const ngcSet = status === null ? null : said(status, 'ngcSet');
	return {
		name: names.find(name => name.includes('.')) ?? names[0] ?? null,
		marks: {
			tenantId: short(
				(status === null ? null : comparableGuid(said(status, 'tenantId').value)) ?? comparableGuid(own?.joinedTenantIds?.[0] ?? null),
			),
			domain: short(own?.domain ?? null),
			enrolled: ngcSet !== null && isYes(ngcSet) && ngcSet.isAtHome,
		},
	};
};
