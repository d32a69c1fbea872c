/** Asks a person yes or no on a terminal; no where they press Enter alone, Ctrl+C, or the terminal goes away. */
export const confirmed = async (message: string): Promise<boolean> => {
	const {confirm} = await import('@inquirer/prompts');
	try {
		return await confirm({message, default: false, theme: {prefix: ''}});
	} catch (error) {
		if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
			return false;
		}

		throw error;
	}
};
