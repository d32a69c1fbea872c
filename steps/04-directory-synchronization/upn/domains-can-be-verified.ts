import {statedCheck} from '../../statement.ts';

/** A no makes an unverified suffix one that can never be verified: not supported (B07 to B09, B47). */
export const domainsCanBeVerified = statedCheck({
	id: 'domains-can-be-verified',
	question: 'Can every UPN domain of the users in scope be verified in this tenant?',
	statement: 'Every domain that users in scope sign in with on-premises is ours, and is not verified in another tenant.',
	no: {
		remedy: 'change-the-suffix',
		because: 'A domain that users in scope sign in with cannot be verified in this tenant. That is not supported.',
	},
});
