import {casesFor} from '../../../src/guide/cases.ts';
import type {SeenController} from '../../06-hello-settings/domain-controller/domain-controller.facts.ts';
import {controller, evidence, listedControllers, old, second} from '../../case-builders/controllers.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {dcPatches} from './dc-patches.ts';

const at = (build: number | null, revision: number | null, part: Partial<SeenController> = {}) => ({
	evidence: evidence(controller({build, revision, ...part})),
	controllers: listedControllers(1),
	servers: nobodyAsked,
});

export default casesFor(dcPatches, {
	'Windows Server 2022 of today': {given: at(20348, 4346), then: 'met', says: 'runs Windows Server 2022, 20348.4346'},
	'all four of June 2025': {
		given: {
			evidence: evidence(controller({build: 14393, revision: 8148}), second({build: 26100, revision: 4349})),
			controllers: listedControllers(1, 2),
			servers: nobodyAsked,
		},
		then: 'met',
		says: '2 of 2 domain controllers seen. Each has the updates of June 2025',
	},
	'one that nobody has seen': {
		given: {...at(20348, 4346), controllers: listedControllers(1, 2), servers: nobodyAsked},
		then: 'elsewhere',
		remedy: 'carry-the-script',
	},
	'Windows Server 2019 as it came': {given: at(17763, 1), then: 'unmet', says: 'KB4487044 mends it', remedy: 'patch-it'},
	'the last that refuses keys': {given: at(17763, 315), then: 'unmet'},
	'the first that takes them': {given: at(17763, 316), then: 'caution', says: 'older than the updates of June 2025'},
	'2019, the first that deletes keys': {given: at(17763, 1457), then: 'unmet', says: 'KB4592440 mends it'},
	'2019, the last that deletes keys': {given: at(17763, 1636), then: 'unmet'},
	'2019, mended': {given: at(17763, 1637), then: 'caution'},
	'2016, before it deletes keys': {given: at(14393, 3929), then: 'caution'},
	'2016, the first that deletes keys': {given: at(14393, 3930), then: 'unmet', says: 'KB4593226 mends it'},
	'2016, the last that deletes keys': {given: at(14393, 4103), then: 'unmet'},
	'2016, mended': {given: at(14393, 4104), then: 'caution'},
	'2022, before April 2025': {given: at(20348, 3452), then: 'caution', says: 'older than the updates of June 2025'},
	'2022, of April 2025': {given: at(20348, 3453), then: 'caution', says: 'takes a key for a certificate without a root in NTAuth'},
	'2022, of May 2025, told to refuse': {
		given: at(20348, 3692, {allowNtAuthPolicyBypass: 2}),
		then: 'unmet',
		says: 'its AllowNtAuthPolicyBypass is 2: it refuses sign-in with a key',
		remedy: 'patch-it',
	},
	'2022, of May 2025, told to look away': {given: at(20348, 3692, {allowNtAuthPolicyBypass: 0}), then: 'caution'},
	'2022, of June 2025, told to refuse': {given: at(20348, 3807, {allowNtAuthPolicyBypass: 2}), then: 'met'},
	'2025 with the hotpatch of June': {given: at(26100, 4270), then: 'met'},
	'2012 R2 alone, which knows no keys': {given: at(9600, 20000), then: 'empty'},
	'a build of tomorrow': {
		given: at(30000, 1),
		then: 'inconclusive',
		says: 'our table of updates knows nothing',
		remedy: 'know-its-updates',
	},
	'a build that was not told': {given: at(null, null), then: 'inconclusive', says: 'did not say its build and update'},
	'an update that was not told': {given: at(20348, null), then: 'inconclusive'},
	'evidence of two days ago, patched': {given: at(20348, 4346, old), then: 'stale'},
	'evidence of two days ago, refusing keys': {given: at(17763, 1, old), then: 'unmet'},
});
