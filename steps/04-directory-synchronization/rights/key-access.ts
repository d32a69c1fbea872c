import {z} from 'zod';
import {daclOf} from '../../security-descriptor.ts';

/** schemaIDGUID of msDS-KeyCredentialLink, the property set that it belongs to ([MS-ADA2], attributeSecurityGUID), and the class user ([MS-ADSC]). */
const keyAttribute = '5b47d60f-6090-40b2-9f37-2a4de88f3063';
const propertySet = '9b026da6-0d3c-465c-8bee-5199d7165cba';
const userClass = 'bf967aba-0de6-11d0-a285-00aa003049e2';

/** RIGHT_DS_WRITE_PROPERTY, GENERIC_WRITE and GENERIC_ALL (MS-ADTS 5.1.3.2): each lets a property be written. */
const writes = 0x20;
const generic = 0x5000_0000;

/** Whether an entry speaks of the key: of it alone, of its property set, of the class, or of everything; of what else it speaks, nobody asks. */
const isOfKey = (objectType: string | null) => objectType === null || [keyAttribute, propertySet, userClass].includes(objectType);

const entry = z.strictObject({
	allows: z.boolean(),
	sid: z.string(),
	/** It holds only where an expression does that nobody read. */
	conditional: z.boolean(),
});

/** The entries of an access list that speak of writing keys, in their order; null where the list could not be read. */
export const keyAccessSchema = z.array(entry).nullable();

/** Who may write the key of one user, or of the users below an object, as an access list says. */
export type KeyAccess = z.infer<typeof keyAccessSchema>;

/**
 * What a security descriptor (base64; undefined where none came) says of writing keys. `here`: of the object itself. `below`: of a user below it that adds
 * nothing of its own; what such a user inherits stands in the order of the list that it comes from (MS-DTYP 2.5.3.4).
 */
export const keyAccessOf = (descriptor: string | undefined, where: 'here' | 'below'): KeyAccess =>
	(descriptor === undefined ? null : daclOf(descriptor))
		?.filter(
			({mask, objectType, inherited, inheritedType, inheritOnly}) =>
				(mask & (writes | generic)) !== 0 &&
				isOfKey(objectType) &&
				(where === 'here' ? !inheritOnly : inherited && (inheritedType === null || inheritedType === userClass)),
		)
		.map(({allows, sid, conditional}) => ({allows, sid, conditional})) ?? null;

/** RIGHT_DS_CREATE_CHILD to WRITE_OWNER: all that can be allowed on an object, which is called full control. */
const fullControl = 0x000f_01ff;

/** SIDs of those who have full control of users below an object, and of everything else there. */
export const fullControlBelow = (descriptor: string | undefined): readonly string[] =>
	((descriptor === undefined ? null : daclOf(descriptor)) ?? []).flatMap(({allows, sid, mask, objectType, inherited, inheritedType}) =>
		allows &&
		inherited &&
		objectType === null &&
		inheritedType === null &&
		((mask & fullControl) === fullControl || (mask & 0x1000_0000) !== 0)
			? [sid]
			: [],
	);

/**
 * Whether somebody who bears these SIDs may write the key, by the rule that the first entry that speaks of it decides (MS-ADTS 5.1.3.3.1). `unknown`: the
 * list could not be read, or an entry with a condition decides.
 */
export const mayWriteKey = (access: KeyAccess, sids: ReadonlySet<string>): 'yes' | 'no' | 'denied' | 'unknown' => {
	if (access === null) {
		return 'unknown';
	}

	const own = access.filter(({sid}) => sids.has(sid));
	const first = own.find(({allows, conditional}) => !conditional || !allows);
	const depends = own.slice(0, first === undefined ? own.length : own.indexOf(first)).length > 0;
	if (first === undefined) {
		return depends ? 'unknown' : 'no';
	}

	return first.conditional ? 'unknown' : first.allows ? 'yes' : depends ? 'unknown' : 'denied';
};
