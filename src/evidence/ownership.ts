import {foldAscii} from '../guide/fold.ts';
import type {Spoken} from '../guide/importer.ts';
import type {Identity} from '../session/event.ts';

const lower = (texts: readonly string[]) => texts.map(foldAscii);
const isSame = (a: string, b: string) => foldAscii(a) === foldAscii(b);

/**
 * Why some evidence belongs to somebody else than this session is about; null where nothing says so.
 * Forests are compared by id, never by name: where either side knows no id, nobody can tell, and the judges decline instead.
 * Of several forests one known one is enough, because a server may hold forests that nobody has named here yet.
 */
export const ownershipConflict = (spoken: Spoken, known: Identity): string | null => {
	const claimed = spoken.forests.filter(({ids}) => ids.length > 0);
	const ids = new Set(known.forests.flatMap(forest => lower(forest.ids)));
	if (claimed.length > 0 && ids.size > 0 && !claimed.some(forest => lower(forest.ids).some(id => ids.has(id)))) {
		const twin = claimed.find(({name}) => known.forests.some(forest => isSame(forest.name, name)));
		if (twin === undefined) {
			return `it speaks of the forest ${claimed.map(({name}) => name).join(' and ')}, and this session is about ${known.forests.map(({name}) => name).join(' and ')}`;
		}

		if (twin.certain) {
			return `it speaks of a forest ${twin.name} with another id than the one that this session is about, so it was taken before that forest was rebuilt, or in another of the same name`;
		}
	}

	if (known.tenant === null) {
		return null;
	}

	const {id, domains} = known.tenant;
	if (spoken.tenantId !== null && id !== '' && !isSame(spoken.tenantId, id)) {
		return `it belongs to the tenant ${spoken.tenantId}, and this session is about ${id}`;
	}

	const names = lower(domains);
	return spoken.tenantId === null &&
		spoken.tenantNames.length > 0 &&
		names.length > 0 &&
		!lower(spoken.tenantNames).some(name => names.includes(name))
		? `it belongs to the tenant of ${spoken.tenantNames.join(' and ')}, which is not among the domains of the tenant that this session is about (${domains.join(', ')})`
		: null;
};
