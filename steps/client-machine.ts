import type {Machine} from '../src/guide/fleet.ts';
import {clientComputer} from './05-device-registration/client/client-computer.facts.ts';
import {clientRegistration} from './05-device-registration/client-registration.facts.ts';
import {dsregcmd} from './05-device-registration/dsregcmd.facts.ts';
import {helloPolicyValues} from './06-hello-settings/hello-policy.facts.ts';
import {isYes, said, told} from './dsregcmd/dsregcmd.ts';
import {comparableGuid, foldAscii} from './identity.ts';

/** Windows cuts a computer's NetBIOS name off behind so many letters. */
const longestNetBios = 15;

/** A mark is compared and shown, and never long. */
const short = (text: string | null): string | null => text?.slice(0, 255) ?? null;
const named = (name: string | null | undefined): string | null => (name === undefined || name === null || name === '' ? null : name);

/**
 * Whose file a client's is, by the facts of its collectors. The whole name stands in what dsregcmd prints, and in the policy's answer; else it is put
 * together of the computer's name and its domain's.
 */
export const clientMachine = (facts: Readonly<Record<string, unknown>>): Machine => {
	const status = dsregcmd.facts.safeParse(facts[dsregcmd.id]).data ?? null;
	const own = clientRegistration.facts.safeParse(facts[clientRegistration.id]).data;
	const device = named(helloPolicyValues.facts.safeParse(facts[helloPolicyValues.id]).data?.device);
	const looked = clientComputer.facts.safeParse(facts[clientComputer.id]).data;
	const together = own === undefined ? null : own.domain === null ? own.computer : `${own.computer}.${own.domain}`;
	const names = [status === null ? null : named(told(status, 'Device Name')), device, named(looked?.computer), named(together)].filter(
		name => name !== null,
	);
	// Two collectors of one file that speak of two computers make it a file of none.
	const isOne = new Set(names.map(name => foldAscii(name.split('.')[0] ?? '').slice(0, longestNetBios))).size < 2;
	const ngcSet = status === null ? null : said(status, 'ngcSet');
	const tenantId = status === null ? null : comparableGuid(said(status, 'tenantId').value);
	return {
		name: isOne ? (names.find(name => name.includes('.')) ?? names[0] ?? null) : '',
		marks: {
			tenantId: short(tenantId ?? comparableGuid(own?.joinedTenantIds[0])),
			domain: short(own?.domain ?? looked?.domain ?? null),
			// Whether it counts as a client; null where no file says.
			workstation: looked === undefined ? null : looked.role === 1,
			elevated: looked?.elevated === true,
			enrolled: ngcSet !== null && isYes(ngcSet) && ngcSet.isAtHome,
		},
	};
};
