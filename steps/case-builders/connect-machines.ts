import type {ConnectMachine, ConnectMachines} from '../04-directory-synchronization/connect-server/connect-machine.facts.ts';
import {connectOf, server} from './connect-servers.ts';
import {forest} from './forests.ts';
import {nobodyAsked, now, seen} from './witnesses.ts';

const gibibyte = 2 ** 30;

/** A Connect server that somebody stood before. All is well unless said otherwise. */
export const machine = (over: Partial<ConnectMachine> = {}): ConnectMachine => ({
	installed: true,
	computer: `SYNC01.${forest}`,
	at: now,
	role: 3,
	memory: 16 * gibibyte,
	build: 20348,
	revision: 4346,
	installation: 'Server',
	dotNet: 528449,
	tls: {
		enabled: null,
		disabledByDefault: null,
		dotNet: {systemDefault: null, strongCrypto: null},
		dotNet32: {systemDefault: null, strongCrypto: null},
	},
	powerShell: '5.1.20348.2849',
	execution: {allowedByPolicy: null, policy: null, computer: 'RemoteSigned'},
	serviceAccount: 'NT SERVICE\\ADSync',
	identity: 'Application',
	autoUpgrade: 'Enabled',
	database: {server: '(localdb)', instance: '.\\ADSync2019', name: 'ADSync', local: true, usedMegabytes: 900},
	silences: [],
	source: 'carried',
	takenAt: now,
	stale: false,
	contradicted: false,
	...over,
});

/** Memory in GB, as Windows counts it. */
export const gigabytes = (many: number): number => Math.round(many * gibibyte);

/** A computer without Connect. */
export const computerWithout: ConnectMachines['machines'][number] = {
	installed: false,
	computer: `FILE01.${forest}`,
	source: 'carried',
	takenAt: now,
	stale: false,
	contradicted: false,
};

/** What a check of machines is asked, where the rules of these machines' server were seen too. */
export const aroundMachines = (...machines: ConnectMachines['machines']) => ({
	machines: {machines},
	connect: seen(connectOf(server())),
	computers: nobodyAsked,
});
