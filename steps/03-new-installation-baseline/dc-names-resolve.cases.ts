import {casesFor} from '../../src/guide/cases.ts';
import {dcNamesResolve} from './dc-names-resolve.ts';

const forest = 'corp.contoso.com';
const answering = (server: string) => ({server, silent: null, objectVersion: 88, schemaMaster: 'DC01'});
const silent = (server: string, why: string, unresolved?: true) => ({
	server,
	silent: {reason: 'unreachable', detail: `${server} was asked by LDAP: ${why}.`, ...(unresolved ? {unresolved} : {})} as const,
	objectVersion: null,
	schemaMaster: null,
});
const head = (...controllers: (ReturnType<typeof answering> | ReturnType<typeof silent>)[]) => ({
	head: {forests: [{forest, silent: null, controllers}]},
});

export default casesFor(dcNamesResolve, {
	'all answer': {given: head(answering('dc01.corp.contoso.com'), answering('dc02.corp.contoso.com')), then: 'met', says: '2 names'},
	'one has no record': {
		given: head(answering('dc01.corp.contoso.com'), silent('old.corp.contoso.com', 'its name is not found in DNS', true)),
		then: 'unmet',
		says: 'old.corp.contoso.com does not resolve from here',
		remedy: 'mend-the-record',
	},
	'one is found and does not answer': {
		given: head(answering('dc01.corp.contoso.com'), silent('dc02.corp.contoso.com', 'it does not answer on port 389')),
		then: 'met',
	},
	'a forest that cannot be asked': {
		given: {
			head: {
				forests: [
					{
						forest: 'fabrikam.com',
						silent: {reason: 'unreachable', detail: 'fabrikam.com was asked by LDAP: its name is not found in DNS.'},
					},
				],
			},
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
});
