/** What a package is made for: a system, with a Node of its own, or any that has one. */
export const targets = ['win-x64', 'linux-x64', 'any'] as const;

export type Target = (typeof targets)[number];

/** One file of a package. */
export type Entry = {
	/** From the package's folder on, with slashes. */
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly isProgram: boolean;
	/** How the zip packs it. Every program that unpacks knows Deflate, that of Windows knows nothing else; bzip2 makes a large program smaller. */
	readonly packing: 'deflate' | 'bzip2';
};

/** The name of a package, which its folder and its files bear. */
export const packageName = (target: Target, version: string): string => `whfb-${version}-${target}`;
