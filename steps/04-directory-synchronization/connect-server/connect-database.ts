import {caution, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';
import {defineCheckOverMachines, unread} from './machines.ts';

/** LocalDB holds 10 GB, about 100,000 objects (SOURCES.md: prerequisites-connect). */
const limit = 10_240;

/** From 8 GB on, Connect no longer upgrades itself (SOURCES.md: automatic-upgrade). */
const tight = 8192;

/** Whether the database is LocalDB: as Connect says it, else by the server that the service connects to; null where neither tells. */
export const localDatabase = ({database: {local, server}}: ConnectMachine): boolean | null =>
	local ?? (server === null ? null : server.toLowerCase().startsWith('(localdb)'));

const databaseVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, database} = machine;
	const local = localDatabase(machine);
	if (local === false) {
		return notApplicable(`${computer} keeps its database on ${database.server ?? 'a SQL Server'}, which is not asked how full it is.`);
	}

	const used = database.usedMegabytes;
	if (local === null || used === null) {
		return unread(machine, `How full the database of ${computer} is was not said.`);
	}

	const said = `The LocalDB of ${computer} uses ${(used / 1024).toFixed(1)} of 10 GB`;
	return used >= limit
		? unmet('move-the-database', `${said}: it is full, and nothing more is synchronised.`)
		: used >= tight
			? caution('move-the-database', `${said}.`)
			: met(`${said}.`);
};

/** A database that is full stops every cycle. */
export const connectDatabase = defineCheckOverMachines({
	id: 'connect-database',
	question: 'Does the database of each Connect server have room?',
	judge: databaseVerdict,
});
