import {z} from 'zod';
import {isoAt, momentOf} from '../../../src/guide/age.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {aboutComputer, computerOf, datedShape, isNoController, newestOfEach} from '../../controller-witnesses.ts';
import {certificateSchema, controllerCertificateOf} from './controller-certificate.ts';

const chain = z.strictObject({
	/** Whether Windows takes it, with revocation asked for online. */
	sound: z.boolean(),
	/** What is wrong with it, by the names of X509ChainStatusFlags, which are not translated. */
	flags: z.array(z.string()),
	/** From the certificate to its root, as far as that was found. */
	links: z.array(z.strictObject({thumbprint: z.string(), flags: z.array(z.string())})).min(1),
});

const certificate = z.strictObject({
	...certificateSchema.shape,
	hasPrivateKey: z.boolean(),
	/** null where none could be built; `noChain` says why. */
	chain: chain.nullable(),
	noChain: z.string().nullable(),
});

const other = z.strictObject({isController: z.literal(false), computer: z.string().nullable()});

const controller = z.strictObject({
	isController: z.literal(true),
	/** Its DNS name. */
	computer: z.string(),
	/** The time there, ISO 8601, UTC. */
	at: z.iso.datetime(),
	/** DNS name of its domain. */
	domain: z.string(),
	/** Distinguished name of the root domain of its forest; null where it does not say. */
	rootDomain: z.string().nullable(),
	pdcEmulator: z.boolean(),
	globalCatalog: z.boolean(),
	/** 20348 is Windows Server 2022. */
	build: z.int().nullable(),
	/** UBR, the number that an update raises. */
	revision: z.int().nullable(),
	/** AEPolicy; null where no policy says anything. */
	autoEnrolment: z.int().nullable(),
	allowNtAuthPolicyBypass: z.int().nullable(),
	strongCertificateBinding: z.int().nullable(),
	timeType: z.string().nullable(),
	timeServer: z.string().nullable(),
	/** Thumbprints of the authorities in its own copy of NTAuth, in lower case; empty where it holds none, null where it has no such store. */
	trusted: z.array(z.string()).nullable(),
	certificates: z.array(certificate),
	/** How many more its store holds that were not read, or are no certificates that could be. */
	unreadable: z.int().nonnegative(),
});

const witness = z.discriminatedUnion('isController', [other, controller]);
const dated = z.discriminatedUnion('isController', [
	z.strictObject({...other.shape, ...datedShape}),
	z.strictObject({...controller.shape, ...datedShape}),
]);

const {certificates: _, unreadable: __, globalCatalog: ___, ...asAnswered} = controller.shape;

/** What the script gives of a domain controller. */
const answered = z.strictObject({
	...asAnswered,
	globalCatalog: z.int().nullable(),
	certificates: z.array(
		z.strictObject({der: z.string(), hasPrivateKey: z.boolean(), chain: chain.nullable(), noChain: z.string().nullable()}),
	),
	certificatesInAll: z.int().nonnegative(),
});

const lower = (text: string): string => text.toLowerCase();

const read = (answer: unknown): unknown => {
	if (isNoController(answer)) {
		return other.parse(answer);
	}

	const {certificates, certificatesInAll, globalCatalog, trusted, ...said} = answered.parse(answer);
	const whole = certificates.flatMap(({der, chain: built, ...held}) => {
		const own = controllerCertificateOf(der);
		const links = built?.links.map(link => ({...link, thumbprint: lower(link.thumbprint)})) ?? [];
		return own === null ? [] : [{...own, ...held, chain: built === null ? null : {...built, links}}];
	});
	return {
		...said,
		at: isoAt(momentOf(said.at)),
		globalCatalog: globalCatalog === 1,
		trusted: trusted?.map(lower) ?? null,
		certificates: whole,
		unreadable: Math.max(certificatesInAll, certificates.length) - whole.length,
	};
};

/** Every domain controller that was seen by somebody who stood before it: its certificates, what it trusts for sign-in, and its patches. */
export const domainController = defineCollector({
	id: 'domain-controller',
	what: 'each domain controller: its certificates with their chains, its copy of NTAuth, its build and update',
	rights: 'a local administrator of the domain controller',
	contacts: ['the addresses for revocation and issuers in the certificates of each domain controller'],
	query: {
		via: 'powershell',
		script: 'steps/06-hello-settings/domain-controller/domain-controller.ps1',
		on: 'domain-controller',
	},
	read,
	isElsewhere: isNoController,
	merge: witnesses => ({controllers: newestOfEach(witnesses, facts => witness.parse(facts))}),
	mergesBy: computerOf,
	about: aboutComputer('domain-controller'),
	facts: z.strictObject({
		// Somebody has to have been seen; no controller at all is silence, not an empty list.
		controllers: z.array(dated).min(1),
	}),
});

/** The facts of `domain-controller`, one of its controllers, and one certificate of it. */
export type DomainControllersSeen = z.infer<typeof domainController.facts>;
export type SeenController = Extract<DomainControllersSeen['controllers'][number], {isController: true}>;
export type HeldCertificate = z.infer<typeof certificate>;
