<#
.SYNOPSIS
Looks at this computer for whfb and prints what it sees.

.DESCRIPTION
Made by "whfb collector" to be carried to a computer that whfb cannot reach. It holds, one after another and as they
ship with whfb, the scripts that look at a computer of this kind; each says what it reads. It changes nothing and
writes no file: what it sees is printed as one JSON document, in plain ASCII. Read it first, then keep what it prints:

  powershell -NoProfile -ExecutionPolicy RemoteSigned -File .\THIS-FILE.ps1 > answer.json

and bring answer.json back: whfb import answer.json. A day later it is too old to open a gate.

.NOTES
Who may run it: whoever may run the scripts inside, each of which says so.
Where Windows refuses it because it comes from another computer: read it, then unblock it in its Properties.
Windows PowerShell 5.1 and PowerShell 7.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
