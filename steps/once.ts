/** Makes of a thing what `make` makes of it, once for the same thing. Only for what is pure. */
export const once = <Thing extends object, Made extends object>(make: (thing: Thing) => Made): ((thing: Thing) => Made) => {
	const known = new WeakMap<Thing, Made>();
	return thing => {
		const made = known.get(thing) ?? make(thing);
		known.set(thing, made);
		return made;
	};
};
