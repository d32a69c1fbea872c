import {afterAll, beforeAll, expect, it} from 'vitest';
import {built} from '../journeys/built.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {certificateDer} from '../steps/certificates.ts';
import {check, findingOf} from './program.ts';

const services = 'CN=Public Key Services,CN=Services,CN=Configuration,@BASEDN@';

describeWith(['samba', 'powershell'], 'what a real forest publishes', () => {
	let forest: Forest;
	const look = async () => check(['--step', '3', '--step', '6', '--directory', forest.host, '--sign-in', 'none'], {tickets: forest.env});
	beforeAll(async () => {
		await built();
		forest = await startForest({realm: 'ALIVE.PUBLISHED.TEST', schema: '2019'});
	});
	afterAll(async () => {
		await forest?.remove();
	});

	it('is met by an authority whose certificate, name and computer are there, and by NTAuth that holds its certificate', async () => {
		const document = await look();
		expect(findingOf(document, 'enterprise-ca')).toMatchObject({outcome: 'met', because: expect.stringContaining('31 Dec 2049')});
		expect(findingOf(document, 'ca-in-ntauth')).toMatchObject({outcome: 'met'});
		expect(findingOf(document, 'dc-certificate-template')).toMatchObject({
			outcome: 'caution',
			because: expect.stringContaining('LAB-CA issues only'),
		});
	});

	it('is not met by an authority whose certificate has run out, though all else is there', async () => {
		const over = certificateDer({name: 'LAB-CA', notBefore: '2010-01-01T00:00:00Z', notAfter: '2020-01-01T00:00:00Z'}).toString('base64');
		await forest.ldif(
			`dn: CN=LAB-CA,CN=Enrollment Services,${services}\nchangetype: modify\nreplace: cACertificate\ncACertificate:: ${over}\n`,
		);
		const document = await look();
		expect(findingOf(document, 'enterprise-ca')).toMatchObject({
			outcome: 'unmet',
			because: expect.stringContaining('ran out on 1 Jan 2020'),
		});
		expect(findingOf(document, 'ca-in-ntauth')).toMatchObject({outcome: 'unmet'});
		expect(findingOf(document, 'dc-certificate-template')).toMatchObject({
			outcome: 'unmet',
			because: expect.stringContaining('its certificate ran out'),
		});
	});
});
