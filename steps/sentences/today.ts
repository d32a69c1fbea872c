import {advice, type CoveredPage, notReadable, proved} from '../../src/guide/coverage.ts';

/** What only today's page on certificates says; what it shares with the old pages stands there. */
export const keyTrustToday: CoveredPage = {
	page: 'deploy/hybrid-key-trust',
	sources: ['/windows/security/identity-protection/hello-for-business/deploy/hybrid-key-trust'],
	sentences: [
		advice('8.1', 'The certificate keeps clients from a false domain controller.', 'It says why there is one.'),
		proved('8.2', 'Only what an authority publishes is issued.', 'dc-certificate-template'),
		advice('8.3', 'The template that comes with Windows works, with older cryptography.', 'It says why sentence 6.9 asks for another.'),
		advice(
			'8.4',
			'The KDC usage is needed for Entra joined devices and not for hybrid joined ones.',
			'It softens; sentence 6.8 holds for all.',
		),
		advice(
			'8.5',
			'The name of the template is its display name without blanks.',
			'It warns of a confusion; the template is found by what it is.',
		),
		proved('8.6', 'Domain controllers may enrol by the template, by themselves too.', 'dc-certificate-template'),
		proved('8.7', 'No certificate of a superseded template is left on a domain controller.', 'dc-certificate'),
		advice('8.8', 'Each part is validated before the next is begun.', 'It is a way of working.'),
		proved('8.9', 'Each domain controller has finished its automatic enrolment.', 'dc-enrolment', 'dc-certificate'),
		advice('8.10', 'Enrolment is tried at start and when policy is refreshed.', 'It tells how Windows does it.'),
	],
};

/** What only today's page on clients says. */
export const enrollToday: CoveredPage = {
	page: 'deploy/hybrid-key-trust-enroll',
	sources: ['/windows/security/identity-protection/hello-for-business/deploy/hybrid-key-trust-enroll'],
	sentences: [
		advice(
			'9.1',
			"The tenant's own policy of Intune counts while a device enrols in Intune, for all devices.",
			'It tells how Intune does it.',
		),
		proved('9.2', "The tenant's own policy of Intune is looked at.", 'enrolment-policy'),
		advice('9.3', 'Later changes reach devices by a configuration policy of one of five kinds.', 'It lists what may be used.'),
		notReadable(
			'9.4',
			'A policy of account protection turns Hello on.',
			'client',
			'Only the beta of Graph lists such policies, which may change at any time; what arrives on one client is seen.',
			'hello-policy',
		),
		notReadable(
			'9.5',
			'That policy is assigned to the group of those who will use Hello.',
			'client',
			'Only the beta of Graph lists such policies and whom they are for; what arrives on one client is seen.',
			'hello-policy',
		),
		advice('9.6', 'Demanding a TPM is recommended.', 'It is a choice; hello-policy shows what is set and judges none of it.'),
		advice('9.7', 'A policy for the computer makes every user of it enrol, one for a user that user.', 'It tells how Windows does it.'),
		advice('9.8', 'Who is not in the group is not asked to enrol.', 'It follows from sentences 6.36 and 6.44.'),
		proved('9.9', 'The status of the client tells of the prerequisites too.', 'hello-prerequisites'),
		advice('9.10', 'A Domain Admin makes and links the policy.', 'It says who does it, and leaves nothing to read.'),
		advice('9.11', 'A policy of Intune has a name, a platform, and tags if wished.', 'Any name is right.'),
	],
};
