import type {OwnNames} from '../content/own-names.ts';
import type {Session} from '../session/session.ts';

/** What of a session stands in a report. */
export type Said = Pick<Session, 'findings' | 'attestations' | 'environment' | 'identity'>;

/**
 * What a report says in the place of names. It is put where names and the sentences that hold them are still apart from what this program says itself, so that
 * none of its own words is taken for a name.
 */
export type Hide = {
	/** Whether anything stands in the place of names. */
	readonly isOn: boolean;
	/** A session's name. */
	readonly name: (session: string) => string;
	/** What a session holds that stands in a report. */
	readonly session: <S extends Said>(session: S) => S;
	/** A name, or a text that holds some. */
	readonly text: (text: string) => string;
	/** What remedies are filled with. */
	readonly own: (names: OwnNames) => OwnNames;
};

/** Names stand as they are. */
export const nothingHidden: Hide = {isOn: false, name: name => name, session: session => session, text: text => text, own: names => names};
