import type {SurveyRecord} from '../guide/check.ts';
import {foldAscii} from '../guide/fold.ts';
import {ofNobody, type Spoken} from '../guide/importer.ts';
import {organizationsIn} from '../guide/organization.ts';
import type {Whole} from './graph-pages.ts';

/** Domains of the tenant that users live in: each user's UPN ends in one, but for guests from elsewhere. */
const domainsOfUsers = (records: readonly SurveyRecord[]): readonly string[] => [
	...new Set(
		records.flatMap(({userPrincipalName: upn, userType}) =>
			typeof upn === 'string' && foldAscii(String(userType)) !== 'guest' && !upn.includes('#EXT#')
				? [foldAscii(upn.slice(upn.lastIndexOf('@') + 1))]
				: [],
		),
	),
];

/** The tenant that an answer belongs to, as far as it says so. */
export const spokenOf = ({resource, records}: Whole): Spoken => {
	const texts = (values: readonly unknown[]) => values.filter(value => typeof value === 'string').map(foldAscii);
	switch (resource) {
		case 'organization': {
			const [first] = organizationsIn({value: records});
			return {...ofNobody, tenantId: texts([first?.id])[0] ?? null, tenantNames: texts(first?.domains.map(({name}) => name) ?? [])};
		}

		case 'domains':
			return {...ofNobody, tenantNames: texts((records ?? []).flatMap(({id, isVerified}) => (isVerified === true ? [id] : [])))};
		case 'users':
		case 'reports/authenticationmethods/userregistrationdetails':
			return {...ofNobody, tenantNames: domainsOfUsers(records ?? [])};
		default:
			return ofNobody;
	}
};
