import {commandElsewhere} from '../command-line.ts';
import type {Collector} from '../guide/check.ts';
import type {CarriedScript} from '../guide/importer.ts';
import {type PlaceOutline, placeWords} from '../guide/outline.ts';
import type {Carried} from './carried-file.ts';
import {hashOf, isShipped, releasesOf} from './shipped-scripts.ts';

const anew = (place: CarriedScript['place']) =>
	`Make the script anew with ${commandElsewhere(['whfb', 'collector', '--place', place, '--out', 'FILE.ps1'])}, carry it unchanged, and bring what it prints.`;

/**
 * Why a carried file is not what the script of its place prints, in sentences; null where it is: every answer is of a collector that is asked at that
 * place, and was made by a script that a release shipped. A hash of null was held against the language before.
 */
export const outOfPlace = ({place, answers}: Carried, collectors: readonly Collector[], places: readonly PlaceOutline[]): string | null => {
	if (!places.some(({id}) => id === place)) {
		return `It says that it is from the script for ${place}, and this whfb has none. Bring it in with the whfb that made the script.`;
	}

	for (const {collector: id, script, sha256} of answers) {
		const collector = collectors.find(one => one.id === id);
		if (collector === undefined) {
			continue;
		}

		const {query} = collector;
		if (query.via !== 'powershell' || query.on !== place || query.script !== script) {
			return `It says that it is from the script for ${placeWords(places, place)}, and holds an answer of ${id}, which that script never gives. Bring what the script printed, unchanged.`;
		}

		if (sha256 !== null && !isShipped(script, sha256)) {
			return `${id} was looked at by a script that no release of whfb shipped (SHA-256 ${sha256.slice(0, 12)}...). ${anew(place)}`;
		}
	}

	return null;
};

/** What to say of facts that a carried script brought and nobody can judge: that script read less than this version needs, or `why`. */
export const notEnough = ({id, query}: Collector, {place, sha256}: CarriedScript, why: string | null): string => {
	if (query.via !== 'powershell' || sha256 === hashOf(query.script)) {
		return `What it holds for ${id} could not be understood${why === null ? '' : `: ${why.replace(/[.]$/, '')}`}. ${anew(place)}`;
	}

	const releases = sha256 === null ? null : releasesOf(query.script, sha256);
	return `What it holds for ${id} lacks what this whfb judges, because its script is ${releases === null ? 'another one' : `that of whfb ${releases.join(' and ')}`}. ${anew(place)}`;
};
