import {z} from 'zod';
import type {ListedController} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, any, equals, everything} from '../../../src/guide/filter.ts';
import {guidOf, mapForests, numberOf, perController, silenceIn, valueOf} from '../../directory.ts';
import {parentOf} from '../../distinguished-name.ts';
import {isSameDn, isSameName} from '../../identity.ts';

/** The key attribute's name, and the ids that tell it from another of that name (MS-ADA2, ms-DS-Key-Credential-Link). */
export const keyAttribute = {
	name: 'msDS-KeyCredentialLink',
	oid: '1.2.840.113556.1.4.2328',
	schemaIdGuid: '5b47d60f-6090-40b2-9f37-2a4de88f3063',
} as const;

/** The domain controller that owns a role: what the role names is the NTDS settings object below its server object. */
const ownerIn = (controllers: readonly ListedController[], settings: string | null): string | null => {
	const server = settings === null ? null : parentOf(settings);
	return controllers.find(one => isSameDn(one.server, server))?.name ?? null;
};

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
		mapForests(answer, ({readings, controllers}) => ({
			controllers: readings.map(reading => {
				const entry = 'entries' in reading ? reading.entries[0] : undefined;
				return 'entries' in reading
					? {
							server: reading.server,
							silent: null,
							objectVersion: entry === undefined ? null : numberOf(entry, 'objectVersion'),
							schemaMaster: entry === undefined ? null : ownerIn(controllers, valueOf(entry, 'fSMORoleOwner')),
						}
					: {server: reading.server, silent: silenceIn(reading), objectVersion: null, schemaMaster: null};
			}),
		})),
	facts: perController({
		/** null: the head of the schema was not readable there. */
		objectVersion: z.int().nullable(),
		/** DNS name of the DC that this one takes for the schema master; null where it names none that the forest lists. */
		schemaMaster: z.string().nullable(),
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
					return {server: reading.server, silent: silenceIn(reading), attribute: null, heldBy: []};
				}

				const isClass = (classes: readonly string[] | undefined) => classes?.some(name => isSameName(name, 'classSchema')) ?? false;
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
									defunct: isSameName(valueOf(attribute, 'isDefunct'), 'TRUE'),
									created: valueOf(attribute, 'whenCreated'),
								},
					heldBy: reading.entries
						.filter(entry => isClass(entry.attributes['objectClass']))
						.flatMap(entry => valueOf(entry, 'lDAPDisplayName') ?? []),
				};
			}),
		})),
	facts: perController({
		/** null: looked for, and not there. */
		attribute: z
			.strictObject({
				/** null: not shown, or nothing that can be read; no id is not another id. */
				oid: z.string().nullable(),
				schemaIdGuid: z.string().nullable(),
				defunct: z.boolean(),
				created: z.string().nullable(),
			})
			.nullable(),
		/** Classes that name the attribute among what they may contain; empty where the class change has not arrived. */
		heldBy: z.array(z.string()),
	}),
});
