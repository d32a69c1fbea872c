/** What users in scope were limited to, as facts carry it: `groupMatches` says how many groups bear the name, null where nobody said. */
export type Scope = {readonly group: string | null; readonly groupMatches: number | null};

/** Why whoever was counted is nobody's scope: no group of that name, or several; null where there is one, or everybody is in scope (B54). */
export const groupTrouble = ({group, groupMatches}: Scope): string | null => {
	if (group === null || groupMatches === 1) {
		return null;
	}

	return groupMatches === null
		? `Whether there is a group ${group} was not seen.`
		: groupMatches === 0
			? `No group ${group} was found in the forests that were asked.`
			: `${groupMatches} groups are called ${group}; which one is meant cannot be guessed.`;
};
