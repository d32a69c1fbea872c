<#
.SYNOPSIS
Shows what a client is: its Windows, its TPM, how it is told to join, and which domain controller it finds.

.DESCRIPTION
Reads from the registry the build, its revision, edition and kind of Windows; whether policy lets the computer register by
itself (autoWorkplaceJoin and BlockAADWorkplaceJoin below SOFTWARE\Policies\Microsoft\Windows\WorkplaceJoin) and whether it may
fall back to synchronisation (FallbackToSyncJoin below CDJ). It asks Windows for the scheduled task Automatic-Device-Join: its
state, its last start and its last result; for the domain controllers that the locator finds, with their sites; and in an
elevated window for the TPM (Get-Tpm and Win32_Tpm). What could not be read is given with the reason, and everything says
whether the window was elevated. It starts no task, asks the TPM to do nothing, changes nothing and writes no file.

.NOTES
Who may run it: the user, not elevated; for the TPM and for a task that is hidden from users, a local administrator in an elevated window.
Windows PowerShell 5.1 and PowerShell 7 of 64 bits, on the client itself.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Test-Path -LiteralPath 'HKLM:\SOFTWARE')) {
    throw 'This computer has no registry; run this on a Windows client.'
}

function Get-Value([string] $Key, [string] $Name) {
    # The value's absence is told by the list of names, so that an error stays an error.
    if ((Test-Path -LiteralPath $Key) -and @((Get-Item -LiteralPath $Key).Property) -contains $Name) {
        return (Get-ItemProperty -LiteralPath $Key -Name $Name).$Name
    }

    return $null
}

function Get-Text([string] $Key, [string] $Name) {
    $value = Get-Value $Key $Name
    if ($null -eq $value) {
        return $null
    }

    return [string] $value
}

function Get-Number([string] $Key, [string] $Name) {
    $value = Get-Value $Key $Name
    if ($null -eq $value) {
        return $null
    }

    return [int] $value
}

function Get-Moment($Time) {
    # A task that never ran has a time of 1999 or none.
    if ($Time -is [datetime] -and $Time.Year -gt 2000) {
        return $Time.ToUniversalTime().ToString('o')
    }

    return $null
}

# The hive of LocalService is readable for administrators in an elevated window alone, and is always there.
function Test-Elevated {
    try {
        return $null -ne (Get-Item -LiteralPath 'Registry::HKEY_USERS\S-1-5-19')
    } catch {
        if ([string] $_.FullyQualifiedErrorId -match '(SecurityException|UnauthorizedAccess|PermissionDenied)') {
            return $false
        }

        return $null
    }
}

function Get-JoinTask {
    $answer = [ordered] @{ found = $null; state = $null; lastRun = $null; lastResult = $null; failure = $null }
    $path = '\Microsoft\Windows\Workplace Join\'
    try {
        # A task that a user may not see is left out of the list like one that is not there.
        $tasks = @(Get-ScheduledTask | Where-Object { $_.TaskPath -eq $path -and $_.TaskName -eq 'Automatic-Device-Join' })
        $answer['found'] = $tasks.Count -gt 0
        if ($tasks.Count -gt 0) {
            $answer['state'] = [int] $tasks[0].State
            $run = Get-ScheduledTaskInfo -TaskPath $path -TaskName 'Automatic-Device-Join'
            $answer['lastRun'] = Get-Moment $run.LastRunTime
            $answer['lastResult'] = [long] $run.LastTaskResult
        }
    } catch {
        $answer['failure'] = [string] $_.Exception.Message
    }

    return $answer
}

function Get-Located {
    $answer = [ordered] @{ domains = @(); failure = $null }
    try {
        $answer['domains'] = @(Get-CimInstance -ClassName Win32_NTDomain | Where-Object { '' -ne [string] $_.DnsForestName } | ForEach-Object {
                [ordered] @{
                    domain = [string] $_.DomainName
                    forest = [string] $_.DnsForestName
                    controller = ([string] $_.DomainControllerName).TrimStart('\')
                    clientSite = [string] $_.ClientSiteName
                    controllerSite = [string] $_.DcSiteName
                }
            })
    } catch {
        $answer['failure'] = [string] $_.Exception.Message
    }

    return $answer
}

function Get-TpmFacts($Elevated) {
    $answer = [ordered] @{
        notElevated = $Elevated -ne $true
        failure = $null
        present = $null
        ready = $null
        lockedOut = $null
        spec = $null
        manufacturer = $null
    }
    if ($answer['notElevated']) {
        return $answer
    }

    try {
        $own = Get-Tpm
        $answer['present'] = [bool] $own.TpmPresent
        if ($own.TpmPresent) {
            $answer['ready'] = [bool] $own.TpmReady
            $answer['lockedOut'] = [bool] $own.LockedOut
            $chip = @(Get-CimInstance -Namespace 'root/cimv2/Security/MicrosoftTpm' -ClassName Win32_Tpm)
            if ($chip.Count -gt 0) {
                $answer['spec'] = [string] $chip[0].SpecVersion
                $answer['manufacturer'] = ([string] $chip[0].ManufacturerIdTxt).Trim()
            }
        }
    } catch {
        $answer['failure'] = [string] $_.Exception.Message
    }

    return $answer
}

# The name that dsregcmd prints, too; without a domain it is the host's alone.
$network = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$named = @(@('Hostname', 'Domain') | ForEach-Object { Get-Text $network $_ } | Where-Object { $null -ne $_ -and $_ -ne '' })
$windows = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$join = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\WorkplaceJoin'
$computer = Get-CimInstance -ClassName Win32_ComputerSystem
$elevated = Test-Elevated
$domain = $null
if ($computer.PartOfDomain) {
    $domain = [string] $computer.Domain
}

$build = Get-Text $windows 'CurrentBuildNumber'
[ordered] @{
    computer = $named -join '.'
    domain = $domain
    role = [int] $computer.DomainRole
    at = (Get-Date).ToUniversalTime().ToString('o')
    elevated = $elevated
    build = $(if ($null -eq $build) { $null } else { [int] $build })
    revision = Get-Number $windows 'UBR'
    edition = Get-Text $windows 'EditionID'
    installation = Get-Text $windows 'InstallationType'
    autoJoin = Get-Number $join 'autoWorkplaceJoin'
    blockPersonal = Get-Number $join 'BlockAADWorkplaceJoin'
    fallback = Get-Number 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ' 'FallbackToSyncJoin'
    task = Get-JoinTask
    located = Get-Located
    tpm = Get-TpmFacts $elevated
}
