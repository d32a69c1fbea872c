import {CannotStart} from '../cannot-start.ts';

/** Names are file names on every system, and easy to type. */
export const checkedName = (name: string): string => {
	if (/^(con|prn|aux|nul|com\d|lpt\d)([.]|$)/i.test(name)) {
		throw new CannotStart(`A session cannot be called ${JSON.stringify(name)}: Windows keeps that name for a device.`);
	}

	if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(name) || /[.]$/.test(name)) {
		throw new CannotStart(
			`A session cannot be called ${JSON.stringify(name)}. Use letters, digits, dots and dashes, beginning with a letter or a digit, at most 64.`,
		);
	}

	return name;
};
