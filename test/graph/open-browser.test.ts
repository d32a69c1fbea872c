import {describe, expect, it} from 'vitest';
import {openerOf} from '../../src/graph/open-browser.ts';

const address = 'https://login.example.test/authorize?a=1&b="; calc&c=$(id)';
const safe = 'https://login.example.test/authorize?a=1&b=%22;%20calc&c=$(id)';

describe('opening a browser', () => {
	it('starts the program of Windows at its fixed place, with the address as one argument that needs no quotes', () => {
		expect(openerOf(address, 'win32', {SystemRoot: 'D:\\Windows', PATH: 'C:\\evil'})).toEqual({
			program: 'D:\\Windows\\System32\\rundll32.exe',
			args: ['url.dll,FileProtocolHandler', safe],
		});
	});

	it('starts the program of macOS at its fixed place', () => {
		expect(openerOf(address, 'darwin', {PATH: '/evil'})).toEqual({program: '/usr/bin/open', args: [safe]});
	});

	it('starts the xdg-open of a trusted folder, and says so where there is none', () => {
		expect(openerOf(address, 'linux', {}, name => ({path: `/usr/bin/${name}`}))).toEqual({program: '/usr/bin/xdg-open', args: [safe]});
		expect(() => openerOf(address, 'linux', {PATH: '.::bin'})).toThrow('no absolute folder of PATH holds xdg-open');
	});

	it.each(['file:///etc/passwd', 'http://login.example.test/', 'javascript:alert(1)', 'ms-settings:', '--help'])(
		'opens nothing for %s',
		other => {
			expect(() => openerOf(other, 'win32', {})).toThrow(/alone|Invalid URL/);
		},
	);

	it('opens a local address, which stands in for a sign-in', () => {
		expect(openerOf('http://127.0.0.1:8080/x', 'linux', {}, () => ({path: '/usr/bin/xdg-open'})).args).toEqual(['http://127.0.0.1:8080/x']);
	});
});
