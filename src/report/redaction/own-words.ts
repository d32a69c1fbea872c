/**
 * The words of this program's own sentences that no guide has to use, in small letters: why something was not seen is such a sentence, and in it nobody can
 * tell one from a name. They name nobody; a computer or a person that is really called so is known by its facts. A test says which is missing here.
 */
export const programWords: readonly string[] = `
	advice anonymous apart app applications around aside asserted assign assigns az azaccesstoken azaccount backslash body broke busy byte bytes cab
	capital captive carelessness certs chats checksums chmod circle coding colours compounded confirmation confirmations connected consent
	consistencylevel console consoles continue convertto creator ctrl damage damaged dashes declined deep deeper depth determined digest digit disk
	dots download due emphasis enospc entries environments eventual executionpolicy expand expired explorer extra fence fewer fields flows folders
	forger frame frames front gain granted grow grows gz header hundred inspects interactive invisible invoke isverified journal killed lands limit
	little localhost login logout looking markdown marks mb merges mg mggraphrequest middle might min missed mistyped mobile module moves
	mysecurityinfo nested notes organisations organization origin outputtype packed parameters parts pasted pasting pem phone piece pieces pipe portal
	practice pretty print printable process processes processors prompt proved puts pwsh python quarantine query quot quota quotation quote rar
	readable reading real redact redirect release rely response restarted resting restricted resume roaming scheme sessions shape ships socket spaces
	stamp stood survey sysvol tar terminal thing top trait trials typed typographic unblock unchanged unicode unpack unpacked unpacking usual utf
	wrapper wrappers writing zero zip
`
	.trim()
	.split(/\s+/);
