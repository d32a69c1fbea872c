import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {all, any, equals, everything} from '../../src/guide/filter.ts';
import {guidOf, mapForests, numberOf, perForest, silenceSchema, valueOf} from '../directory.ts';

/** The key attribute's name, and the ids that tell it from another of that name (MS-ADA2, ms-DS-Key-Credential-Link). */
export const keyAttribute = {
	name: 'msDS-KeyCredentialLink',
	oid: '1.2.840.113556.1.4.2328',
	schemaIdGuid: '5b47d60f-6090-40b2-9f37-2a4de88f3063',
} as const;

/** The schema's number on each DC, and which DC is the schema master. */
export const schemaHead = defineCollector({
	id: 'schema-head',
	what: 'the schema number and the schema master, on every domain controller',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-dc',
		base: 'schema',
		scope: 'base',
		filter: everything,
		attributes: ['objectVersion', 'fSMORoleOwner'],
	},
	read: answer =>
		mapForests(answer, ({readings}) => ({
			controllers: readings.map(reading => {
				const entry = 'entries' in reading ? reading.entries[0] : undefined;
				return 'entries' in reading
					? {
							server: reading.server,
							silent: null,
							objectVersion: entry === undefined ? null : numberOf(entry, 'objectVersion'),
							// The role owner is the DN of an NTDS settings object; its parent names the server.
							schemaMaster:
								entry === undefined ? null : (/^CN=NTDS Settings,CN=([^,]+),/i.exec(valueOf(entry, 'fSMORoleOwner') ?? '')?.[1] ?? null),
						}
					: {server: reading.server, silent: {reason: reading.silent, detail: reading.detail}, objectVersion: null, schemaMaster: null};
			}),
		})),
	facts: perForest({
		controllers: z
			.array(
				z.strictObject({
					server: z.string(),
					silent: silenceSchema.nullable(),
					/** null: the head of the schema was not readable there. */
					objectVersion: z.int().nullable(),
					/** Host name, without domain, of the DC that this one takes for the schema master. */
					schemaMaster: z.string().nullable(),
				}),
			)
			// A forest has at least one domain controller; none is a failed look.
			.min(1),
	}),
});

/** The key attribute on each DC, and the classes that may hold it there. */
export const keyAttributeOnDcs = defineCollector({
	id: 'key-attribute',
	what: 'the schema: msDS-KeyCredentialLink and the classes that may hold it, on every domain controller',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-dc',
		base: 'schema',
		scope: 'one-level',
		filter: any(
			equals('lDAPDisplayName', keyAttribute.name),
			all(
				equals('objectClass', 'classSchema'),
				// Lists of attributes are of OID syntax: a server may know the name, the number, or both.
				any(...['mayContain', 'systemMayContain'].flatMap(list => [equals(list, keyAttribute.name), equals(list, keyAttribute.oid)])),
			),
		),
		attributes: ['lDAPDisplayName', 'objectClass', 'attributeID', {name: 'schemaIDGUID', as: 'bytes'}, 'isDefunct', 'whenCreated'],
	},
	read: answer =>
		mapForests(answer, ({readings}) => ({
			controllers: readings.map(reading => {
				if (!('entries' in reading)) {
					return {server: reading.server, silent: {reason: reading.silent, detail: reading.detail}, attribute: null, heldBy: []};
				}

				const isClass = (classes: readonly string[] | undefined) => classes?.some(name => name.toLowerCase() === 'classschema') ?? false;
				const attribute = reading.entries.find(entry => !isClass(entry.attributes['objectClass']));
				const id = attribute === undefined ? null : valueOf(attribute, 'schemaIDGUID');
				return {
					server: reading.server,
					silent: null,
					attribute:
						attribute === undefined
							? null
							: {
									oid: valueOf(attribute, 'attributeID'),
									schemaIdGuid: id === null ? null : guidOf(id),
									defunct: valueOf(attribute, 'isDefunct')?.toUpperCase() === 'TRUE',
									created: valueOf(attribute, 'whenCreated'),
								},
					heldBy: reading.entries
						.filter(entry => isClass(entry.attributes['objectClass']))
						.flatMap(entry => valueOf(entry, 'lDAPDisplayName') ?? []),
				};
			}),
		})),
	facts: perForest({
		controllers: z
			.array(
				z.strictObject({
					server: z.string(),
					silent: silenceSchema.nullable(),
					/** null: looked for, and not there. */
					attribute: z
						.strictObject({
							oid: z.string().nullable(),
							schemaIdGuid: z.string().nullable(),
							defunct: z.boolean(),
							created: z.string().nullable(),
						})
						.nullable(),
					/** Classes that name the attribute among what they may contain; empty where the class change has not arrived. */
					heldBy: z.array(z.string()),
				}),
			)
			.min(1),
	}),
});
