import type {z} from 'zod';
import type {helloPolicyValues} from './06-hello-settings/hello-policy.facts.ts';

export type PolicySources = z.infer<typeof helloPolicyValues.facts>;

/** Which source wins, the strongest first (Microsoft's page `configure`, 23 Apr 2024). */
const strength = ['user', 'computer', 'userMdm', 'deviceMdm'] as const;
export type PolicySource = (typeof strength)[number];

const sourceNames = {
	user: "the user's Group Policy",
	computer: "the computer's Group Policy",
	userMdm: "the user's MDM policy",
	deviceMdm: "the device's MDM policy",
};

export type Effective = {readonly value: number; readonly from: string} | null;

/** The value that counts on the client, and where it comes from; null where nobody sets it. */
export const effective = <Name extends string>(
	sources: Readonly<Record<PolicySource, Readonly<Record<Name, number | null>>>>,
	name: Name,
	from: readonly PolicySource[] = strength,
): Effective => {
	const source = from.find(one => sources[one][name] !== null);
	return source === undefined ? null : {value: sources[source][name] ?? 0, from: sourceNames[source]};
};
