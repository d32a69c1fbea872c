/** Whether a comma of a DN is part of a name: an odd number of backslashes stands before it. */
const isEscaped = (dn: string, comma: number): boolean => {
	let before = comma;
	while (dn[before - 1] === '\\') {
		before -= 1;
	}

	return (comma - before) % 2 === 1;
};

/** The DC parts at the end of a DN. */
const componentsOf = (dn: string): string => {
	let start = dn.length;
	while (start > 0) {
		const comma = start === dn.length ? dn.lastIndexOf(',') : start > 1 ? dn.lastIndexOf(',', start - 2) : -1;
		if (!/^DC=/i.test(dn.slice(comma + 1, comma + 4)) || isEscaped(dn, comma)) {
			break;
		}

		start = comma + 1;
	}

	return dn.slice(start);
};

const nameOf = (components: string): string =>
	components
		.split(',')
		.map(each => each.slice(3))
		.join('.');

/** Gives the DNS name of the domain that an entry lies in, from the DC parts at the end of its DN (RFC 2247). Most lie in the domain of the one before. */
export const domainReader = (): ((dn: string) => string) => {
	let components = '';
	let name = '';
	return (dn: string): string => {
		const own = componentsOf(dn);
		if (own !== components) {
			components = own;
			name = nameOf(own);
		}

		return name;
	};
};
