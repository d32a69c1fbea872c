import {createRequire} from 'node:module';

/**
 * What the bundle has in zod's place (`bundle.ts`). A schema is built when it is first asked for anything but another schema of it, and zod itself is loaded
 * with the first: a page, a help and a practice environment that the build has read already need neither. 40 ms of a start, where a bare Node takes 27.
 * Sources and their tests have zod as it is; `test/deferred.test.ts` holds that these are the same schemas.
 */

type Schema = Readonly<Record<PropertyKey, unknown>>;
type Make = (...given: readonly unknown[]) => Schema;
type Zod = Readonly<Record<PropertyKey, unknown>>;

/** What makes a schema out of nothing, in zod and in two of its rooms. Whatever is not named here is asked of zod at once. */
const factories =
	'array base64 boolean custom discriminatedUnion enum guid int literal looseObject null number object partialRecord record strictObject string tuple union unknown url';
const rooms = {iso: 'date datetime', coerce: 'number'};
/** Those that are made of a shape. */
const objects = new Set(['looseObject', 'object', 'strictObject']);

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

/** `shape`: of an object, what it was made of, so that others can be made of it. */
type Deferred = {readonly make: () => Schema; readonly shape: unknown; made: Schema | undefined};

const builtOf = (deferred: Deferred): Schema => {
	deferred.made ??= deferred.make();
	return deferred.made;
};

const itself = Symbol('deferred');

/** A schema as zod knows it, so that what parses meets nothing of this file; a shape's and a list's as well. */
const real = (given: unknown): unknown => {
	if (typeof given !== 'object' || given === null) {
		return given;
	}

	const deferred = (given as {readonly [itself]?: Deferred})[itself];
	return deferred !== undefined
		? builtOf(deferred)
		: Array.isArray(given)
			? given.map(real)
			: Object.getPrototypeOf(given) === Object.prototype
				? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, real(value)]))
				: given;
};

const traps: ProxyHandler<Deferred> = {
	get: (deferred, name) =>
		name === itself
			? deferred
			: makers.has(name)
				? (...given: readonly unknown[]) => defer(() => (builtOf(deferred)[name] as Make)(...given.map(real)))
				: name === 'shape' && deferred.shape !== undefined
					? deferred.shape
					: Reflect.get(builtOf(deferred), name),
	has: (deferred, name) => name === itself || Reflect.has(builtOf(deferred), name),
	getPrototypeOf: deferred => Reflect.getPrototypeOf(builtOf(deferred)),
};

const defer = (make: () => Schema, shape?: unknown): Schema => new Proxy<Deferred>({make, shape, made: undefined}, traps) as never;

/** A room of zod: its factories make schemas later, everything else is what it is. */
const roomOf = (names: string, room: () => Zod, more: Readonly<Record<string, unknown>> = {}): Zod =>
	Object.setPrototypeOf(
		{
			...more,
			...Object.fromEntries(
				names
					.split(' ')
					.map(name => [
						name,
						(...given: readonly unknown[]) =>
							defer(() => (room()[name] as Make)(...given.map(real)), objects.has(name) ? given[0] : undefined),
					]),
			),
		},
		new Proxy({}, {get: (_, name) => room()[name]}),
	);

/** zod's `z`, as far as the bundle uses it: the same schemas, later. */
export const z: Zod = roomOf(
	factories,
	zod,
	Object.fromEntries(Object.entries(rooms).map(([name, names]) => [name, roomOf(names, () => zod()[name] as Zod)])),
);
