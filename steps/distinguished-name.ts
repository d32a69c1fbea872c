/** The values of a distinguished name's parts, from the object upwards, without the escapes of RFC 4514. */
export const namesOf = (dn: string): readonly string[] =>
	(dn.match(/(?:\\.|[^,\\])+/g) ?? []).map(part =>
		part
			.slice(part.indexOf('=') + 1)
			.trim()
			.replace(/(?:\\[0-9a-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8'))
			.replace(/\\(.)/g, '$1'),
	);
