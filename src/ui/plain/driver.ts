import {leavingWords} from '../../report/saved.ts';
import {longRead} from '../../report/so-far.ts';
import type {Controller} from '../../wizard/controller.ts';
import {nameOf, placeOf} from '../../wizard/navigation.ts';
import {headText, rowText, sentencesOf} from '../../wizard/reader-text.ts';
import {type Action, choicesIn, type FieldBlock, type Screen} from '../../wizard/screen.ts';
import type {Intent} from '../../wizard/update.ts';
import {rowsOf, say} from './say.ts';

/** What plain mode needs of whoever reads lines. */
export type PlainParts = {
	readonly controller: Controller;
	readonly write: (rows: readonly string[]) => void;
	readonly ask: (words: string) => Promise<string | null>;
	/** True when it is over. */
	readonly isOver: () => boolean;
};

/** Milliseconds between two lines on how far a long look has come. */
const every = 10_000;

const helpLines = [
	'Type the number of a choice and Enter, or only Enter for 1.',
	'b goes back, m is the map of the guide, i brings a file in, q leaves; nothing is',
	'asked. ? is this help.',
	'Outcomes: met, caution, not met, not seen, does not apply.',
	'A gate opens for met and does not apply only. Not seen never opens one.',
];

/** What a letter does at every question. */
const everywhere = {b: 'back', m: 'map', i: 'bring', q: 'leave'} as const;

type Choice = {readonly words: string; readonly intent: Intent};

/** What a key of the window does, and a number cannot, or what moves on a screen: not offered in a list of choices. */
const unoffered: ReadonlySet<Action['name']> = new Set(['problem', 'filter', 'back', 'yes', 'no']);

const goes = (action: Action['name']): Intent => ({name: 'act', action});

/** What can be chosen: what Enter does first, then the other rows, then the other actions, then what can be done everywhere. */
const choicesOf = (screen: Screen, ways: readonly Choice[], leaving: string): readonly Choice[] => {
	const rows = choicesIn(screen.blocks).map(row => ({
		id: row.id,
		words: rowText(row),
		intent: {name: 'open', id: row.id} as const,
	}));
	const first = rows.find(({id}) => id === screen.focus) ?? {id: '', words: screen.enter.words, intent: {name: 'enter'} as const};
	return [
		first,
		...rows.filter(row => row !== first),
		...screen.actions.filter(({name}) => !unoffered.has(name)).map(({name, words}) => ({words, intent: goes(name)})),
		...ways,
		{words: `leave; ${leaving}`, intent: goes('leave')},
	];
};

/** Runs the wizard line by line over its controller until it is over or the input ends. Every decision is the controller's. */
export const converse = async ({controller, write, ask, isOver}: PlainParts): Promise<void> => {
	let told = {place: '', rows: new Set<string>()};

	/** All of a new place; of the same place what is new. What can be chosen stands in the question. */
	const tell = (screen: Screen) => {
		const place = nameOf(placeOf(controller.view()));
		const blocks = screen.blocks.filter(block => block.kind !== 'field' && (block.kind !== 'row' || block.enter === null));
		const side = screen.side === null || screen.moves === 'page' ? [] : screen.side.blocks;
		const rows = rowsOf(sentencesOf([...blocks, ...(side.length === 0 ? [] : [{kind: 'gap'} as const, ...side])]));
		const isNew = place !== told.place;
		const fresh = isNew ? rows : rows.filter(row => row !== '' && !told.rows.has(row));
		write([...(isNew ? ['', ...say(headText(controller.trail(), screen)), ''] : []), ...fresh]);
		told = {place, rows: new Set(rows)};
		const {remark} = controller.view();
		write(remark === null ? [] : say(remark.text));
	};

	/** A line, with what is typed at every question done here; null where the question is void. */
	const line = async (words: string): Promise<string | null> => {
		// A question longer than a row is told first, and asked below.
		const rows = say(words);
		write(rows.slice(0, -1));
		const answer = (await ask(rows.at(-1) ?? ''))?.trim();
		if (answer === undefined) {
			write([
				'',
				...say(`The input has ended. ${leavingWords(controller.scene().workspace).replace(/^./, letter => letter.toUpperCase())}.`),
			]);
			controller.leave(0);
			return null;
		}

		switch (answer) {
			case 'b':
			case 'm':
			case 'i':
			case 'q':
				controller.want({name: 'act', action: everywhere[answer]});
				return null;
			case '?':
				write(helpLines);
				return line(words);
			default:
				return answer;
		}
	};

	/** Asks for what the box holds that is typed in, and goes on to the next or does what the form is for; `-` empties it. */
	const fill = async ({blocks, focus}: Screen) => {
		const box = blocks.find((block): block is FieldBlock => block.kind === 'field' && block.id === focus);
		if (box === undefined) {
			return;
		}

		const {id, label, value, about, takes} = box;
		const isYesOrNo = takes === 'yes-or-no';
		write(say(`${label}: ${about}${value === '' || isYesOrNo ? '' : '; - for none'}`));
		const answer = await line(isYesOrNo ? `${label} (y/n):` : `${label}${value === '' ? '' : ` (Enter for ${value})`}:`);
		if (answer === null) {
			return;
		}

		if (!isYesOrNo) {
			controller.want({name: 'fill', field: id, text: answer === '' ? value : answer === '-' ? '' : answer});
			controller.want({name: 'enter'});
		} else if (/^(y|yes|n|no)$/i.test(answer)) {
			controller.want(goes(/^y/i.test(answer) ? 'yes' : 'no'));
		} else {
			write(['Yes or no? Write one of the two.']);
		}
	};

	const choose = async (screen: Screen) => {
		const {workspace} = controller.scene();
		const {places} = controller.view();
		const place = nameOf(placeOf(controller.view()));
		const choices = choicesOf(
			screen,
			[
				...(places.length > 1 ? [{words: screen.actions.find(({name}) => name === 'back')?.words ?? 'back', intent: goes('back')}] : []),
				...(workspace === null || placeOf(controller.view()).at === 'map' ? [] : [{words: 'the map of the guide', intent: goes('map')}]),
			],
			leavingWords(workspace),
		);
		write([
			'',
			'What now?',
			...choices.flatMap(({words}, at) =>
				rowsOf([{text: words, indent: 5, hanging: 5}]).map((row, index) =>
					index === 0 ? `${String(at + 1).padStart(3)}  ${row.slice(5)}` : row,
				),
			),
		]);
		for (;;) {
			const answer = await line('Number, or Enter for 1:');
			const now = controller.screen();
			if (answer === null) {
				return;
			}

			// What stands here now was not what the numbers were of.
			if (nameOf(placeOf(controller.view())) !== place || now.enter.words !== screen.enter.words || now.focus !== screen.focus) {
				write(['What was seen meanwhile changed this.']);
				return;
			}

			const number = answer === '' ? 1 : Number(answer);
			const chosen = Number.isInteger(number) ? choices[number - 1] : undefined;
			if (chosen !== undefined) {
				return controller.want(chosen.intent);
			}

			write(say(`There is no ${answer.slice(0, 40)} here. A number from 1 to ${choices.length}, b, m, i, ? or q.`));
		}
	};

	/** Waits for what is under way; of what takes minutes a line now and then. */
	const settle = async () => {
		const settled = controller.settled().then(() => true);
		for (let said = ''; ; ) {
			let timer: NodeJS.Timeout | undefined;
			const pause = new Promise<false>(resolve => {
				timer = setTimeout(resolve, every, false);
			});
			const waiting = codeText(controller.screen());
			if (waiting !== '' && waiting !== said) {
				said = waiting;
				write(waiting.split('\n'));
			}

			const changed = new Promise<false>(resolve => {
				const stop = controller.subscribe(() => {
					if (codeText(controller.screen()) !== said && codeText(controller.screen()) !== '') {
						stop();
						resolve(false);
					}
				});
			});
			if (await Promise.race([settled, pause, changed]).finally(() => clearTimeout(timer))) {
				return;
			}

			const {workspace} = controller.scene();
			const words = workspace === null ? null : longRead(workspace.guide, workspace.looking());
			if (words !== null && words !== said) {
				said = words;
				write(say(`${words}.`));
			}
		}
	};

	/** What a person has to do while a sign-in waits for it. */
	const codeText = (screen: Screen): string =>
		placeOf(controller.view()).at === 'sign-in' && screen.ticks ? rowsOf(sentencesOf(screen.blocks.slice(0, 6))).join('\n') : '';

	while (!isOver()) {
		await settle();
		if (isOver()) {
			return;
		}

		const screen = controller.screen();
		tell(screen);
		await (screen.moves === 'form' ? fill(screen) : choose(screen));
	}
};
