import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {connectorOf, entra, server} from '../../steps/case-builders/connect-servers.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {movedFrom, type Outcomes, outcomesIn} from './moves.ts';

const realm = 'RIGHTS.MOVES.TEST';
const account = 'svc-connect';
const attribute = '5b47d60f-6090-40b2-9f37-2a4de88f3063';
const propertySet = '9b026da6-0d3c-465c-8bee-5199d7165cba';

/** A connector of the forest, as connect-server.ps1 gives it for a server that exports. */
const connectFor = (forest: Forest) => {
	const {source, takenAt, stale, versionSince, contradicted, unreadSince, ...said} = server({
		connectors: [
			entra(),
			connectorOf(forest.dns, {
				forestId: forest.ids[0] ?? null,
				account,
				accountDomain: realm.split('.')[0] ?? null,
				domains: [{namingContext: forest.baseDn, id: null, selected: true, containers: {included: [forest.baseDn], excluded: []}}],
			}),
		],
	});
	return said;
};

describeWith(['samba', 'powershell'], 'the right to write keys, on a real directory', () => {
	let forest: Forest;
	let before: Outcomes;
	const look = async () => outcomesIn(forest, {'connect-server': connectFor(forest)}, 'Pilot');
	/** Access lists as samba-tool writes them, by a local path that needs no server. */
	const grant = (dn: string, ...sddl: readonly string[]) => {
		for (const one of sddl) {
			execFileSync('samba-tool', [
				'dsacl',
				'set',
				'--action=allow',
				`--objectdn=${dn}`,
				`--sddl=${one}`,
				'-H',
				join(forest.folder, 'private', 'sam.ldb'),
				`--configfile=${join(forest.folder, 'etc', 'smb.conf')}`,
			]);
		}
	};

	beforeAll(async () => {
		forest = await startForest({realm, schema: '2019'});
		Object.assign(process.env, forest.env);
		await forest.ldif(`dn: CN=${account},CN=Users,@BASEDN@
changetype: add
objectClass: user
sAMAccountName: ${account}
userAccountControl: 66080

dn: CN=Writers,CN=Users,@BASEDN@
changetype: add
objectClass: group
sAMAccountName: Writers
groupType: -2147483640
member: CN=${account},CN=Users,@BASEDN@
`);
		before = await look();
	}, 180_000);
	afterAll(async () => forest?.remove());

	it('is missing for an account in no group', () => {
		expect(before).toMatchObject({'right-to-write-keys': 'unmet', 'key-admins': 'met', 'protected-accounts': 'met'});
	});

	it('comes with a nested membership of Key Admins, and moves nothing else', async () => {
		await forest.ldif(`dn: CN=Key Admins,CN=Users,@BASEDN@
changetype: modify
add: member
member: CN=Writers,CN=Users,@BASEDN@
`);
		expect(movedFrom(before, await look())).toEqual({'right-to-write-keys': 'met'});
		await forest.ldif(`dn: CN=Key Admins,CN=Users,@BASEDN@
changetype: modify
delete: member
member: CN=Writers,CN=Users,@BASEDN@
`);
		expect(movedFrom(before, await look())).toEqual({});
	}, 60_000);

	it('comes with an entry for the property set, goes with a denial before it, and where a container inherits nothing', async () => {
		const sid = (await forest.search('-b', forest.baseDn, '(sAMAccountName=Writers)', 'objectSid')).match(/objectSid:: (\S+)/)?.[1];
		expect(sid).toBeDefined();
		const own = Buffer.from(sid ?? '', 'base64').readUInt32LE(24);
		const writers = `${forest.domainSid}-${own}`;
		grant(forest.baseDn, `(OA;CIIO;RPWP;${propertySet};bf967aba-0de6-11d0-a285-00aa003049e2;${writers})`);
		const given = await look();
		expect(movedFrom(before, given)).toEqual({'right-to-write-keys': 'met'});
		const people = `OU=People,${forest.baseDn}`;
		grant(people, `(OD;CIIO;WP;${attribute};bf967aba-0de6-11d0-a285-00aa003049e2;${writers})`);
		expect(movedFrom(given, await look())).toEqual({'right-to-write-keys': 'unmet'});
		// Protected, and without the denial: only the administrators' own entry is left.
		await forest.ldif(`dn: ${people}
changetype: modify
replace: nTSecurityDescriptor
nTSecurityDescriptor: O:DAG:DAD:PAI(A;CI;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;CI;RPLCLORC;;;AU)
`);
		expect(movedFrom(given, await look())).toEqual({'right-to-write-keys': 'unmet'});
		grant(people, `(OA;CIIO;WP;${attribute};;${writers})`);
		expect(movedFrom(given, await look())).toEqual({});
	}, 90_000);

	// Windows sets mark and access list by itself, within the hour (MS-ADTS 3.1.1.6.1.2); Samba does not.
	it('says of a protected account in scope that its key may not be written', async () => {
		const now = await look();
		await forest.ldif(`dn: CN=good,OU=People,@BASEDN@
changetype: modify
replace: adminCount
adminCount: 1
-
replace: nTSecurityDescriptor
nTSecurityDescriptor: O:DAG:DAD:PAI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;;RPLCLORC;;;AU)
`);
		expect(movedFrom(now, await look())).toEqual({
			'protected-accounts': 'caution',
			// The one user of the container that was looked at is no ordinary one any more.
			'right-to-write-keys': 'caution',
		});
	}, 60_000);
});
