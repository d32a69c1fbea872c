/** One part of a distinguished name: the attribute's type as written, and its value without the escapes of RFC 4514. */
export type NamePart = {readonly type: string; readonly value: string};

/** What stands between the commas that are not escaped, as written. */
const written = (dn: string): readonly string[] => {
	// Most names hold no escape, and many are compared.
	if (!dn.includes('\\')) {
		return dn === '' ? [] : dn.split(',');
	}

	const parts: string[] = [];
	let start = 0;
	for (let at = 0; at < dn.length; at++) {
		if (dn[at] === '\\') {
			at += 1;
		} else if (dn[at] === ',') {
			parts.push(dn.slice(start, at));
			start = at + 1;
		}
	}

	return [...parts, dn.slice(start)];
};

/** Without the spaces around it, which are no part of a value; an escaped one is. */
const trimmed = (text: string): string => {
	if (!text.startsWith(' ') && !text.endsWith(' ')) {
		return text;
	}

	const bare = text.replace(/^ +| +$/g, '');
	const escapes = /\\*$/.exec(bare)?.[0].length ?? 0;
	return escapes % 2 === 1 && text.replace(/^ +/, '').length > bare.length ? `${bare} ` : bare;
};

/** Bytes that are no UTF-8 stay as they were written, so that two of them are never taken for one. */
const decoded = (escapes: string): string => {
	const bytes = Buffer.from(escapes.replaceAll('\\', ''), 'hex');
	const text = bytes.toString('utf8');
	return Buffer.from(text, 'utf8').equals(bytes) ? text : escapes;
};

/** A special character after a backslash stands for itself; pairs of hexadecimal digits are bytes of UTF-8 (RFC 4514, 2.4). */
const unescaped = (text: string): string =>
	text.includes('\\')
		? text.replace(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_, bytes: string | undefined, character: string) =>
				bytes === undefined ? character : decoded(bytes),
			)
		: text;

/** The parts of a distinguished name, from the object upwards. A part without an equals sign has no type. */
export const partsOfName = (dn: string): readonly NamePart[] =>
	written(dn).map(part => {
		const equals = part.indexOf('=');
		return {type: trimmed(part.slice(0, Math.max(0, equals))), value: unescaped(trimmed(part.slice(equals + 1)))};
	});

/** The values of a distinguished name's parts, from the object upwards, without the escapes of RFC 4514. */
export const namesOf = (dn: string): readonly string[] => partsOfName(dn).map(({value}) => value);

/** The distinguished name of the object above, as written; null where there is none. */
export const parentOf = (dn: string): string | null => {
	const [first, ...rest] = written(dn);
	return first === undefined || rest.length === 0 ? null : dn.slice(first.length + 1);
};

/** The DNS name that a domain's distinguished name stands for, where all of its parts are domain components (RFC 2247); else null. */
export const domainNameOf = (dn: string): string | null => {
	const parts = partsOfName(dn);
	return parts.length > 0 && parts.every(({type, value}) => /^dc$/i.test(type) && /^[^.]+$/.test(value))
		? parts.map(({value}) => value).join('.')
		: null;
};
