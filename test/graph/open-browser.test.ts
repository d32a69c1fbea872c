import {describe, expect, it} from 'vitest';
import {openerOf} from '../../src/graph/open-browser.ts';

const address = 'https://login.example.test/authorize?a=1&b="; calc&c=$(id)';
const safe = 'https://login.example.test/authorize?a=1&b=%22;%20calc&c=$(id)';

describe('opening a browser', () => {
	it('starts the program of Windows at its fixed place, with the address as one argument that needs no quotes', () => {
		expect(openerOf(address, 'win32', {SystemRoot: 'D:\\Windows', PATH: 'C:\\evil'}, () => true)).toEqual({
			program: 'D:\\Windows\\System32\\rundll32.exe',
			args: ['url.dll,FileProtocolHandler', safe],
		});
	});

	it('starts the program of macOS at its fixed place', () => {
		expect(openerOf(address, 'darwin', {PATH: '/evil'}, () => true)).toEqual({program: '/usr/bin/open', args: [safe]});
	});

	it('starts the first xdg-open in an absolute folder of PATH, and none of the present folder', () => {
		const there = ['xdg-open', './xdg-open', '/opt/bin/xdg-open', '/usr/bin/xdg-open'];
		const opener = openerOf(address, 'linux', {PATH: '.::bin:/none:/opt/bin:/usr/bin'}, file => there.includes(file));
		expect(opener).toEqual({program: '/opt/bin/xdg-open', args: [safe]});
		expect(openerOf(address, 'linux', {}, () => false).program).toBe('xdg-open');
	});

	it.each(['file:///etc/passwd', 'http://login.example.test/', 'javascript:alert(1)', 'ms-settings:', '--help'])(
		'opens nothing for %s',
		other => {
			expect(() => openerOf(other, 'win32', {}, () => true)).toThrow(/alone|Invalid URL/);
		},
	);

	it('opens a local address, which stands in for a sign-in', () => {
		expect(openerOf('http://127.0.0.1:8080/x', 'linux', {}, () => false).args).toEqual(['http://127.0.0.1:8080/x']);
	});
});
