import type {GraphQuery} from '../guide/query.ts';
import {errorCode, portal} from './response-body.ts';
import {Unanswered} from './unanswered.ts';

/** What Graph answers where a report needs a licence that the tenant lacks (https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8777). */
const withoutPremium = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

/** What Graph answers where nothing of the name in the path is there (learn.microsoft.com/graph/resolve-auth-errors, and every list of its errors). */
const absentCode = 'Request_ResourceNotFound';

/** What an answer that is neither 200 nor worth a retry means. */
export const httpErrorOf = (
	response: Response,
	body: Buffer,
	asked: string,
	errand: Pick<GraphQuery, 'permissions' | 'applicationPermissions'>,
): Unanswered => {
	const {status} = response;
	if (status < 400) {
		const what = status >= 300 ? `with a redirect (${status}), which was not followed` : `with ${status} and nothing to read`;
		return new Unanswered('malformed', `${asked} and answered ${what}. ${portal}`);
	}

	if (status === 407) {
		return new Unanswered('blocked', `${asked}, but the proxy wants a user name and a password (407).`);
	}

	const code = errorCode(response, body);
	const named = code === null ? `${status}` : `${status} ${code}`;
	if (status === 401) {
		return new Unanswered(
			'not-signed-in',
			`${asked} and answered ${named}: the sign-in is missing, has ended, or is for another cloud. Sign in again.`,
		);
	}

	// Graph explains each refusal in JSON; a bare one is a filter's.
	if (code === null) {
		return new Unanswered(status === 403 ? 'blocked' : 'malformed', `${asked} and answered ${status} in a way Graph does not. ${portal}`);
	}

	if (status === 403 && code === withoutPremium) {
		return new Unanswered(
			'inconclusive',
			`${asked} and answered ${named}: this is read only in a tenant with a licence of Microsoft Entra ID P1 or P2, and Graph sees none here.`,
		);
	}

	if (status === 403) {
		const needs = errand.permissions.join(' and ') || 'a permission';
		const asProgram = errand.applicationPermissions.join(' and ');
		const other = asProgram === '' || asProgram === needs ? '' : ` (for an application: ${asProgram})`;
		return new Unanswered(
			'access-denied',
			`${asked} and answered ${named}: ${needs}${other} is not granted, or the account has no role that may read this.`,
		);
	}

	// A well-formed 404 is Graph's own "not here", from which neither yes nor no follows: the object may be gone, out of sight, or not offered in this cloud.
	return new Unanswered(
		'inconclusive',
		`${asked} and answered ${named}: ${status === 404 ? 'there is nothing of that name that this sign-in can see' : 'it does not take the question as it is put'}.`,
		{absent: status === 404 && code === absentCode},
	);
};
