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

/** What an entry lies in: its DN from the first comma on that is none of a name. */
const containerOf = (dn: string): string => {
	let comma = dn.indexOf(',');
	while (comma !== -1 && isEscaped(dn, comma)) {
		comma = dn.indexOf(',', comma + 1);
	}

	return comma === -1 ? '' : dn.slice(comma);
};

/** Gives the DNS name of the domain that an entry lies in, from the DC parts at the end of its DN (RFC 2247). Most lie in the same as the one before. */
export const domainReader = (): ((dn: string) => string) => {
	let [container, components, name] = ['', '', ''];
	return (dn: string): string => {
		const parent = containerOf(dn);
		if (parent !== '' && parent === container) {
			return name;
		}

		const own = componentsOf(dn);
		if (own !== components) {
			components = own;
			name = nameOf(own);
		}

		// Where a container is made of DC parts alone, the entry's own name may be one more.
		container = own.length < parent.length - 1 ? parent : '';
		return name;
	};
};
