import {createRequire} from 'node:module';

/**
 * What the bundle has in zod's place (`bundle.ts`). A schema is built when it is first asked for anything but another schema of it, and zod itself is loaded
 * with the first: a page, a help and a practice environment that the build has read already need neither. 40 ms of a start, where a bare Node takes 27.
 * Sources and their tests have zod as it is.
 */

type Schema = Readonly<Record<PropertyKey, unknown>>;
type Make = (...given: readonly unknown[]) => Schema;
type Zod = Readonly<Record<PropertyKey, unknown>>;

/** What makes a schema out of nothing, in zod and in two of its rooms. Whatever is not named here is asked of zod at once. */
const factories = new Set<PropertyKey>(
	'array base64 boolean custom discriminatedUnion enum guid int literal looseObject null number object partialRecord record strictObject string tuple union unknown url'.split(
		' ',
	),
);
const rooms: Readonly<Record<PropertyKey, ReadonlySet<PropertyKey>>> = {iso: new Set(['date', 'datetime']), coerce: new Set(['number'])};

/** What makes a schema out of another. */
const makers = new Set<PropertyKey>(
	'catch check default endsWith exactOptional extend loose max min nonnegative nullable nullish optional positive readonly refine regex startsWith'.split(
		' ',
	),
);

let loaded: Zod | undefined;
const zod = (): Zod => {
	loaded ??= (createRequire(import.meta.url)('./zod.js') as {readonly z: Zod}).z;
	return loaded;
};

const built = new WeakMap<object, () => Schema>();

/** A schema as zod knows it, so that what parses meets nothing of this file; a shape's and a list's as well. */
const real = (given: unknown): unknown => {
	if (typeof given !== 'object' || given === null) {
		return given;
	}

	const make = built.get(given);
	return make !== undefined
		? make()
		: Array.isArray(given)
			? given.map(real)
			: Object.getPrototypeOf(given) === Object.prototype
				? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, real(value)]))
				: given;
};

/** `shape`: of an object, what it was made of, so that others can be made of it. */
const deferred = (make: () => Schema, shape?: unknown): Schema => {
	let made: Schema | undefined;
	const own = () => {
		made ??= make();
		return made;
	};
	const schema: Schema = new Proxy(
		{},
		{
			get: (_, name) =>
				makers.has(name)
					? (...given: readonly unknown[]) => deferred(() => (own()[name] as Make)(...given.map(real)))
					: name === 'shape' && shape !== undefined
						? shape
						: Reflect.get(own(), name),
			has: (_, name) => Reflect.has(own(), name),
			getPrototypeOf: () => Reflect.getPrototypeOf(own()),
		},
	);
	built.set(schema, own);
	return schema;
};

const objects = new Set<PropertyKey>(['looseObject', 'object', 'strictObject']);

const deferring = (room: () => Zod, names: ReadonlySet<PropertyKey>): Zod =>
	new Proxy(
		{},
		{
			get: (_, name) =>
				names.has(name)
					? (...given: readonly unknown[]) =>
							deferred(() => (room()[name] as Make)(...given.map(real)), objects.has(name) ? given[0] : undefined)
					: room()[name],
		},
	);

const inZod = deferring(zod, factories);
const inRooms = Object.fromEntries(Object.entries(rooms).map(([room, names]) => [room, deferring(() => zod()[room] as Zod, names)]));

/** zod's `z`, as far as the bundle uses it: the same schemas, later. */
export const z: Zod = new Proxy({}, {get: (_, name) => inRooms[name as string] ?? inZod[name]});
