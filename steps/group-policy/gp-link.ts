/** One link to a Group Policy object. */
export type PolicyLink = {readonly policy: string; readonly disabled: boolean; readonly enforced: boolean};

/** Bits of a link's options (MS-GPOL 2.2.2), and of a container's gPOptions. */
const [disabled, enforced] = [1, 2];
export const blocksInheritance = 1;

const link = /\s*\[ldap:\/\/([^[\];]+);(\d+)\]\s*/giy;

/**
 * The links in a gPLink (MS-GPOL 2.2.2: `[LDAP://DN;options]`, one after the other), in the order in which they stand. An editor that takes the
 * last one away leaves a space behind. Null where it is of another form.
 */
export const linksOf = (gpLink: string): readonly PolicyLink[] | null => {
	const links: PolicyLink[] = [];
	let at = 0;
	for (const match of gpLink.matchAll(link)) {
		const options = Number(match[2]);
		links.push({policy: match[1] ?? '', disabled: (options & disabled) !== 0, enforced: (options & enforced) !== 0});
		at = match.index + match[0].length;
	}

	return gpLink.slice(at).trim() === '' ? links : null;
};
