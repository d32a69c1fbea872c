<#
.SYNOPSIS
Shows what dsregcmd /status says on this client.

.DESCRIPTION
Runs dsregcmd.exe /status, which reads and changes nothing, and gives its output as one text, and how it ended.
whfb keeps some fifty lines of it (join, sign-in, prerequisites of Hello, and what names the cause where one of them
fails) and lets go of the rest.

.NOTES
Who may run it: the user whose sign-in is looked at, not elevated. An elevated window describes another user.
Windows PowerShell 5.1 and PowerShell 7, on the client itself.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A 32-bit PowerShell finds the program under Sysnative only.
$program = "$env:SystemRoot\Sysnative\dsregcmd.exe"
if (-not (Test-Path -LiteralPath $program)) {
    $program = "$env:SystemRoot\System32\dsregcmd.exe"
}

if (-not (Test-Path -LiteralPath $program)) {
    throw 'This computer has no dsregcmd.exe; it comes with Windows 10 and later.'
}

# What ends well is whole. A saved text cannot say that of itself: builds before 2020 print no last sentence.
$lines = @(& $program /status)
[ordered] @{
    text = $lines -join "`n"
    exit = $LASTEXITCODE
}
