import {afterAll, beforeAll, expect, it} from 'vitest';
import {keyValue, usual} from '../lab/key-values.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {movedFrom, type Outcomes, outcomesIn} from './moves.ts';

/** The id that `usual()` names for its computer. */
const laptop = '8899aabb-6677-4455-3322-110000000001';

describeWith(['samba', 'powershell'], 'keys of users in scope, on a real directory', () => {
	let forest: Forest;
	let before: Outcomes;
	let devices: readonly string[] = [laptop];
	const look = async () => outcomesIn(forest, {'device-ids': {value: devices.map(deviceId => ({id: deviceId, deviceId}))}}, 'Pilot');
	const write = async (value: Uint8Array, user = 'good') => {
		const dn = `CN=${user},OU=People,${forest.baseDn}`;
		await forest.ldif(`dn: ${dn}\nchangetype: modify\nadd: msDS-KeyCredentialLink\nmsDS-KeyCredentialLink: ${keyValue(value, dn)}\n`);
	};

	beforeAll(async () => {
		forest = await startForest({realm: 'KEYS.MOVES.TEST', schema: '2019'});
		Object.assign(process.env, forest.env);
		before = await look();
	}, 180_000);
	afterAll(async () => forest?.remove());

	it('are not seen where there are none, and those of others in the forest are not in scope', async () => {
		expect(before).toMatchObject({'keys-arrive': 'empty', 'keys-sound': 'empty'});
		await write(usual(), 'internal');
		expect(movedFrom(before, await look())).toEqual({});
	}, 60_000);

	it('prove nothing where they are security keys, and that Hello works where one is of Hello', async () => {
		await write(usual(undefined, 7));
		expect(movedFrom(before, await look())).toEqual({'keys-arrive': 'unmet', 'keys-sound': 'met'});
		await write(usual(), 'second');
		expect(movedFrom(before, await look())).toEqual({'keys-arrive': 'met', 'keys-sound': 'met'});
	}, 60_000);

	it('are named where their computer is gone, and where they are of a form that nobody knows', async () => {
		const sound = await look();
		devices = [];
		expect(movedFrom(sound, await look())).toEqual({'keys-sound': 'caution'});
		await write(Uint8Array.from([0, 1, 0, 0]));
		expect(movedFrom(sound, await look())).toEqual({'keys-sound': 'malformed'});
	}, 60_000);
});
