/** @jsxImportSource preact */
import {createHash} from 'node:crypto';
import type {ComponentChildren} from 'preact';
import {renderToStaticMarkup} from 'preact-render-to-string';
import {style} from './report-style.ts';

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** One page that stands alone: no script, nothing from elsewhere, every text escaped. `mark` stands behind it as a comment; null where it has none. */
export const htmlPage = (title: string, body: ComponentChildren, mark: string | null): string =>
	`<!doctype html>\n${renderToStaticMarkup(
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta http-equiv="Content-Security-Policy" content={policy} />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="referrer" content="no-referrer" />
				<title>{title}</title>
				{/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; as text it would be escaped, and its digest would not fit. */}
				<style dangerouslySetInnerHTML={{__html: style}} />
			</head>
			<body>{body}</body>
		</html>,
	)}\n${mark === null ? '' : `<!-- ${mark} -->\n`}`;
