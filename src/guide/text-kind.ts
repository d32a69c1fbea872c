import type {z} from 'zod';

/**
 * What a text of a fact is, for reports without names. `public` names nobody. `words` is prose, a path or the name of a thing: single words of it may name
 * somebody. `prose` is what a person wrote: any of it may name somebody, so all of it is one name. `id` is a SID, a GUID or a thumbprint. `dn` is the
 * distinguished name of a person, a computer or a group, whose own name it holds. Everything else is the name of what the kind says, as a whole.
 */
export type TextKind = 'person' | 'computer' | 'domain' | 'tenant' | 'group' | 'address' | 'id' | 'dn' | 'prose' | 'words' | 'public';

/**
 * The kind of each text in a guide's facts, by the last two members that lead to it, `controllers.name`; a list has no member of its own. A text at the top of
 * its facts has the collector's id before it, `tenant.id`, or nothing, `.at`. What is of another kind in one collector has its id and a stroke before it,
 * `persons/groups.suffix`. Values of a record are its `*`, and its keys stand under its name and `{}`.
 */
export type TextKinds = Readonly<Record<string, TextKind>>;

/** The names under which the kind of a text may stand, the most exact one first. */
export const textKeys = (collector: string, members: readonly string[]): readonly string[] => {
	const last = members.slice(-2).join('.');
	return [`${collector}/${last}`, ...(members.length === 1 ? [`${collector}.${last}`, `.${last}`] : [last])];
};

/** What a text is; what nobody has said anything of may name anybody. */
export const textKind = (kinds: TextKinds, collector: string, members: readonly string[]): TextKind =>
	textKeys(collector, members)
		.map(key => kinds[key])
		.find(kind => kind !== undefined) ?? 'words';

type Definition = {
	readonly type: string;
	readonly shape?: Readonly<Record<string, z.ZodType>>;
	readonly element?: z.ZodType;
	readonly innerType?: z.ZodType;
	readonly out?: z.ZodType;
	readonly options?: readonly z.ZodType[];
	readonly items?: readonly z.ZodType[];
	readonly keyType?: z.ZodType;
	readonly valueType?: z.ZodType;
	readonly format?: string;
};
const definitionOf = (schema: z.ZodType): Definition => (schema as unknown as {readonly _zod: {readonly def: Definition}})._zod.def;

/** Formats that name nobody whatever stands there. */
const isTime = (format: string | undefined) => format === 'datetime' || format === 'date';

/** Every place in a schema where any text may stand, as the members that lead to it. */
export const textsIn = (schema: z.ZodType, members: readonly string[] = []): readonly (readonly string[])[] => {
	const {type, shape = {}, element, innerType, out, options = [], items = [], keyType, valueType, format} = definitionOf(schema);
	if (type === 'string') {
		return isTime(format) ? [] : [members];
	}

	const inside = [element, innerType, out, ...options, ...items].filter(one => one !== undefined);
	return [
		...Object.entries(shape).flatMap(([name, one]) => textsIn(one, [...members, name])),
		...inside.flatMap(one => textsIn(one, members)),
		...(keyType === undefined ? [] : textsIn(keyType, [...members.slice(0, -1), `${members.at(-1)}{}`])),
		...(valueType === undefined ? [] : textsIn(valueType, [...members, '*'])),
	];
};

type Told = (text: string, members: readonly string[]) => void;
type Members = Readonly<Record<string, unknown>>;

/** Tells every text of some facts with the members that lead to it; one of a few words that the schema lists is none. What the schema does not know is told as well. */
export const tellTexts = (schema: z.ZodType | null, facts: unknown, tell: Told, members: readonly string[] = []): void => {
	if (typeof facts === 'string') {
		if (schema === null || mayBeText(schema)) {
			tell(facts, members);
		}
	} else if (Array.isArray(facts)) {
		for (const one of facts) {
			tellTexts(schema === null ? null : elementOf(schema), one, tell, members);
		}
	} else if (typeof facts === 'object' && facts !== null) {
		for (const [name, one] of Object.entries(facts as Members)) {
			const [inside, member] = schema === null ? [null, name] : membersOf(schema)(name);
			if (member === '*') {
				tell(name, [...members.slice(0, -1), `${members.at(-1)}{}`]);
			}

			tellTexts(inside, one, tell, [...members, member]);
		}
	}
};

/** The schemas that a schema stands for: what it wraps, and each that it leaves the choice of. */
const unwrapped = (schema: z.ZodType): readonly Definition[] => {
	const definition = definitionOf(schema);
	const inside = [definition.innerType, definition.out, ...(definition.options ?? [])].filter(one => one !== undefined);
	return inside.length === 0 ? [definition] : inside.flatMap(unwrapped);
};

/** A schema that stands for several: what may stand there is what may stand in any of them. */
const anyOf = (schemas: readonly z.ZodType[]): z.ZodType | null => {
	const [first] = schemas;
	return schemas.length < 2 ? (first ?? null) : ({_zod: {def: {type: 'union', options: schemas}}} as unknown as z.ZodType);
};

/** What is read of a schema once: facts hold the same members thousands of times. */
const once = <Value>(read: (schema: z.ZodType) => Value): ((schema: z.ZodType) => Value) => {
	const known = new WeakMap<z.ZodType, {readonly value: Value}>();
	return schema => {
		const held = known.get(schema) ?? {value: read(schema)};
		known.set(schema, held);
		return held.value;
	};
};

const mayBeText = once(schema => textsIn(schema).length > 0);

const elementOf = once(schema =>
	anyOf(unwrapped(schema).flatMap(({element, items = []}) => [...(element === undefined ? [] : [element]), ...items])),
);

type Member = readonly [z.ZodType | null, string];

const membersOf = once((schema): ((name: string) => Member) => {
	const all = unwrapped(schema);
	const valued = anyOf(all.flatMap(({valueType}) => (valueType === undefined ? [] : [valueType])));
	const known = new Map<string, Member>();
	return name => {
		const held = known.get(name);
		if (held !== undefined) {
			return held;
		}

		const named = anyOf(all.flatMap(({shape}) => (shape !== undefined && Object.hasOwn(shape, name) ? [shape[name] as z.ZodType] : [])));
		const member: Member = named !== null ? [named, name] : valued !== null ? [valued, '*'] : [null, name];
		known.set(name, member);
		return member;
	};
});
