import {casesFor} from '../../../src/guide/cases.ts';
import type {Licences} from './licences.facts.ts';
import {licencesKnown} from './licences-known.ts';

type Licence = Licences['licences'][number];
const licence = (name: string, plans: Licence['plans'], over: Partial<Licence> = {}): Licence => ({
	name,
	state: 'Enabled',
	bought: 400,
	plans,
	...over,
});
const given = (...licences: readonly Licence[]) => ({found: {licences: [...licences]}});

export default casesFor(licencesKnown, {
	'everything in one': {
		given: given(licence('SPE_E5', ['AAD_PREMIUM', 'AAD_PREMIUM_P2', 'MFA_PREMIUM', 'INTUNE_A'])),
		then: 'met',
		says: 'Entra ID P1 or P2 is in SPE_E5. Intune is in SPE_E5.',
	},
	'nothing was bought': {given: given(), then: 'met', says: 'No licence holds Entra ID P1 or P2'},
	'only mail': {given: given(licence('EXCHANGESTANDARD', [])), then: 'met', says: 'security defaults, which are free'},
	'one that has run out': {
		given: given(licence('AAD_PREMIUM', ['AAD_PREMIUM'], {state: 'Suspended', bought: null})),
		then: 'met',
		says: 'No licence holds Entra ID P1 or P2',
	},
	'the only one has run out, and still works': {
		given: given(licence('EMS', ['AAD_PREMIUM'], {state: 'Warning'})),
		then: 'caution',
		says: 'The licence for Entra ID P1 or P2 has run out',
		remedy: 'renew-the-licence',
	},
	'one of two has run out': {
		given: given(licence('EMS', ['AAD_PREMIUM'], {state: 'Warning'}), licence('SPE_E3', ['AAD_PREMIUM'])),
		then: 'met',
		says: 'is in EMS and SPE_E3',
	},
});
