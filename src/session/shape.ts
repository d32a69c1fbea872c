/**
 * What a value read from a file must look like. Comes back with the path of what does not fit, `finding.verdict.outcome`, or null where all does.
 * `isLoose` lets objects hold members that this program does not know: a later one wrote them.
 * Our own, because the list of sessions is drawn before anything large is loaded.
 */
export type Shape<T> = {
	readonly objection: (value: unknown, isLoose: boolean) => string | null;
	readonly isOptional?: true;
	/** Never there: it only lets the compiler hold a shape against its type. */
	readonly of?: T;
};

/** The type of what a shape lets through. */
export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

const below = (name: string, path: string): string => (path === '' ? name : `${name}.${path}`);

const where = <T>(fits: (value: unknown) => boolean): Shape<T> => ({objection: value => (fits(value) ? null : '')});

/** Any text. */
export const text: Shape<string> = where(value => typeof value === 'string');
/** True or false. */
export const flag: Shape<boolean> = where(value => typeof value === 'boolean');
/** False, and nothing else: what is said only where it is so. */
export const no: Shape<false> = where(value => value === false);
/** A whole number that is not negative. */
export const count: Shape<number> = where(value => Number.isSafeInteger(value) && (value as number) >= 0);
/** Anything at all, and also nothing. */
export const anything: Shape<unknown> = {objection: () => null, isOptional: true};

/** A time of ISO 8601 with its offset. */
export const time: Shape<string> = where(
	value =>
		typeof value === 'string' &&
		/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
		!Number.isNaN(Date.parse(value)),
);

/** A text that a pattern matches. */
export const matching = (pattern: RegExp): Shape<string> => where(value => typeof value === 'string' && pattern.test(value));

/** One of some texts. */
export const oneOf = <const T extends string>(...allowed: readonly T[]): Shape<T> => where(value => allowed.some(each => each === value));

/** A value of a shape, or null. */
export const orNull = <T>(shape: Shape<T>): Shape<T | null> => ({
	objection: (value, isLoose) => (value === null ? null : shape.objection(value, isLoose)),
});

/** A member that may be missing; where it is there, it is not undefined. */
export const maybe = <T>(shape: Shape<T>): Shape<T | undefined> => ({objection: shape.objection, isOptional: true});

/** A list whose members are all of one shape. */
export const list = <T>(shape: Shape<T>): Shape<readonly T[]> => ({
	objection: (value, isLoose) => {
		if (!Array.isArray(value)) {
			return '';
		}

		for (const [index, each] of value.entries()) {
			const path = shape.objection(each, isLoose);
			if (path !== null) {
				return below(String(index), path);
			}
		}

		return null;
	},
});

/** An object with these members and no others. */
export const object = <T extends object>(members: {readonly [Name in keyof T]-?: Shape<T[Name]>}): Shape<T> => {
	const all = Object.entries<Shape<unknown>>(members);
	return {
		objection: (value, isLoose) => {
			if (typeof value !== 'object' || value === null || Array.isArray(value)) {
				return '';
			}

			const given = value as Readonly<Record<string, unknown>>;
			for (const [name, shape] of all) {
				const path = Object.hasOwn(given, name) ? shape.objection(given[name], isLoose) : shape.isOptional ? null : '';
				if (path !== null) {
					return below(name, path);
				}
			}

			return isLoose ? null : (Object.keys(given).find(name => !Object.hasOwn(members, name)) ?? null);
		},
	};
};

/** One of several shapes, told apart by the text of one member. */
export const tagged = <T>(name: string, shapes: Readonly<Record<string, Shape<T>>>): Shape<T> => ({
	objection: (value, isLoose) => {
		const tag = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
		const shape = typeof tag === 'string' && Object.hasOwn(shapes, tag) ? shapes[tag] : undefined;
		return shape === undefined ? name : shape.objection(value, isLoose);
	},
});
