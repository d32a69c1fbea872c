type Members = Readonly<Record<string, unknown>>;

/** Texts that stand where an object or a list was, because what wrote the JSON went no deeper. */
const cut =
	/^(?:@\{[\s\S]*\}|(?:System\.(?:Collections|Object|String|Management\.Automation|Text\.Json|Xml)\b|Microsoft\.Graph\.PowerShell\b|Newtonsoft\.Json\b)[\w.`+,[\]=\s]*|\[(?:object Object|Object|Array)\])$/;
/** Whether a text stands where an object or a list was cut to its name. */
export const isCut = (text: string): boolean => cut.test(text.trim());

/** Marks that something on the way left in a value, and how they are called. */
const damages: readonly {readonly is: (text: string) => boolean; readonly words: string}[] = [
	{
		is: isCut,
		words: 'a list or an object in it was cut to its name by ConvertTo-Json, which goes two levels deep where -Depth is not given',
	},
	{
		is: text => /^\/Date\(-?\d+(?:[+-]\d{4})?\)\/$/.test(text),
		words: 'its times were written anew by ConvertTo-Json of Windows PowerShell',
	},
	{
		is: text => /^\[[^\]]*\]\((?:https?|mailto):[^)]*\)$|^<(?:https?|mailto):[^>]*>$/.test(text),
		words: 'names in it were made links by what it was copied from',
	},
];

/** Where a text of some kind stands in a value, and the text; null where none does. */
export const findText = (value: unknown, is: (text: string) => boolean): {readonly at: string; readonly text: string} | null => {
	if (typeof value === 'string') {
		return is(value) ? {at: '', text: value} : null;
	}

	if (typeof value !== 'object' || value === null) {
		return null;
	}

	for (const name of Object.keys(value)) {
		const place = findText((value as Members)[name], is);
		if (place !== null) {
			const own = Array.isArray(value) ? `[${name}]` : name;
			return {...place, at: place.at === '' ? own : `${own}${place.at.startsWith('[') ? '' : '.'}${place.at}`};
		}
	}

	return null;
};

/** Nearly every text begins and ends otherwise, and a list may hold millions of them. */
const mayBeDamaged = /^[^!-~]*[@/<[]|[MNS][^ -~]*[yie][^ -~]*[cws]/;

/** A value in an answer that was damaged on the way: where it stands, and what was done to it. What lost most is named first. Null where none is. */
export const damageIn = (value: unknown): {readonly at: string; readonly text: string; readonly words: string} | null => {
	// A letter that nobody sees does not hide it.
	const seen = (text: string) => text.replace(/[^ -~]/g, '');
	if (findText(value, text => mayBeDamaged.test(text) && damages.some(({is}) => is(seen(text)))) === null) {
		return null;
	}

	for (const {is, words} of damages) {
		const place = findText(value, text => is(seen(text)));
		if (place !== null) {
			return {...place, words};
		}
	}

	return null;
};
