/** The object that a text is in JSON; null where it is no JSON, or something else in it. */
export const jsonObject = (text: string): Readonly<Record<string, unknown>> | null => {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
	} catch {
		return null;
	}
};
