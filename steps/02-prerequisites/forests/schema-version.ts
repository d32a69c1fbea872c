import {optional} from '../../../src/guide/check.ts';
import {defineCheckOver} from '../../check-over.ts';
import {forestsAsked, schemaParts, schemaVerdict} from '../../forest-schema.ts';
import {readOnlyDcs} from '../domain-controllers/read-only-dcs.facts.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {keyAttributeOnDcs, schemaHead} from './forest-schema.facts.ts';

/** Every forest that was asked, judged for step 2; the same facts guard the way into step 4. */
export const schemaVersion = defineCheckOver({
	id: 'schema-version',
	question: 'Does every forest with users in scope hold the Windows Server 2016 schema?',
	needs: {
		head: optional(schemaHead),
		attribute: optional(keyAttributeOnDcs),
		readOnly: optional(readOnlyDcs),
		users: optional(usersInScope),
	},
	partsOf: facts => schemaParts(facts, forestsAsked(facts)),
	judge: schemaVerdict,
});
