import {CannotStart} from './cannot-start.ts';
import {asTyped} from './command-line.ts';
import {helpFor} from './commands/help.ts';
import {type Command, commands} from './commands/table.ts';
import {safeText} from './guide/untrusted.ts';
import {flushed, NotWritten, print, say, tell, watchOutput} from './output.ts';
import {toolVersion} from './tool.ts';

const run = async (command: Command, args: readonly string[]): Promise<number> => {
	if (command === 'resume') {
		return (await import('./commands/wizard.ts')).resume(args);
	}

	if (command === 'check') {
		return (await import('./commands/check.ts')).check(args);
	}

	const {collector, completion, config, doctor, evidence, exportSession, importPath, plan, report, sessions, verify} = await import(
		'./commands/without-screen.ts'
	);
	const runs = {
		plan,
		sessions,
		export: exportSession,
		import: importPath,
		evidence,
		report,
		verify,
		collector,
		doctor,
		config,
		completion,
	};
	return runs[command](args);
};

const isCommand = (word: string): word is Command => Object.hasOwn(commands, word);

const main = async (args: readonly string[]): Promise<number> => {
	if (args.includes('--version')) {
		await print(`${toolVersion()}\n`);
		return 0;
	}

	const [first, ...rest] = args;
	if (args.includes('--help') || args.includes('-h') || first === 'help') {
		await print(helpFor(first !== undefined && isCommand(first) ? first : null));
		return 0;
	}

	watchOutput();
	if (first === undefined || first.startsWith('-')) {
		return (await import('./commands/wizard.ts')).wizard(args);
	}

	if (!isCommand(first)) {
		throw new CannotStart(
			`There is no command ${JSON.stringify(first)}. There are: ${Object.keys(commands).join(', ')}; whfb alone starts the wizard.`,
		);
	}

	return run(first, rest);
};

/** A mistake of ours: the stack goes to the log, and what is saved is safe already. */
const defect = (error: unknown): number => {
	say(
		[
			'whfb stopped because of a mistake in whfb, not because of anything you did.',
			'Everything that was reported as saved is on disk.',
			'',
			error instanceof Error ? (error.stack ?? error.message) : String(error),
			'',
			asTyped('To report it: whfb doctor prints what we need to know, without names or secrets; send it with the lines above.'),
			'exit 70',
			'',
		].join('\n'),
	);
	return 70;
};

const interrupted = () => {
	say('exit 130: stopped\n');
	process.exit(130);
};

process.once('SIGINT', interrupted);
process.once('SIGTERM', interrupted);
process.once('SIGHUP', interrupted);
/** A sentence that repeats what was typed: what a terminal would obey is made visible, and what has no end is cut. */
const repeated = (message: string): string =>
	message
		.split('\n')
		.map(line => safeText(line).replace(/\S{300,}/g, word => `${word.slice(0, 100)}...`))
		.join('\n');

/** Runs the program; nothing else in it ends the process on the way. */
export const runCli = async (args: readonly string[]): Promise<void> => {
	let exit: number;
	try {
		exit = await main(args);
	} catch (error) {
		if (error instanceof CannotStart) {
			say(`exit 2: could not start: ${repeated(asTyped(error.message))}\n`);
			exit = 2;
		} else if (error instanceof NotWritten) {
			exit = tell(error);
		} else {
			exit = defect(error);
		}
	}

	// Output that is still in a pipe must reach its reader first.
	process.exitCode = exit;
	await flushed();
	process.exit(exit);
};
