import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {expect, it} from 'vitest';

it.each(['src/ui/ink/app.tsx', 'src/ui/plain/plain.ts'])(
	'%s loads no sign-in, no Graph client, no process runner, no parser of pages and no schemas',
	async entry => {
		const {metafile} = await build({
			entryPoints: [fileURLToPath(new URL(`../../${entry}`, import.meta.url))],
			bundle: true,
			write: false,
			metafile: true,
			platform: 'node',
			format: 'esm',
			jsx: 'automatic',
			packages: 'external',
			outfile: 'out.js',
		});
		const loaded = Object.values(metafile.inputs).flatMap(({imports}) =>
			imports.filter(({kind, external}) => external && kind === 'import-statement').map(({path}) => path),
		);
		expect(loaded.filter(path => /azure|microsoft-graph|execa|marked|zod|inquirer/.test(path))).toEqual([]);
		expect(Object.keys(metafile.inputs).filter(path => /src\/(graph|powershell|carried|engine|directory)\/|^steps\//.test(path))).toEqual(
			[],
		);
	},
);
