/**
 * What of a script's answer is enough to judge one machine of many, where the answer has to fit into one line. Whatever is not named here is left out:
 * the collector's `read` and schema have to take what is left.
 */
export type Brief = {
	/** Members of the answer, each by its names with dots between; null, a whole number, true or false, a text or a list of texts. */
	readonly members: readonly string[];
	/** A member that is a text of lines `name : value` below banners `| title |`. Kept are lines of these names, and the banners above them. */
	readonly report?: {readonly member: string; readonly titles: readonly string[]; readonly names: readonly string[]};
};
