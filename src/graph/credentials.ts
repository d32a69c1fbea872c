import {statSync} from 'node:fs';
import type {TokenCredential} from '@azure/identity';
import {CannotStart} from '../cannot-start.ts';
import {authorityOrigin, type CloudName, clouds, type Variables} from './clouds.ts';
import type {SignInMethod} from './sign-in-methods.ts';

/** Microsoft Graph Command Line Tools: meant for tools like this one, unlike the Azure CLI's own id, which is the library's default. */
export const fallbackClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** What to show somebody who signs in with a code. */
export type DeviceCode = {
	readonly url: string;
	readonly code: string;
	/** ISO 8601. */
	readonly expiresAt: string;
	/** The authority's own words. */
	readonly message: string;
};

/** What a credential is made of: the way, where and for whom. */
export type CredentialParts = {
	readonly way: SignInMethod;
	readonly cloud: CloudName;
	readonly env: Variables;
	readonly tenant?: string;
	readonly clientId?: string;
	/** A PEM file with certificate and private key; `AZURE_CLIENT_CERTIFICATE_PATH` if it is left out. */
	readonly certificate?: string;
	/** A program of this computer that is asked for a token is ended by the library after so long. */
	readonly programMilliseconds: number;
	readonly onDeviceCode?: (code: DeviceCode) => void;
	/** Told of each refusal (the body) and each failure of the network (the error) as it happens: the library replaces many of them by words of its own. */
	readonly onTrouble?: (trouble: unknown) => void;
};

/** Entra gives a code a quarter of an hour, unless it says otherwise. */
const usualLife = 900;

type Asking = {readonly status: number; readonly bodyAsText?: string | null};

/** Hears what the authority answers, and changes none of it. */
const listening = (onTrouble: CredentialParts['onTrouble']) => ({
	name: 'whfbListening',
	sendRequest: async <Request, Answer extends Asking>(request: Request, next: (request: Request) => Promise<Answer>): Promise<Answer> => {
		try {
			const answer = await next(request);
			// "Pending" is no refusal: the person is still typing.
			if (answer.status >= 400 && !answer.bodyAsText?.includes('authorization_pending')) {
				onTrouble?.(answer.bodyAsText ?? '');
			}

			return answer;
		} catch (error) {
			onTrouble?.(error);
			throw error;
		}
	},
});

/** The library would wait for a pipe for good. Why a file cannot be read it says itself. */
const isNoFile = (path: string): boolean => {
	try {
		return !statSync(path).isFile();
	} catch {
		return false;
	}
};

/** Makes the credential of a way; this loads @azure/identity. Throws CannotStart for an option that the way needs and was not given. */
export const credentialFor = async (parts: CredentialParts): Promise<TokenCredential> => {
	const {way, cloud, env, tenant, clientId} = parts;
	const identity = await import('@azure/identity');
	const authority = authorityOrigin(cloud, env);
	const common = {
		authorityHost: authority,
		// A local authority is not in Microsoft's list of authorities, and asking for that list would leave this computer.
		additionalPolicies: [{position: 'perCall' as const, policy: listening(parts.onTrouble)}],
		...(authority === clouds[cloud].authority ? {} : {disableInstanceDiscovery: true}),
	};
	const ofTenant = tenant === undefined ? {} : {tenantId: tenant};
	const forAPerson = {
		...common,
		...ofTenant,
		clientId: clientId ?? fallbackClientId,
		// A renewal in the middle of a look must not open a browser: only authenticate() asks a person.
		disableAutomaticAuthentication: true,
	};
	switch (way) {
		case 'browser':
			return new identity.InteractiveBrowserCredential(forAPerson);
		case 'device-code':
			return new identity.DeviceCodeCredential({
				...forAPerson,
				userPromptCallback: given => {
					const {userCode, verificationUri, message} = given;
					// The library takes a refusal for an answer, and would go on to wait for a code that nobody was given.
					if (typeof userCode !== 'string' || typeof verificationUri !== 'string') {
						throw new Error('no code');
					}

					// The library passes the whole answer on and declares part of it.
					const life = 'expiresIn' in given && typeof given.expiresIn === 'number' ? given.expiresIn : usualLife;
					parts.onDeviceCode?.({
						url: verificationUri,
						code: userCode,
						expiresAt: new Date(Date.now() + life * 1000).toISOString(),
						message,
					});
				},
			});
		case 'cli':
			return new identity.AzureCliCredential({...ofTenant, processTimeoutInMs: parts.programMilliseconds});
		case 'powershell':
			return new identity.AzurePowerShellCredential({...ofTenant, processTimeoutInMs: parts.programMilliseconds});
		case 'managed-identity':
			// A machine that has no identity answers 404 for ever; the library's five retries would outlast our patience.
			return new identity.ManagedIdentityCredential({
				retryOptions: {maxRetries: 3},
				...(clientId === undefined ? {} : {clientId}),
			});
		case 'certificate': {
			const certificatePath = parts.certificate ?? env.AZURE_CLIENT_CERTIFICATE_PATH;
			if (tenant === undefined || clientId === undefined || certificatePath === undefined) {
				throw new CannotStart(
					'Signing in with a certificate needs --tenant, --client-id and a PEM file named by AZURE_CLIENT_CERTIFICATE_PATH, and not all of them were given.',
				);
			}

			if (isNoFile(certificatePath)) {
				throw new CannotStart('AZURE_CLIENT_CERTIFICATE_PATH names no file, but a folder, a pipe or a device. Name the PEM file itself.');
			}

			return new identity.ClientCertificateCredential(tenant, clientId, {certificatePath}, common);
		}

		case 'token':
		case 'none':
			throw new TypeError(`${way} needs no credential.`);
	}
};
