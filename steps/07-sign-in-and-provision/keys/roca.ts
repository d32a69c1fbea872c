/** Odd primes up to 167: enough to tell the keys of one faulty library from others, with one mistake in many millions. */
const primes = [
	3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139,
	149, 151, 157, 163, 167,
];

const generator = 65_537;

/** For each prime the remainders that a power of 65537 can leave. */
const remainders = primes.map(prime => {
	const found = new Set<number>();
	for (let power = 1; !found.has(power); power = (power * generator) % prime) {
		found.add(power);
	}

	return {prime: BigInt(prime), found};
});

/**
 * Whether an RSA modulus comes from the library of CVE-2017-15361 (ROCA), whose primes are powers of 65537 modulo a product of small primes, so that the
 * modulus is one too: Nemec and others, The Return of Coppersmith's Attack, 2017, section 2. TPMs of one maker made such keys until their firmware of 2017.
 */
export const isRoca = (modulus: Uint8Array): boolean => {
	const value = BigInt(`0x${Buffer.from(modulus).toString('hex') || '0'}`);
	return value > 1n && remainders.every(({prime, found}) => found.has(Number(value % prime)));
};
