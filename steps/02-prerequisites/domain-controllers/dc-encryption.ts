import {optional} from '../../../src/guide/check.ts';
import {caution, met, type Verdict} from '../../../src/guide/finding.ts';
import {partsByDomain, partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {worstFirst} from '../../worst-first.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {kerberosEncryption} from './kerberos-encryption.facts.ts';

/** AES128 and AES256 of msDS-SupportedEncryptionTypes (MS-KILE 2.2.7). Where nothing is set, or 0, a domain controller offers them by default. */
const aes = 0x08 | 0x10;

const judgeController = (name: string, types: number | null): Verdict =>
	types === null || types === 0
		? met(`${name} offers what is the default, AES among it.`)
		: (types & aes) === 0
			? caution('offer-aes', `${name} offers no AES for Kerberos (its types are ${types}).`)
			: met(`${name} offers AES for Kerberos.`);

export const dcEncryption = defineCheckOver({
	id: 'dc-encryption',
	question: 'Do the domain controllers offer AES for Kerberos?',
	needs: {encryption: kerberosEncryption, scope: optional(usersInScope)},
	partsOf: ({encryption, scope}) =>
		partsByForest(
			encryption.forests,
			({domains}) =>
				partsByDomain(domains, ({domain, ticketKeySet, controllers}) => [
					...controllers.map(({name, types}) => ({name, verdict: judgeController(name, types)})),
					// A fact beside them: a key of before level 2008 has no AES, and when the level was raised nothing tells.
					...(ticketKeySet === null
						? []
						: [{name: domain, verdict: met(`The key of krbtgt in ${domain} was set on ${dayOf(ticketKeySet)}.`)}]),
				]),
			scope,
		),
	judge: (parts, {encryption}) => {
		const controllers = encryption.forests
			.flatMap(one => (one.silent === null ? one.domains : []))
			.flatMap(one => (one.silent === null ? one.controllers : []));
		return worstFirst(parts, {met: `${counted(controllers.length, 'domain controller')} offering AES for Kerberos.`});
	},
});
