import {advice, attested, type CoveredPage, notReadable, proved} from '../../src/guide/coverage.ts';

const behaviour = 'It tells how Windows does it.';

/** Sign-in and provisioning. */
export const provisioningPage: CoveredPage = {
	page: '07-sign-in-and-provision',
	sources: ['/windows/security/identity-protection/hello-for-business/hello-hybrid-key-whfb-provision'],
	sentences: [
		advice('7.1', 'Enrolling is offered after sign-in, before the desktop.', behaviour),
		proved('7.2', 'Enrolling is offered only where all its prerequisites hold.', 'hello-prerequisites'),
		proved('7.3', 'Event 358 tells that they hold.', 'hello-events'),
		proved('7.4', 'The computer is joined, as its own status says.', 'device-joined'),
		advice('7.5', 'A full screen asks to set up a PIN.', behaviour),
		attested('7.6', 'A fresh second factor has to succeed.', 'key-registered'),
		advice('7.7', 'The PIN follows the rules that are deployed.', 'Windows refuses any other; the rules are sentence 6.43.'),
		notReadable(
			'7.8',
			'The key is made in the TPM, where there is one.',
			'client',
			'Whether there is one that is ready is read; where a key lies, Windows does not tell.',
			'client-tpm',
		),
		proved('7.9', 'The public key is registered in Entra ID.', 'pilot-keys'),
		proved('7.10', "Connect writes the key to the user's object.", 'keys-arrive', 'pilot-keys'),
		proved('7.11', 'The scheduler of Connect decides how long the key takes, 30 minutes at least.', 'scheduler'),
		advice('7.12', 'Until then the user cannot sign in on-premises with it.', 'It tells what to expect.'),
		attested('7.13', 'Once the key is there, the user signs in and uses what is on-premises.', 'sign-in-tried'),
		advice('7.14', 'A face or a finger is offered where there is a sensor.', behaviour),
		advice(
			'7.15',
			'Password, registered device, fresh second factor and PIN are all that enrolling needs.',
			'It sums up sentences 7.2 to 7.7.',
		),
		attested('7.16', 'When the key is registered, Windows says that the PIN can be used.', 'key-registered'),
		advice('7.17', 'Microsoft looks for ways to shorten the wait.', 'It announces; nothing is asked for.'),
	],
};
