/**
 * Forms of the default inbound flow as Connect shipped them, dated. A release adds a form when a real server shows one that `expression-yield.ts`
 * cannot weigh; today's is not published (W51), so what a server of today shows is weighed by its form.
 */
export const knownExpressions: readonly {
	readonly destination: string;
	readonly seen: string;
	readonly where: string;
	readonly text: string;
}[] = [
	{
		destination: 'deviceKey',
		seen: '2016-05-03',
		where: 'Azure AD Connect 1.1.130.0, rule "In from AAD - User NGCKey", in the sample of Microsoft\'s AADConnectConfigDocumenter (MIT)',
		text: 'IIF(IsNull([searchableDeviceKey]), NULL, IIF(CNum(Mid([searchableDeviceKey],1,1))=0, Mid([searchableDeviceKey],1,7+CNum(Mid([searchableDeviceKey],5,2))) & CBin(Len(Thumbprint(Mid([searchableDeviceKey],8+CNum(Mid([searchableDeviceKey],5,2)),Len([searchableDeviceKey])))),2) & CBin(2,1) & Thumbprint(Mid([searchableDeviceKey],8+CNum(Mid([searchableDeviceKey],5,2)),Len([searchableDeviceKey]))) & Mid([searchableDeviceKey],8+CNum(Mid([searchableDeviceKey],5,2)),Len([searchableDeviceKey])), NULL))',
	},
];
