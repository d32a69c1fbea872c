<#
.SYNOPSIS
Shows which tenant this computer is told to register at, and at which it has registered.

.DESCRIPTION
Reads two values of the registry that a targeted rollout sets and that beat the directory:
TenantId and TenantName below HKLM, SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ\AAD
For each join of this computer it reads one value, the tenant's id, below HKLM,
SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo. It asks Windows for the computer's name and domain.
What is not set is given as null. It changes nothing.

.NOTES
Who may run it: the user, not elevated.
Windows PowerShell 5.1 and PowerShell 7 of 64 bits, on the client itself.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Test-Path -LiteralPath 'HKLM:\SOFTWARE')) {
    throw 'This computer has no registry; run this on a Windows client.'
}

function Get-Text([string] $Key, [string] $Name) {
    # The value's absence is told by the list of names, so that an error stays an error.
    if ((Test-Path -LiteralPath $Key) -and @((Get-Item -LiteralPath $Key).Property) -contains $Name) {
        return [string] (Get-ItemProperty -LiteralPath $Key -Name $Name).$Name
    }

    return $null
}

# Below JoinInfo stands one key for each join, named after the certificate of the device.
$joins = 'HKLM:\SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo'
$joined = @()
if (Test-Path -LiteralPath $joins) {
    $joined = @(foreach ($join in @(Get-ChildItem -LiteralPath $joins)) {
        Get-Text $join.PSPath 'TenantId'
    })
}

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
$domain = $null
if ($computer.PartOfDomain) {
    $domain = [string] $computer.Domain
}

$told = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ\AAD'
[ordered] @{
    computer = [string] $computer.Name
    domain = $domain
    toldTenantId = Get-Text $told 'TenantId'
    toldTenantName = Get-Text $told 'TenantName'
    joinedTenantIds = @($joined | Where-Object { $null -ne $_ })
}
