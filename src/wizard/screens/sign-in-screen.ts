import {checksNeeding, numberOf, permissionsOf} from '../../guide/checks.ts';
import {firstWords} from '../../guide/first-names.ts';
import {durationOf, timeOf} from '../../guide/words.ts';
import {stepAt} from '../../session/decide.ts';
import {wayWords} from '../../session/sign-in-words.ts';
import type {SignIn, SignInWay, Signing} from '../../session/workspace.ts';
import {checksBefore} from '../journey.ts';
import type {Onward} from '../navigation.ts';
import {type Scene, workspaceOf} from '../scene.ts';
import {apart, type Block, gap, label, row, type Screen, screen, spans, strong, text} from '../screen.ts';
import {signSpan, span} from '../text.ts';

/** A way's name inside a sentence. */
const inWords = (name: string): string => name.replace(/^(The|A|No|Managed) ?/, word => word.toLowerCase());

const title = 'Sign in to Entra ID, to look at the tenant';

const signInOf = (scene: Scene): SignIn => {
	const {signIn} = workspaceOf(scene);
	if (signIn === null) {
		throw new Error('A practice environment signs in nowhere.');
	}

	return signIn;
};

type Choice = {
	readonly id: string;
	readonly name: string;
	readonly about: string;
	readonly verb: string;
	readonly way: SignInWay;
	readonly permissions: readonly string[];
};

/** The ways that can be taken now, best first; after a refusal those that may go better. */
const choicesOf = (signIn: SignIn, signing: Signing, permissions: readonly string[]): readonly Choice[] => {
	const refused = signing.kind === 'refused' ? signing : null;
	const likely = [...(refused?.next ?? []), ...signIn.offered()].filter(
		way => way !== 'none' && (way !== refused?.way || way === refused.next[0]),
	);
	const ways = [...new Set<SignInWay>([...likely, 'none'])];
	const choices = ways.map((way): Choice => {
		const {name, about, verb} = wayWords[way];
		return {id: way, name, about, verb: way === refused?.way && way === 'device-code' ? 'get a new code' : verb, way, permissions};
	});
	// Where consent is missing, the rest may be there.
	const isPartly = refused?.reason === 'access-denied' && (refused.way === 'browser' || refused.way === 'device-code');
	return isPartly
		? [
				{
					id: 'granted',
					name: 'What is granted',
					about: 'the same way again, asking for nothing new; what is missing is named',
					verb: 'sign in with what is granted already',
					way: refused.way,
					permissions: [],
				},
				...choices,
			]
		: choices;
};

/** What is asked for and why, a permission a row. */
const askedFor = (signIn: SignIn, permissions: readonly string[]): readonly Block[] => [
	strong('Asked for, all read-only'),
	...permissions.map(name => row({id: `+${name}`, lead: [span(`  ${name.padEnd(34)} `)], words: signIn.because(name)})),
	text('An administrator grants these once for the tenant. Missing ones are named.'),
];

const choosing = (scene: Scene, then: Onward, asked: string | null): Screen => {
	const signIn = signInOf(scene);
	const signing = signIn.now();
	const permissions = permissionsOf(checksBefore(workspaceOf(scene).guide, then));
	return screen({
		title,
		short: 'Sign in',
		blocks: apart(
			signing.kind === 'refused'
				? [text(signing.detail), gap, text('Nothing was signed in, and nothing was read. What may go better:')]
				: [text('The next look reads from the tenant. Choose how to sign in, as somebody who may read it; Global Reader is enough.')],
			choicesOf(signIn, signing, permissions).map(({id, name, about, verb, way, permissions: wanted}) =>
				row({id, lead: [span(name.padEnd(17))], words: about, enter: {words: verb, deed: {do: 'sign-in', way, permissions: wanted, then}}}),
			),
			askedFor(signIn, permissions),
			[text('No password is asked for here. The token stays in memory and is never saved.')],
		),
		focus: asked,
	});
};

const waiting = (scene: Scene, then: Onward, signing: Extract<Signing, {kind: 'under-way'}>): Screen => {
	const signIn = signInOf(scene);
	const {code, since, way} = signing;
	const gone = Math.max(0, Date.parse(scene.now) - Date.parse(since));
	const left = code === null ? 0 : Math.max(0, Date.parse(code.expiresAt) - Date.parse(scene.now));
	const clock = scene.still
		? code === null
			? 'Waiting for you.'
			: `Waiting for you: the code is good until ${timeOf(code.expiresAt)}.`
		: `Waiting${way === 'browser' || way === 'device-code' ? ' for you' : ''}: ${durationOf(gone)} so far${code === null ? '' : `, the code is good for ${durationOf(left)} more`}`;
	const others = signIn
		.offered()
		.filter(each => each !== way && each !== 'none')
		.map(each => inWords(wayWords[each].name));
	return screen({
		title,
		short: 'Sign in',
		blocks: apart(
			code === null
				? [text(wayWords[way].asking)]
				: [
						label('Open', text(`${code.url}  on any computer or phone`)),
						label('Type', strong(code.code)),
						label('Sign in', text('as somebody who may read the tenant; Global Reader is enough')),
					],
			[text(clock), ...(code === null ? [] : [text(`Started here at ${timeOf(since)}. Never type a code that somebody else sent you.`)])],
			askedFor(signIn, permissionsOf(checksBefore(workspaceOf(scene).guide, then))),
			[text('This screen goes on by itself. The token stays in memory and is never saved.')],
			[
				text(
					code === null ? 'If it does not come to an end:' : 'If the code is refused, or your organisation does not allow device codes:',
				),
				text([...others, 'no sign-in and saved answers instead'].join(', '), 2),
			],
		),
		moves: 'page',
		focus: null,
		enter: {words: 'choose another way to sign in', deed: {do: 'another-way'}},
		actions: [
			...(code === null ? [] : [{name: 'copy', words: 'copy the code', deed: {do: 'copy', text: code.code}} as const]),
			{name: 'stop', words: 'stop', deed: {do: 'stop'}},
		],
		ticks: true,
	});
};

/** Signing in: which way, the wait for it, and what a refusal means. */
export const signInScreen = (scene: Scene, then: Onward, asked: string | null): Screen => {
	const signing = signInOf(scene).now();
	return signing.kind === 'under-way' ? waiting(scene, then, signing) : choosing(scene, then, asked);
};

/** Who signed in, to which tenant, and what may be read there; asked before anything else is read. */
export const whichTenant = (scene: Scene, then: Onward): Screen => {
	const {guide} = workspaceOf(scene);
	const signing = signInOf(scene).now();
	const {environment, identity} = scene.session;
	if (signing.kind !== 'unconfirmed' && signing.kind !== 'signed-in') {
		return choosing(scene, then, null);
	}

	const {account, tenantId, tenantName, domain, permissions} = signing.tenancy;
	const named = [tenantName, domain].filter(each => each !== null).join(', ');
	const forests = identity.forests.length > 0 ? identity.forests.map(({name}) => name) : environment.directories;
	const about = forests.length === 0 ? "this computer's own domain" : forests.join(' and ');
	const at = numberOf(guide, stepAt(guide, scene.session));
	const isKnown = tenantId !== null && identity.tenant?.id.toLowerCase() === tenantId;
	const mayRead = permissions.map(({name, granted}) => {
		const needing = checksNeeding(guide, name);
		const left = [...new Set([...needing.filter(number => number.startsWith(`${at}.`)), ...needing])];
		const words =
			granted === true
				? name
				: granted === null
					? `${name}, the token does not say`
					: `${name}, not granted${left.length === 0 ? '' : `: ${firstWords(left, 3)} will stay not seen`}`;
		return spans(signSpan(granted === true ? 'met' : 'unobserved'), span(` ${words}`));
	});
	return screen({
		title: 'Is this the right tenant?',
		blocks: apart(
			[text(`Signed in. Nothing has been read but ${tenantName === null ? 'who you are' : "your account and the tenant's name"}.`)],
			[
				label('Account', text(account ?? 'the token does not say')),
				label('Tenant', ...(named === '' ? [] : [text(named)]), text(tenantId ?? 'neither the token nor Graph says which')),
				label('Cloud', text(environment.cloud)),
				label('May read', ...mayRead),
			],
			[
				text(
					tenantId === null
						? `This session is for ${about}. Which tenant it is cannot be told, so the session cannot hold to it.`
						: isKnown
							? `This session is for ${about}. It is the tenant that the session knows already.`
							: `This session is for ${about}. It will remember this tenant and refuse another one.`,
				),
			],
		),
		moves: 'page',
		enter: {words: 'yes, look at this tenant', deed: {do: 'confirm', isRight: true, then}},
		actions: [{name: 'back', words: 'no, sign in as somebody else', deed: {do: 'confirm', isRight: false, then}}],
	});
};
