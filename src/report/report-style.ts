/**
 * The style of a report: dark and light, phone and paper, no colour that carries a meaning alone. Contrasts are at least 4.5:1 (test/report/).
 * Nothing in it comes from a session.
 */
export const palettes = {
	light: {
		paper: '#ffffff',
		ink: '#1b1f24',
		faint: '#57606a',
		line: '#d0d7de',
		soft: '#f6f8fa',
		met: '#116329',
		caution: '#7a4d00',
		unmet: '#b3261e',
		unobserved: '#6639ba',
		link: '#0550ae',
	},
	dark: {
		paper: '#0d1117',
		ink: '#e6edf3',
		faint: '#9aa4af',
		line: '#30363d',
		soft: '#161b22',
		met: '#56d364',
		caution: '#e3b341',
		unmet: '#ff8a80',
		unobserved: '#c8a9ff',
		link: '#79c0ff',
	},
} as const;

const variables = (palette: (typeof palettes)[keyof typeof palettes]): string =>
	Object.entries(palette)
		.map(([name, value]) => `--${name}:${value}`)
		.join(';');

export const style = `
:root{color-scheme:light dark;${variables(palettes.light)}}
@media (prefers-color-scheme:dark){:root{${variables(palettes.dark)}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:60rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.25;margin:1.6em 0 .5em}
h1{margin-top:0}
h2{border-bottom:1px solid var(--line);padding-bottom:.25rem}
a{color:var(--link)}
nav ul{padding-left:1.2rem;columns:20rem}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
pre{background:var(--soft);border:1px solid var(--line);border-radius:.4rem;padding:.75rem;white-space:pre-wrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dt{font-weight:600}
dd{margin:0}
dd>p,dd>ul{margin:0 0 .5em}
table{border-collapse:collapse;width:100%;font-size:.95em}
th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top;min-width:7.5rem}
th{background:var(--soft)}
article{border:1px solid var(--line);border-radius:.4rem;padding:.25rem 1rem 1rem;margin:1rem 0;break-inside:avoid}
.look{font-weight:700;white-space:nowrap}
.met,.not-applicable,.not-looked{color:var(--met)}
.not-applicable,.not-looked,.small{color:var(--faint)}
.small{font-size:.9em}
.caution{color:var(--caution)}
.unmet{color:var(--unmet)}
.unobserved{color:var(--unobserved)}
.practice{border:3px double var(--caution);padding:.5rem 1rem;font-weight:700}
svg{max-width:100%;height:auto;display:block}
svg .stroke{stroke:var(--faint);fill:var(--paper)}
svg text{fill:var(--ink);font:14px system-ui,sans-serif}
svg .met{fill:var(--met)}svg .caution{fill:var(--caution)}svg .unmet{fill:var(--unmet)}svg .unobserved{fill:var(--unobserved)}
svg .not-looked,svg .not-applicable{fill:var(--faint)}
@media screen and (max-width:40rem){
body{padding:.75rem}
dl{grid-template-columns:1fr}
dd{margin-bottom:.5rem}
table,tbody,tr,td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border:1px solid var(--line);margin:0 0 .75rem}
td{border:0}
td:empty{display:none}
td::before{content:attr(data-head);display:block;font-size:.9em;color:var(--faint)}
}
@media print{
:root{${variables(palettes.light)}}
@page{margin:18mm}
body{padding:0;max-width:none;font-size:10pt}
nav{break-after:page}
h2,h3,h4{break-after:avoid}
tr,pre,li{break-inside:avoid}
thead{display:table-header-group}
a{color:inherit;text-decoration:none}
}
`;
