<#
.SYNOPSIS
Shows what this domain controller has logged of certificates and of sign-ins with keys.

.DESCRIPTION
Reads events of the last 30 days from three logs: of System those of the source Kerberos-Key-Distribution-Center with the
numbers below, the same source's own log Operational, and CertificateServicesClient-Lifecycle-System, Operational. Each
number is counted, with the time of its first and its last event. Of the last event about a certificate of this computer it
keeps the data that name it (issuer, serial number, thumbprint, template) or an error; of events about users it keeps
nothing, and never whose sign-in it was. The text that people read is never used: it is translated. It also tells whether each log is switched on, and how far back it reaches.
It changes nothing and writes no file.

.NOTES
Who may run it: a local administrator of the domain controller, or a member of Event Log Readers, on it.
Windows PowerShell 5.1 and PowerShell 7. In ConstrainedLanguage the data of an event have no names, and only
thumbprints are kept.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$days = 30
# So many events of a log are read; where there are more, the answer says so.
$most = 5000
$kdc = 'Microsoft-Windows-Kerberos-Key-Distribution-Center'
$lifecycle = 'Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational'
# Events about certificates of this computer itself, and what a thumbprint looks like.
$ownIds = @(20, 32, 120, 200, 302, 1001, 1002, 1003, 1004, 1005, 1006, 1009)
$print = '^[0-9a-fA-F]{40}$'
$language = [string] $ExecutionContext.SessionState.LanguageMode
$logs = @(
    @{ Log = 'System'; Provider = $kdc; Ids = @(19, 20, 21, 27, 29, 32, 42, 45) }
    @{ Log = "$kdc/Operational"; Provider = $kdc; Ids = @(120, 200, 302) }
    @{ Log = $lifecycle; Provider = $null; Ids = @(1001, 1002, 1003, 1004, 1005, 1006, 1009) }
)

function Get-Moment($Time) {
    if ($Time -is [datetime]) {
        return $Time.ToUniversalTime().ToString('o')
    }

    return $null
}

# Whether an error of Get-WinEvent says that nothing is there. Its id is not translated; its words are.
function Test-None($Failure, [string] $Id) {
    return [string] $Failure.FullyQualifiedErrorId -like "$Id,*"
}

# Every text in an event's data by the name that stands nearest: that of a Data element, of an attribute or of an element.
function Get-Data($Element) {
    foreach ($attribute in @($Element.Attributes)) {
        if ($null -ne $attribute -and @('Name', 'xmlns') -notcontains $attribute.Name) {
            [ordered] @{ name = [string] $attribute.Name; value = [string] $attribute.Value }
        }
    }

    foreach ($child in @($Element.ChildNodes)) {
        if ([string] $child.NodeType -eq 'Text') {
            $name = [string] $Element.LocalName
            foreach ($attribute in @($Element.Attributes)) {
                if ($null -ne $attribute -and $attribute.Name -eq 'Name') {
                    $name = [string] $attribute.Value
                }
            }

            [ordered] @{ name = $name; value = [string] $child.Value }
        } elseif ([string] $child.NodeType -eq 'Element') {
            if ($child.LocalName -eq 'Template') {
                foreach ($attribute in @($child.Attributes)) {
                    [ordered] @{ name = 'Template'; value = [string] $attribute.Value }
                }
            } else {
                Get-Data $child
            }
        }
    }
}

# What names a certificate of this computer, or an error. Forty digits are a thumbprint, whatever they are called.
function Select-Told($Data) {
    $Data | Where-Object {
        $_.value -ne '' -and
        ($_.name -match '(Issuer|SerialNumber|Thumbprint|Template)' -or @('KerbErr', 'ErrorCode') -contains $_.name -or $_.value -match $print)
    }
}

function Get-Told($Event) {
    # The certificates in other events are those of users, and a key's names its user.
    if ($ownIds -notcontains [int] $Event.Id) {
        return
    }

    if ($language -eq 'FullLanguage') {
        foreach ($part in @(([xml] $Event.ToXml()).DocumentElement.ChildNodes)) {
            if (@('EventData', 'UserData') -contains $part.LocalName) {
                Select-Told @(Get-Data $part)
            }
        }

        return
    }

    foreach ($property in @($Event.Properties)) {
        if ([string] $property.Value -match $print) {
            [ordered] @{ name = ''; value = [string] $property.Value }
        }
    }
}

function Get-Found($Log) {
    $filter = @{ LogName = $Log.Log; Id = $Log.Ids; StartTime = (Get-Date).AddDays(-$days) }
    if ($null -ne $Log.Provider) {
        $filter['ProviderName'] = $Log.Provider
    }

    try {
        Get-WinEvent -FilterHashtable $filter -MaxEvents $most
    } catch {
        if (-not (Test-None $_ 'NoMatchingEventsFound')) {
            throw
        }
    }
}

# The time of the oldest event that the log still holds: what came before is not known. Null where it holds none.
function Get-Since([string] $Log) {
    try {
        return Get-Moment (Get-WinEvent -LogName $Log -Oldest -MaxEvents 1).TimeCreated
    } catch {
        if (Test-None $_ 'NoMatchingEventsFound') {
            return $null
        }

        throw
    }
}

function Get-Log($Log) {
    $answer = [ordered] @{ log = $Log.Log; on = $null; since = $null; whole = $false; failure = $null; events = @() }
    try {
        $answer['on'] = [bool] (Get-WinEvent -ListLog $Log.Log).IsEnabled
        $answer['since'] = Get-Since $Log.Log
        # The newest come first, as Get-WinEvent gives them; sorted all the same, because order decides what is last.
        $found = @(Get-Found $Log | Sort-Object -Property TimeCreated)
        $answer['events'] = @($found | Group-Object -Property Id | ForEach-Object {
                $own = @($_.Group)
                [ordered] @{
                    id = [int] $own[0].Id
                    count = $own.Count
                    first = Get-Moment $own[0].TimeCreated
                    last = Get-Moment $own[-1].TimeCreated
                    data = @(Get-Told $own[-1])
                }
            })
        $answer['whole'] = $found.Count -lt $most
    } catch {
        $answer['failure'] = [string] $_.Exception.Message
    }

    return $answer
}

$named = $null
$role = $null
$network = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
if (Test-Path -LiteralPath $network) {
    $named = @(@('Hostname', 'Domain') | Where-Object { @((Get-Item -LiteralPath $network).Property) -contains $_ } | ForEach-Object {
            [string] (Get-ItemProperty -LiteralPath $network -Name $_).$_
        } | Where-Object { $_ -ne '' }) -join '.'
    $role = Get-CimInstance -ClassName Win32_ComputerSystem
}

# 4 is a domain controller, 5 one that is the PDC emulator of its domain.
if ($null -eq $role -or [int] $role.DomainRole -lt 4) {
    return [ordered] @{ isController = $false; computer = $named }
}

[ordered] @{
    isController = $true
    computer = $named
    at = (Get-Date).ToUniversalTime().ToString('o')
    days = $days
    logs = @($logs | ForEach-Object { Get-Log $_ })
}
