import {statedCheck} from '../../statement.ts';

/** A no shuts the gate harder: for users whom another engine synchronises, nobody has said that Connect carries the key (W28 to W31). */
export const oneSyncEngine = statedCheck({
	id: 'one-sync-engine',
	question: 'Is Connect Sync the only engine that synchronises the users in scope?',
	statement: 'Connect Sync, and neither Cloud Sync nor another product, synchronises every user in scope.',
	no: {remedy: 'use-connect-sync', because: 'Another engine synchronises users in scope.'},
});
