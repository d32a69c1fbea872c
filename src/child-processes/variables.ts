import path from 'node:path';
import {foldersOf} from './program-folders.ts';

/**
 * What stands in the environment of a program that whfb starts is named, one by one: a pattern lets through what it was not written for.
 * Nothing is named here whose purpose is to load a library or a module into a program: no DOTNET_STARTUP_HOOKS, LD_PRELOAD, PSModulePath,
 * NODE_OPTIONS or PYTHONPATH. Nor is a token of ours.
 */
type Names = readonly string[];

const everywhere: Names = ['PATH'];

const unix: Names = ['HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TMPDIR'];

const windows: Names = [
	...['SystemRoot', 'windir', 'SystemDrive', 'ComSpec', 'TEMP', 'TMP', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE'],
	...['USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'USERNAME', 'USERDOMAIN', 'USERDNSDOMAIN', 'LOGONSERVER', 'COMPUTERNAME'],
	...['ProgramData', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432'],
	...['CommonProgramFiles', 'CommonProgramFiles(x86)', 'CommonProgramW6432'],
];

/** Where .NET lies when it is not where its installer puts it, whether it has the tables of languages, and how much memory it may take: a container may have set them. */
const dotnet: Names = [
	...['DOTNET_ROOT', 'DOTNET_ROOT_X64', 'DOTNET_ROOT_ARM64', 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT', 'DOTNET_GCHeapHardLimit'],
	...['DOTNET_TieredPGO', 'DOTNET_TC_CallCountingDelayMs', 'DOTNET_GCgen0size', 'DOTNET_GCLOHThreshold'],
];

/** Whose ticket Kerberos takes, and which certificates LDAP believes. */
const kerberos: Names = ['KRB5CCNAME', 'KRB5_CONFIG', 'KRB5_CLIENT_KTNAME', 'LDAPTLS_CACERT', 'LDAPTLS_CACERTDIR', 'LDAPCONF'];

/** The way out of this network, and whom to believe there. */
const network: Names = [
	...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
	...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
];

/** Where the login lies, how it is locked (a keyring), and who this machine is in Azure, where az may serve its identity. The last two are how the library asks PowerShell. */
const login: Names = [
	...['AZURE_CONFIG_DIR', 'AZURE_CLOUD_NAME', 'AZURE_EXTENSION_DIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'],
	...['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
	...['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'MSI_ENDPOINT', 'MSI_SECRET', 'ACC_CLOUD'],
	...['AZURE_IDENTITY_POWERSHELL_RESOURCE', 'AZURE_IDENTITY_POWERSHELL_TENANT_ID'],
];

/** Windows finds the parts of az by these; HOMEDRIVE and HOMEPATH are how Python finds the user's folder. */
const windowsLogin: Names = ['PATHEXT', 'HOMEDRIVE', 'HOMEPATH'];

/** What a PowerShell is given that runs our scripts, and what a program that holds somebody's login is given. */
export const namesFor = (program: 'powershell' | 'login', platform: NodeJS.Platform = process.platform): Names => {
	const isWindows = platform === 'win32';
	const system = isWindows ? windows : [...unix, ...dotnet];
	return program === 'powershell'
		? [...everywhere, ...system, ...(isWindows ? [] : kerberos)]
		: [...everywhere, ...system, ...network, ...login, ...(isWindows ? windowsLogin : [])];
};

/** What of an environment a program is given. Names are compared as the system compares them. */
export const variablesFor = (
	program: 'powershell' | 'login',
	env: NodeJS.ProcessEnv = process.env,
	platform: NodeJS.Platform = process.platform,
): Record<string, string> => {
	const isWindows = platform === 'win32';
	const fold = (name: string) => (isWindows ? name.toUpperCase() : name);
	const names = new Set(namesFor(program, platform).map(fold));
	const given: Record<string, string> = {};
	for (const [name, value] of Object.entries(env)) {
		if (value !== undefined && names.has(fold(name))) {
			given[fold(name) === 'PATH' ? 'PATH' : name] =
				fold(name) === 'PATH' ? foldersOf(env, platform).join(isWindows ? path.win32.delimiter : path.posix.delimiter) : value;
		}
	}

	return given;
};
