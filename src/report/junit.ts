import type {CheckDocument, FindingLine} from './check-document.ts';

/** XML 1.0 holds no control characters but three; the five that mean something are written as entities. */
const xml = (text: string): string =>
	text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '\uFFFD').replace(/[<>&"']/g, character => `&#${character.charCodeAt(0)};`);

const body = (finding: FindingLine): string => {
	if (finding.kind === 'unobserved') {
		// Not a skip that a build passes over: what was not seen is an error of the look.
		return `<error type="${finding.reason}" message="${xml(finding.detail)}">${xml(finding.remedy)}</error>`;
	}

	switch (finding.outcome) {
		case 'unmet':
			return `<failure message="${xml(finding.because)}">${xml(finding.remedy ?? '')}</failure>`;
		case 'not-applicable':
			return `<skipped message="${xml(finding.because)}"/>`;
		default:
			return `<system-out>${xml(finding.because)}</system-out>`;
	}
};

const count = (findings: readonly FindingLine[], test: (finding: FindingLine) => boolean) => findings.filter(test).length;

const suite = (name: string, at: string, findings: readonly FindingLine[]): string =>
	[
		`<testsuite name="${xml(name)}" timestamp="${at}" tests="${findings.length}"`,
		` failures="${count(findings, finding => finding.kind === 'judged' && finding.outcome === 'unmet')}"`,
		` errors="${count(findings, ({kind}) => kind === 'unobserved')}"`,
		` skipped="${count(findings, finding => finding.kind === 'judged' && finding.outcome === 'not-applicable')}">`,
		...findings.map(
			finding => `\n<testcase classname="${xml(name)}" name="${xml(`${finding.check}: ${finding.question}`)}">${body(finding)}</testcase>`,
		),
		'\n</testsuite>',
	].join('');

/** The document as JUnit XML, for build servers: not met is a failure, not seen an error, does not apply skipped; gates are a suite of their own. */
export const junit = ({gates, steps, at}: CheckDocument): string =>
	[
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<testsuites name="whfb">',
		`<testsuite name="gates" timestamp="${at}" tests="${gates.length}" failures="${gates.filter(({finding, open}) => !open && finding === 'unmet').length}" errors="${gates.filter(({finding, open}) => !open && finding !== 'unmet').length}" skipped="0">`,
		...gates.map(
			({id, guards, step, open, finding, because, remedy}) =>
				`<testcase classname="gates" name="${xml(`${id}, to ${guards} ${step}`)}">${open ? `<system-out>${xml(because)}</system-out>` : `<${finding === 'unmet' ? 'failure' : 'error'} message="${xml(because)}">${xml(remedy ?? '')}</${finding === 'unmet' ? 'failure' : 'error'}>`}</testcase>`,
		),
		'</testsuite>',
		...steps.map(({id, findings}) => suite(id, at, findings)),
		'</testsuites>',
		'',
	].join('\n');
