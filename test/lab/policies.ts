import {mkdirSync, mkdtempSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Forest} from './lab.ts';

/** A record of a Registry.pol: key, name and a number, or a text where the name is one of those that delete. */
export type PolicyValue = readonly [key: string, name: string, data: number | string];

/** A Group Policy object of the lab. `sddl` is its access list; without one it gets that of every new object: whoever signs in reads and applies it. */
export type LabPolicy = {
	readonly id: string;
	readonly name: string;
	readonly machine?: readonly PolicyValue[];
	readonly user?: readonly PolicyValue[];
	readonly flags?: number;
	readonly wmiFilter?: string;
	readonly sddl?: string;
	/** The folder that the directory names, where it is not its own. */
	readonly path?: string;
};

export const helloKey = 'Software\\Policies\\Microsoft\\PassportForWork';
export const enrolKey = 'Software\\Policies\\Microsoft\\Cryptography\\AutoEnrollment';

const text = (words: string) => Buffer.from(`${words}\0`, 'utf16le');
const sign = (words: string) => Buffer.from(words, 'utf16le');
const number = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
};

/** A Registry.pol (MS-GPREG 2.2.1). */
export const registryPol = (values: readonly PolicyValue[]): Buffer =>
	Buffer.concat([
		Buffer.from('PReg', 'latin1'),
		number(1),
		...values.flatMap(([key, name, data]) => {
			const bytes = typeof data === 'number' ? number(data) : text(data);
			const parts = [text(key), text(name), number(typeof data === 'number' ? 4 : 1), number(bytes.length), bytes];
			return [sign('['), ...parts.flatMap((part, at) => (at === 0 ? [part] : [sign(';'), part])), sign(']')];
		}),
	]);

const extensions = '[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]';

/** Puts policies into the directory and into SYSVOL on disk, and gives a folder that stands for the network: below it lies DOMAIN/SYSVOL/DOMAIN/Policies. */
export const addPolicies = async (forest: Forest, policies: readonly LabPolicy[]): Promise<string> => {
	const share = join(forest.folder, 'state', 'sysvol');
	for (const {id, name, machine, user, flags = 0, wmiFilter, sddl, path} of policies) {
		await forest.ldif(
			[
				`dn: CN=${id},CN=Policies,CN=System,@BASEDN@`,
				'changetype: add',
				'objectClass: groupPolicyContainer',
				`displayName: ${name}`,
				`flags: ${flags}`,
				'gPCFunctionalityVersion: 2',
				'versionNumber: 65537',
				`gPCFileSysPath: ${path ?? `\\\\${forest.dns}\\sysvol\\${forest.dns}\\Policies\\${id}`}`,
				...(machine === undefined ? [] : [`gPCMachineExtensionNames: ${extensions}`]),
				...(user === undefined ? [] : [`gPCUserExtensionNames: ${extensions}`]),
				...(wmiFilter === undefined ? [] : [`gPCWQLFilter: ${wmiFilter}`]),
				...(sddl === undefined ? [] : [`nTSecurityDescriptor: ${sddl}`]),
				'',
			].join('\n'),
		);
		for (const [half, values] of [
			['Machine', machine],
			['User', user],
		] as const) {
			const folder = join(share, forest.dns, 'Policies', id, half);
			mkdirSync(folder, {recursive: true});
			if (values !== undefined) {
				writeFileSync(join(folder, 'Registry.pol'), registryPol(values));
			}
		}
	}

	const root = mkdtempSync(join(forest.folder, 'network-'));
	mkdirSync(join(root, forest.dns));
	symlinkSync(share, join(root, forest.dns, 'SYSVOL'));
	return root;
};

/** Links policies to a container, in the order of gPLink; options: 1 disabled, 2 enforced. */
export const linkPolicies = (
	forest: Forest,
	container: string,
	links: readonly (readonly [id: string, options?: number])[],
	blocks = false,
): Promise<void> =>
	forest.ldif(
		[
			`dn: ${container}`,
			'changetype: modify',
			...(links.length === 0
				? []
				: [
						'replace: gPLink',
						`gPLink: ${links.map(([id, options = 0]) => `[LDAP://CN=${id},CN=Policies,CN=System,@BASEDN@;${options}]`).join('')}`,
						'-',
					]),
			'replace: gPOptions',
			`gPOptions: ${blocks ? 1 : 0}`,
			'-',
			'',
		].join('\n'),
	);
