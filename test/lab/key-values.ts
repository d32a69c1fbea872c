/** Values of msDS-KeyCredentialLink as Windows writes them (MS-ADTS 2.2.20). */

/** KEYCREDENTIALLINK_ENTRY (MS-ADTS 2.2.20.6). */
export const entry = (identifier: number, value: Uint8Array): Buffer => {
	const head = Buffer.alloc(3);
	head.writeUInt16LE(value.length);
	head.writeUInt8(identifier, 2);
	return Buffer.concat([head, value]);
};

/** BCRYPT_RSAKEY_BLOB of a public key. */
const rsaBlob = (modulus: Buffer): Buffer => {
	const head = Buffer.alloc(24);
	head.write('RSA1', 'latin1');
	head.writeUInt32LE(modulus.length * 8, 4);
	head.writeUInt32LE(3, 8);
	head.writeUInt32LE(modulus.length, 12);
	return Buffer.concat([head, Buffer.from([1, 0, 1]), modulus]);
};

/** The attribute's text for a blob, and whose key it is. */
export const keyValue = (blob: Uint8Array, dn = 'CN=Hana,DC=corp,DC=contoso,DC=com'): string =>
	`B:${blob.length * 2}:${Buffer.from(blob).toString('hex').toUpperCase()}:${dn}`;
/** Version 2 and the entries (MS-ADTS 2.2.20.1). */
export const blobOf = (...entries: readonly Buffer[]) => Buffer.concat([Buffer.from([0, 2, 0, 0]), ...entries]);
const device = Buffer.from('bbaa9988776655443322110000000001', 'hex');
/** 22 Nov 2026, 08:30 UTC in 100 nanoseconds since 1601. */
const created = Buffer.alloc(8);
created.writeBigUInt64LE((BigInt(Date.UTC(2026, 10, 22, 8, 30)) + 11_644_473_600_000n) * 10_000n);

/** All entries that Windows writes: a key of Hello from Entra ID, unless said otherwise. */
export const usual = (modulus: Buffer = Buffer.alloc(256, 0xd7), usage = 1, source = 1) =>
	blobOf(
		entry(1, Buffer.alloc(32, 1)),
		entry(2, Buffer.alloc(32, 2)),
		entry(3, rsaBlob(modulus)),
		entry(4, Buffer.from([usage])),
		entry(5, Buffer.from([source])),
		entry(6, device),
		entry(7, Buffer.from([1, 0])),
		entry(8, created),
		entry(9, created),
	);
