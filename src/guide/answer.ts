/** Why a check was not seen. The first group comes from looking, the second from judging what was seen. */
export const unobservedReasons = [
	'no-runner',
	'elsewhere',
	'not-signed-in',
	'access-denied',
	'unreachable',
	'blocked',
	'timed-out',
	'cancelled',
	'throttled',
	'malformed',
	'empty',
	'inconclusive',
	'foreign',
	'stale',
	'contradicted',
	'incomplete',
	'clock',
	'not-answered',
] as const;

/** Why nothing was observed. */
export type UnobservedReason = (typeof unobservedReasons)[number];

/** Where an answer came from: asked now, carried from another machine, an existing export, a person's word, or practice. */
export type Source = 'live' | 'carried' | 'exported' | 'attested' | 'practice';

/** What came back from one question, before anybody has an opinion of it. Times are ISO 8601, UTC. */
export type Answer = Facts | Unobserved;

/** Facts, with where and when they were taken. */
export type Facts = {
	readonly kind: 'facts';
	readonly facts: unknown;
	readonly source: Source;
	/** When the facts were taken; null where nobody knows, which counts as stale. */
	readonly takenAt: string | null;
	/** The server, file or person that answered, in words for a screen. */
	readonly from: string;
};

/** No facts, and why. */
export type Unobserved = {
	readonly kind: 'unobserved';
	readonly reason: UnobservedReason;
	/** One sentence: what was tried and what came back. */
	readonly detail: string;
	/** Whoever was asked says that what was asked for by its name is not there. */
	readonly absent?: true;
};

/** Why facts may open nothing although they may condemn: their age, a clock, whose they are, or a part that cannot be read. */
export type Doubt = {
	readonly reason: UnobservedReason;
	/** One sentence: what was seen, and why it does not do. */
	readonly detail: string;
};

/** One answer behind the facts of a collector. */
export type Piece = {
	readonly collector: string;
	readonly source: Source;
	readonly takenAt: string | null;
	readonly from: string;
	/** SHA-256 of what was brought in; null for what was asked or stated. */
	readonly digest: string | null;
	/** Whether the facts rest on it; else it was set aside for what is newer, or was asked live. */
	readonly used: boolean;
};

/** Facts as a look gets them, with what is known of where they come from. An asker that says none of it has asked just now. */
export type Weighed = Facts & {
	/** Everything that was there to answer with, in the order of its times. */
	readonly pieces?: readonly Piece[];
	readonly doubts?: readonly Doubt[];
	/**
	 * Other answers to the same question that nothing lets be set aside: of the very same time (`tied`), or of a time that has not come yet (`ahead`).
	 * `facts` are as the collector's `read` gives them.
	 */
	readonly rivals?: readonly {readonly because: 'tied' | 'ahead'; readonly facts: unknown}[];
};

/** Says that nothing was observed. */
export const unobserved = (reason: UnobservedReason, detail: string): Unobserved => ({kind: 'unobserved', reason, detail});

/** What a Graph query that is asked for each of something brings back: one answer for each, in the order of the list. Texts are as they came. */
export type EachAnswer = {
	readonly each: readonly (
		| {readonly id: string; readonly facts: unknown}
		| {
				readonly id: string;
				readonly silent: {readonly reason: UnobservedReason; readonly detail: string};
				/** Graph says that there is nobody and nothing of that name (404, Request_ResourceNotFound). */
				readonly absent?: true;
		  }
	)[];
};

/**
 * What a directory query brings back: one entry per forest asked, in the order given; a forest that was given by several names is asked once.
 * A forest or a server that did not answer stands in it as silent, so that one silence never hides another answer.
 * Every text is as it stands in the directory.
 */
export type DirectoryAnswer = {
	readonly forests: readonly ForestAnswer[];
	/** Only for `in-scope` and `scope-group` where a group was named. */
	readonly scopeGroup?: {
		readonly asked: string;
		/** How many groups of that name all the forests hold together. Anything but one is nobody's scope. */
		readonly matches: number;
		/** Members, nested ones too, that no account of a forest that answered stands for. */
		readonly strangers: readonly Stranger[];
	};
	/** Only where the filter asks for pilot users: who they are, as the session names them. Where there is none, nobody was asked and there is no forest. */
	readonly pilotUsers?: readonly string[];
	/** Only for `hostsOf`: each host name found, once, and whether DNS knows it from here. */
	readonly hosts?: readonly Host[];
	/** Only for `serviceRecords`: what DNS holds under each name, once. */
	readonly services?: readonly Service[];
};

/** Why a member of the scope group is nobody who was counted. */
export const strangerKinds = ['well-known', 'deleted', 'trusted', 'unknown', 'unread'] as const;

/**
 * A member of the scope group that no account stands for. `well-known`: a SID that is no person, `of` its name. `deleted`: its SID is of the domain `of`,
 * which was looked through and has nobody of that SID. `trusted`: of the domain that a trust calls `of`. `unknown`: of a domain that nobody asked or trusts.
 * `unread`: it was to be found in what was asked, and could not be read; `of` is the domain where that is known.
 */
export type Stranger = {
	/** Its SID, or its distinguished name where only that is known. */
	readonly member: string;
	readonly kind: (typeof strangerKinds)[number];
	readonly of: string | null;
};

/** `unknown`: DNS gave no answer, or knows not even the servers that have just answered. */
export type Host = {readonly name: string; readonly dns: 'found' | 'not-found' | 'unknown'};

/**
 * The service records (SRV, RFC 2782) of one name, as DNS gives them to this computer. `unknown`: DNS gave no answer, or knows no address of a server of
 * that forest that has just answered, so that its no proves nothing.
 */
export type Service = {
	readonly name: string;
	readonly dns: 'found' | 'not-found' | 'unknown';
	/** Which servers offer it; none where it was not found. */
	readonly servers: readonly string[];
};

/** What one forest answered, or why it did not. */
export type ForestAnswer =
	| {
			/** One of the names that it was given by. */
			readonly asked: string;
			readonly answered: true;
			/** DNS name of the forest's root domain. */
			readonly forest: string;
			/** objectGUIDs by which this forest can be told from another of the same name: root domain, configuration, every domain. */
			readonly ids: readonly string[];
			/** DNS names of the forest's domains, and the SID of each where it was read. */
			readonly domains: readonly {readonly name: string; readonly namingContext: string; readonly sid: string | null}[];
			/** Its domain controllers as it lists them, whether they answer or not. */
			readonly controllers: readonly ListedController[];
			readonly readings: readonly Reading[];
	  }
	| {readonly asked: string; readonly answered: false; readonly reason: UnobservedReason; readonly detail: string};

/** A domain controller in a forest's list: a server object below CN=Sites that has NTDS settings (MS-ADTS 6.1.1.2.2). */
export type ListedController = {
	/** As the readings call it: its DNS name, or where none is written the name of its object, by which it cannot be reached. */
	readonly name: string;
	/** Its DNS name, where one is written. */
	readonly host: string | null;
	/** Distinguished names of its server object, and of its computer object where one is named. */
	readonly server: string;
	readonly computer: string | null;
	/** Class or category of its NTDS settings say that it is read-only. Other marks stand on the computer. */
	readonly readOnly: boolean;
};

/** What one server said to one query about one naming context. */
export type Reading =
	| {
			readonly server: string;
			readonly namingContext: string;
			readonly entries: readonly Entry[];
			/** How many entries matched; for a `countOnly` query the entries are left out. */
			readonly count: number;
	  }
	| {
			readonly server: string;
			readonly namingContext: string;
			readonly silent: UnobservedReason;
			readonly detail: string;
			/** DNS has no such name; left out where that is not why. */
			readonly unresolved?: true;
	  };

/** One object. Attribute names are as asked for; values are text, or base64 where `bytes` was asked. */
export type Entry = {readonly dn: string; readonly attributes: Readonly<Record<string, readonly string[]>>};
