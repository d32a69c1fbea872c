import {foldAscii} from '../identity.ts';
import type {RegistryRecord} from './registry-pol.ts';

const helloKey = 'Software\\Policies\\Microsoft\\PassportForWork';
const pinKey = `${helloKey}\\PINComplexity`;

/**
 * The values of policy that this guide speaks of, by a name of ours: [key, value]. Hello: Microsoft's page `configure` (S-CONFIGURE) and the
 * policy template Passport.admx; automatic enrolment: MS-CAESO 4.4.5.1; registration: Microsoft's page on controlled hybrid join.
 */
const places = {
	autoenrolment: ['Software\\Policies\\Microsoft\\Cryptography\\AutoEnrollment', 'AEPolicy'],
	enabled: [helloKey, 'Enabled'],
	certificateTrust: [helloKey, 'UseCertificateForOnPremAuth'],
	cloudTrust: [helloKey, 'UseCloudTrustForOnPremAuth'],
	requireSecurityDevice: [helloKey, 'RequireSecurityDevice'],
	disablePostLogonProvisioning: [helloKey, 'DisablePostLogonProvisioning'],
	digits: [pinKey, 'Digits'],
	lowercaseLetters: [pinKey, 'LowercaseLetters'],
	uppercaseLetters: [pinKey, 'UppercaseLetters'],
	specialCharacters: [pinKey, 'SpecialCharacters'],
	minimumLength: [pinKey, 'MinimumPINLength'],
	maximumLength: [pinKey, 'MaximumPINLength'],
	history: [pinKey, 'History'],
	expiration: [pinKey, 'Expiration'],
	joinsByItself: ['Software\\Policies\\Microsoft\\Windows\\WorkplaceJoin', 'autoWorkplaceJoin'],
	/** 1 adds the policies for users that the computer's own containers link, 2 takes them alone (Microsoft's KB 231287). */
	loopback: ['Software\\Policies\\Microsoft\\Windows\\System', 'UserPolicyMode'],
} as const;

/** A value of policy, by a name of ours. */
export type SettingName = keyof typeof places;
export const settingNames = Object.keys(places) as readonly SettingName[];

/** What a file does to a value: sets it, deletes it, or sets it to what is no number, which nobody here can read. */
export type Setting = number | 'deleted' | 'unread';

const dword = 4;
const dwordBigEndian = 5;

const numberIn = ({type, data}: RegistryRecord): Setting =>
	data.length === 4 && (type === dword || type === dwordBigEndian)
		? type === dword
			? data.readUInt32LE(0)
			: data.readUInt32BE(0)
		: 'unread';

const isBelow = (key: string, above: string) => key === above || key.startsWith(`${above}\\`);

/** A list of names in the data of a record, between semicolons, without the zero at its end. */
const namesIn = ({data}: RegistryRecord): readonly string[] =>
	data
		.toString('utf16le')
		.replace(/\0+$/, '')
		.split(';')
		.map(name => foldAscii(name.trim()))
		.filter(name => name !== '');

/** Whether a record deletes a value (MS-GPREG 2.2.1.1 and Microsoft's page on the file format, by which names are matched in either case). */
const deletes = (record: RegistryRecord, key: string, value: string): boolean => {
	const [own, name] = [foldAscii(record.key), foldAscii(record.value)];
	if (name === '**deletekeys') {
		return namesIn(record).some(one => isBelow(key, `${own}\\${one}`));
	}

	return (
		own === key &&
		(name === `**del.${value}` ||
			name === '**delvals' ||
			name === '**delvals.' ||
			(name === '**deletevalues' && namesIn(record).includes(value)))
	);
};

/** What one file does to the values that this guide speaks of; one that it does not touch is left out. The last record wins. */
export const settingsIn = (records: readonly RegistryRecord[]): Readonly<Partial<Record<SettingName, Setting>>> => {
	const settings: Partial<Record<SettingName, Setting>> = {};
	for (const name of settingNames) {
		const [key, value] = places[name].map(foldAscii) as [string, string];
		for (const record of records) {
			if (deletes(record, key, value)) {
				settings[name] = 'deleted';
			} else if (foldAscii(record.key) === key && foldAscii(record.value) === value) {
				settings[name] = numberIn(record);
			}
		}
	}

	return settings;
};
