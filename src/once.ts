/** What is made when it is first asked for, and kept; of a promise also that it failed. */
export const once = <T>(make: () => T): (() => T) => {
	let made: {readonly it: T} | undefined;
	return () => {
		made ??= {it: make()};
		return made.it;
	};
};
