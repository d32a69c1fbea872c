<#
.SYNOPSIS
Shows on what Connect Sync runs on this server: Windows, memory, .NET, TLS, PowerShell, accounts and database.

.DESCRIPTION
Reads these values below HKLM: CurrentBuildNumber, UBR and InstallationType of SOFTWARE\Microsoft\Windows NT\CurrentVersion;
Release of SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full; Enabled and DisabledByDefault of TLS 1.2 for clients below
SCHANNEL; SystemDefaultTlsVersions and SchUseStrongCrypto of both .NETFramework\v4.0.30319; PowerShellVersion of
SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine; EnableScripts and ExecutionPolicy of the policy for PowerShell, and
ExecutionPolicy of this computer; ObjectName of the service ADSync, and Server, SQLInstance and DBName of its Parameters;
Hostname and Domain of Tcpip\Parameters. Asks Windows for the computer's role in its domain, its memory, and the SIDs of its own accounts.
Where the module ADSync is there it asks it for three things more: by what identity Connect signs in to Entra ID (account or
application, and no name or secret of it), whether it upgrades itself, and how full its LocalDB is. Where no service ADSync
is installed it says so: installed is false. What is not set is given as null. It changes nothing and writes no file.

.NOTES
Who may run it: a local administrator of the Connect server, on it, in an elevated window.
Windows PowerShell 5.1. PowerShell 7 reads all but what the module ADSync tells, and says so.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$said = @{ Silences = @() }
$services = 'HKLM:\SYSTEM\CurrentControlSet\Services'
$windows = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$tls = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client'
$policy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\PowerShell'

function Get-Text([string] $Key, [string] $Name) {
    # The value's absence is told by the list of names, so that an error stays an error.
    if ((Test-Path -LiteralPath $Key) -and @((Get-Item -LiteralPath $Key).Property) -contains $Name) {
        $text = [string] (Get-ItemProperty -LiteralPath $Key -Name $Name).$Name
        if ('' -ne $text) {
            return $text
        }
    }

    return $null
}

function Get-Number([string] $Key, [string] $Name) {
    $text = Get-Text $Key $Name
    if ($text -match '^-?\d{1,10}$') {
        return [long] $text
    }

    return $null
}

function Get-DotNet([string] $Key) {
    [ordered] @{ systemDefault = Get-Number $Key 'SystemDefaultTlsVersions'; strongCrypto = Get-Number $Key 'SchUseStrongCrypto' }
}

# One property of what a cmdlet of ADSync gave, as text; null where it is not there.
function Get-Property($From, [string] $Name) {
    foreach ($one in @($From)) {
        if ($null -ne $one -and $null -ne $one.PSObject.Properties[$Name]) {
            $text = [string] $one.PSObject.Properties[$Name].Value
            if ('' -ne $text) {
                return $text
            }
        }
    }

    return $null
}

function Test-Cmdlet([string] $Name) {
    return @(Get-Command -Name $Name -ErrorAction SilentlyContinue).Count -gt 0
}

# The SID of an account of Windows itself, whose name is translated; null where the service runs as another.
function Get-WindowsSid([string] $Account) {
    if ($Account -eq 'LocalSystem') {
        return 'S-1-5-18'
    }

    $name = @($Account -split '\\')[-1]
    try {
        foreach ($one in @(Get-CimInstance -ClassName Win32_SystemAccount)) {
            if ([string] $one.Name -eq $name -and [string] $one.SID -match '^S-1-5-(18|19|20)$') {
                return [string] $one.SID
            }
        }
    } catch {
        $said.Silences += ('The accounts of Windows itself could not be listed: {0}' -f $_.Exception.Message)
    }

    return $null
}

# Whether the cmdlets of ADSync can be asked. Why not stands in the silences.
function Test-Engine {
    if (Test-Cmdlet 'Get-ADSyncAutoUpgrade') {
        return $true
    }

    if ([string] $PSVersionTable.PSEdition -eq 'Core') {
        $said.Silences += 'PowerShell 7 cannot load the module ADSync whole. Run this in Windows PowerShell 5.1.'
        return $false
    }

    try {
        Import-Module ADSync
        return $true
    } catch {
        $said.Silences += ('The module ADSync could not be loaded: {0}' -f $_.Exception.Message)
        return $false
    }
}

# Builds before 2.5.3 know no application identity, and have no such cmdlet.
function Get-Identity {
    if (-not (Test-Cmdlet 'Get-ADSyncEntraConnectorCredential')) {
        $said.Silences += 'This build of Connect has no cmdlet that tells its identity.'
        return $null
    }

    try {
        return Get-Property (Get-ADSyncEntraConnectorCredential) 'ConnectorIdentityType'
    } catch {
        $said.Silences += ('By what identity Connect signs in to Entra ID could not be read: {0}' -f $_.Exception.Message)
        return $null
    }
}

function Get-AutoUpgrade {
    try {
        foreach ($one in @(Get-ADSyncAutoUpgrade)) {
            if ([string] $one -match '^(Enabled|Disabled|Suspended)$') {
                return [string] $one
            }
        }
    } catch {
        $said.Silences += ('Whether Connect upgrades itself could not be read: {0}' -f $_.Exception.Message)
    }

    return $null
}

function Get-LocalDatabase {
    if (Test-Cmdlet 'Get-ADSyncDatabaseConfiguration') {
        try {
            $found = Get-ADSyncDatabaseConfiguration
            $used = Get-Property $found 'LocalDBUsedSpaceInMb'
            return [ordered] @{
                local = $(switch (Get-Property $found 'IsLocalDBInstalled') { 'True' { $true } 'False' { $false } })
                usedMegabytes = $(if ($used -match '^\d{1,9}([.,]\d+)?$') { [int] ($used -replace '[.,].*$', '') })
            }
        } catch {
            $said.Silences += ('The database could not be read: {0}' -f $_.Exception.Message)
        }
    }

    return [ordered] @{ local = $null; usedMegabytes = $null }
}

$computer = $null
if (Test-Path -LiteralPath 'HKLM:\SOFTWARE') {
    $parts = @(@('Hostname', 'Domain') | ForEach-Object { Get-Text "$services\Tcpip\Parameters" $_ } | Where-Object { $null -ne $_ })
    $computer = $parts -join '.'
}

if ($null -eq $computer -or -not (Test-Path -LiteralPath "$services\ADSync")) {
    return [ordered] @{ installed = $false; computer = $computer }
}

$system = Get-CimInstance -ClassName Win32_ComputerSystem
$serviceAccount = Get-Text "$services\ADSync" 'ObjectName'
$serviceAccountSid = $null
if ($null -ne $serviceAccount) {
    $serviceAccountSid = Get-WindowsSid $serviceAccount
}

$identity = $null
$autoUpgrade = $null
$database = [ordered] @{ local = $null; usedMegabytes = $null }
if (Test-Engine) {
    $identity = Get-Identity
    $autoUpgrade = Get-AutoUpgrade
    $database = Get-LocalDatabase
}

[ordered] @{
    installed = $true
    computer = $computer
    at = (Get-Date).ToUniversalTime().ToString('o')
    role = [int] $system.DomainRole
    memory = [long] $system.TotalPhysicalMemory
    build = Get-Number $windows 'CurrentBuildNumber'
    revision = Get-Number $windows 'UBR'
    installation = Get-Text $windows 'InstallationType'
    dotNet = Get-Number 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' 'Release'
    tls = [ordered] @{
        enabled = Get-Number $tls 'Enabled'
        disabledByDefault = Get-Number $tls 'DisabledByDefault'
        dotNet = Get-DotNet 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319'
        dotNet32 = Get-DotNet 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v4.0.30319'
    }
    powerShell = Get-Text 'HKLM:\SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine' 'PowerShellVersion'
    execution = [ordered] @{
        allowedByPolicy = Get-Number $policy 'EnableScripts'
        policy = Get-Text $policy 'ExecutionPolicy'
        computer = Get-Text 'HKLM:\SOFTWARE\Microsoft\PowerShell\1\ShellIds\Microsoft.PowerShell' 'ExecutionPolicy'
    }
    serviceAccount = $serviceAccount
    serviceAccountSid = $serviceAccountSid
    identity = $identity
    autoUpgrade = $autoUpgrade
    database = [ordered] @{
        server = Get-Text "$services\ADSync\Parameters" 'Server'
        instance = Get-Text "$services\ADSync\Parameters" 'SQLInstance'
        name = Get-Text "$services\ADSync\Parameters" 'DBName'
        local = $database.local
        usedMegabytes = $database.usedMegabytes
    }
    silences = @($said.Silences)
}
