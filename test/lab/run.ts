import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {parseArgs} from 'node:util';
import {credentials, type ForestWish, startForest} from './lab.ts';

const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		realm: {type: 'string', multiple: true, default: ['CORP.EXAMPLE.TEST']},
		schema: {type: 'string', multiple: true, default: ['2019']},
		users: {type: 'string', default: '0'},
		as: {type: 'string', default: 'reader'},
	},
});
const isSchema = (text: string): text is ForestWish['schema'] => ['2012_R2', '2016', '2019'].includes(text);

const wishes = values.realm.map((realm, at): ForestWish => {
	const schema = values.schema[at] ?? '2019';
	if (!isSchema(schema)) {
		throw new Error(`--schema is 2012_R2, 2016 or 2019, and ${schema} was given.`);
	}

	return {realm: realm.toUpperCase(), schema, users: Number(values.users)};
});
const forests = await Promise.all(wishes.map(startForest));
const env = await credentials(forests, values.as);
const [command = process.env.SHELL ?? '/bin/sh', ...args] = positionals;
for (const {dns, host, address, baseDn} of forests) {
	process.stderr.write(`${dns} is up: ${host}, ${address}, ${baseDn}\n`);
}

process.stderr.write(`Running ${command} as ${values.as}; the lab goes when it ends.\n`);
// Ctrl+C is for what runs inside.
process.on('SIGINT', () => undefined);
const child = spawn(command, args, {stdio: 'inherit', env: {...process.env, ...env, USERDNSDOMAIN: forests[0]?.dns}});
const [code] = await once(child, 'exit');
await Promise.all(forests.map(forest => forest.remove()));
process.exitCode = Number(code ?? 1);
