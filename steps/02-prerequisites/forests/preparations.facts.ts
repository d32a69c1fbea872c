import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything} from '../../../src/guide/filter.ts';
import {mapDomains, mapEntries} from '../../by-forest.ts';
import {numberOf, perDomain, perForest} from '../../directory.ts';

/** How far `adprep /forestprep` has come in each forest. */
export const forestPreparation = defineCollector({
	id: 'forest-preparation',
	what: 'how far adprep has prepared the forest: the revision of CN=ForestUpdates',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=ActiveDirectoryUpdate,CN=ForestUpdates'},
		scope: 'base',
		filter: everything,
		attributes: ['revision'],
	},
	read: answer => mapEntries(answer, ([entry]) => ({revision: entry === undefined ? null : numberOf(entry, 'revision')})),
	facts: perForest({
		/** 16 after Windows Server 2016, 18 after 2025; null: not shown. */
		revision: z.int().nullable(),
	}),
});

/** How far `adprep /domainprep` has come in each domain. */
export const domainPreparation = defineCollector({
	id: 'domain-preparation',
	what: 'how far adprep has prepared each domain: the revision of CN=DomainUpdates',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: {in: 'domain', path: 'CN=ActiveDirectoryUpdate,CN=DomainUpdates,CN=System'},
		scope: 'base',
		filter: everything,
		attributes: ['revision'],
	},
	read: answer => mapDomains(answer, ([entry]) => ({revision: entry === undefined ? null : numberOf(entry, 'revision')})),
	facts: perDomain({
		/** 15 after Windows Server 2016, 16 after version 1709; null: not shown. */
		revision: z.int().nullable(),
	}),
});
