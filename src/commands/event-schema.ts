import {z} from 'zod';
import {unobservedReasons} from '../guide/finding.ts';
import type {Event} from '../session/event.ts';

const at = z.iso.datetime({offset: true});
const source = z.enum(['live', 'carried', 'exported', 'attested', 'practice']);
const because = z.string();
const verdict = z.discriminatedUnion('outcome', [
	z.strictObject({outcome: z.literal('met'), because}),
	z.strictObject({outcome: z.literal('caution'), because, remedy: z.string()}),
	z.strictObject({outcome: z.literal('unmet'), because, remedy: z.string()}),
	z.strictObject({outcome: z.literal('not-applicable'), because}),
]);
const exhibits = z.array(
	z.strictObject({sign: z.enum(['met', 'caution', 'unmet', 'unobserved', 'not-applicable']), what: z.string(), seen: z.string()}),
);
const restsOn = z.array(
	z.strictObject({
		collector: z.string(),
		source,
		takenAt: at.nullable(),
		from: z.string(),
		digest: z.string().nullable(),
		used: z.boolean(),
	}),
);
const finding = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('judged'),
		at,
		takenAt: at.nullable(),
		source,
		from: z.string(),
		verdict,
		exhibits,
		facts: z.unknown(),
		restsOn: restsOn.exactOptional(),
	}),
	z.strictObject({
		kind: z.literal('unobserved'),
		at,
		reason: z.enum(unobservedReasons),
		detail: z.string(),
		remedy: z.string().exactOptional(),
		source: source.exactOptional(),
		from: z.string().exactOptional(),
		exhibits: exhibits.exactOptional(),
		facts: z.unknown().exactOptional(),
		restsOn: restsOn.exactOptional(),
	}),
]);
const environment = z.strictObject({
	directories: z.array(z.string()).exactOptional(),
	cloud: z.enum(['global', 'usgov', 'usgovdod', 'china']).exactOptional(),
	scopeGroup: z.string().nullable().exactOptional(),
	tenant: z.string().nullable().exactOptional(),
	clientId: z.string().nullable().exactOptional(),
	proxy: z.string().nullable().exactOptional(),
	powershell: z.string().nullable().exactOptional(),
	signIn: z.string().nullable().exactOptional(),
	practice: z.string().nullable().exactOptional(),
});
const identity = z.strictObject({
	forests: z.array(z.strictObject({name: z.string(), ids: z.array(z.string())})),
	tenant: z.strictObject({id: z.string(), domains: z.array(z.string())}).nullable(),
});
const attestation = z.strictObject({statement: z.string(), yes: z.boolean(), by: z.string(), reason: z.string(), at});
const evidence = z.strictObject({
	collector: z.string(),
	digest: z.string(),
	about: z.string(),
	spoken: z
		.strictObject({
			forests: z.array(z.strictObject({name: z.string(), ids: z.array(z.string()), certain: z.boolean()})),
			tenantNames: z.array(z.string()),
			tenantId: z.string().nullable(),
		})
		.exactOptional(),
	script: z.strictObject({place: z.enum(['connect-server', 'domain-controller', 'client']), sha256: z.string().nullable()}).exactOptional(),
	answer: z.strictObject({kind: z.literal('facts'), facts: z.unknown(), source, takenAt: at.nullable(), from: z.string()}),
});

const look = z.string().regex(/^[0-9a-f]{16}$/);

/** Every event that a journal may hold. What comes from elsewhere is held against it, because a hash proves only that nothing changed since. */
export const eventSchema = z.discriminatedUnion('type', [
	z.strictObject({
		type: z.literal('opened'),
		at,
		tool: z.string(),
		edition: z.string(),
		account: z.string(),
		computer: z.string(),
	}),
	z.strictObject({type: z.literal('settled'), at, environment}),
	z.strictObject({type: z.literal('identified'), at, identity}),
	z.strictObject({type: z.literal('found'), at, check: z.string(), finding, look: look.exactOptional()}),
	z.strictObject({type: z.literal('wanted'), at, look, wish: z.enum(['enter', 'finish']), step: z.string()}),
	z.strictObject({type: z.literal('answered'), at, attestation}),
	z.strictObject({type: z.literal('imported'), at, evidence}),
	z.strictObject({type: z.literal('read'), at, check: z.string()}),
	z.strictObject({type: z.literal('entered'), at, step: z.string(), look: look.exactOptional()}),
	z.strictObject({type: z.literal('finished'), at, step: z.string(), look: look.exactOptional()}),
]) satisfies z.ZodType<Event>;
