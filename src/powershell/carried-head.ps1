<#
.SYNOPSIS
Looks at this computer for whfb and prints what it sees.

.DESCRIPTION
Made by "whfb collector" to be carried to a computer that whfb cannot reach. It holds, one after another and as they
ship with whfb, the scripts that look at a computer of this kind; each says what it reads. It changes nothing, and
contacts nobody beyond what these scripts name. What it sees is printed as one JSON document, in plain ASCII; it writes
no file but the one that -Out asks for. Read it first, then keep what it prints:

  powershell -NoProfile -ExecutionPolicy RemoteSigned -File .\THIS-FILE.ps1 > answer.json

and bring answer.json back: whfb import answer.json. A day later it is too old to open a gate.

For many computers, let a logon script or a scheduled task run it with -Out and one folder for all of them, and bring
the folder: whfb import FOLDER. Where nothing but what a program prints comes back, as from a detection script of
Intune, the script for a client prints one line with -OneLine; bring the list, or the table with such lines in it.

It can be signed as it stands (Set-AuthenticodeSignature): what whfb checks is the text of each script inside, and a
signature stands behind them. Where policy demands signatures, sign it; it asks for no policy to be loosened, and no
policy is checked here, only by Windows.

.PARAMETER Out
A folder that is there. The document is written into it as a new file, one for each computer, account and time; no
file is ever written over. Whoever runs it needs the right to create files there, and none to read.

.PARAMETER OneLine
Prints one line of at most 2,048 characters instead of the document: less of each answer, and enough to judge one of many.
"whfb collector --one-line" makes a script that does so without being told, for what starts scripts without parameters.

.EXAMPLE
powershell -NoProfile -ExecutionPolicy RemoteSigned -File .\THIS-FILE.ps1 -Out \\server\share\whfb

.NOTES
Who may run it: whoever may run the scripts inside, each of which says so.
Where Windows refuses it because it comes from another computer: read it, then unblock it in its Properties.
Windows PowerShell 5.1 and PowerShell 7.
#>
param([string] $Out = '', [switch] $OneLine)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
