<#
.SYNOPSIS
Shows what this client has logged of joining, of Hello and of signing in with it.

.DESCRIPTION
Reads events of the last 30 days from four logs, by number: User Device Registration, Admin; HelloForBusiness, Operational; AAD,
Operational; and that of Kerberos, Operational. Each number is counted, with the time of its first and its last event. Of the
last one it keeps what is yes or no, a number or a code, and four words that Windows itself chooses; never a name, an address,
a key or a text. The text that people read is never used: it is translated. Events of another user of this computer are counted
and not read. It also tells whether each log is switched on, and how far back it reaches. It changes nothing and writes no file.

.NOTES
Who may run it: the user whose sign-in is looked at, not elevated. In an elevated window of somebody else the events are those of another user.
Windows PowerShell 5.1 and PowerShell 7. In ConstrainedLanguage the data of an event have no names.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Test-Path -LiteralPath 'HKLM:\SOFTWARE')) {
    throw 'This computer has no registry; run this on a Windows client.'
}

$days = 30
# So many events of a log are read; where there are more, the answer says so.
$most = 5000
$language = [string] $ExecutionContext.SessionState.LanguageMode
# Yes and no with what Windows adds in brackets, truth, a number, a code, and the words of a policy's source.
$harmless = '^((Yes|No)( \( ?\d{1,3} ?: ?[A-Za-z]{1,40} ?\))?|Not Tested|true|false|-?\d{1,12}|0x[0-9a-fA-F]{1,16}|none|enrollment authority|mobile device management)$'
$words = @('TenantType', 'JoinType', 'API', 'Attestation')
$logs = @(
    @{ Log = 'Microsoft-Windows-User Device Registration/Admin'; Ids = @(201, 204, 300, 301, 304, 305, 306, 307, 309, 358, 360, 361, 362) }
    @{
        Log = 'Microsoft-Windows-HelloForBusiness/Operational'
        Ids = @(5001, 5204, 5205, 5555, 7001, 7054, 7200, 7201, 7202, 7203, 7204, 7210, 7225, 7510, 7555, 8054, 8225, 8510)
    }
    @{ Log = 'Microsoft-Windows-AAD/Operational'; Ids = @(1081, 1082, 1083, 1084, 1085, 1086, 1087, 1088, 1089, 1104) }
    @{ Log = 'Microsoft-Windows-Kerberos/Operational'; Ids = @(102, 104, 106, 107, 200) }
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

# The SID of whoever runs this, by the profile: asking .NET for it is not allowed in ConstrainedLanguage.
function Get-OwnSid {
    $profiles = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList'
    if (-not (Test-Path -LiteralPath $profiles)) {
        return $null
    }

    $own = @(Get-ChildItem -LiteralPath $profiles | Where-Object {
            @($_.Property) -contains 'ProfileImagePath' -and
            (Get-ItemProperty -LiteralPath $_.PSPath -Name ProfileImagePath).ProfileImagePath -eq $env:USERPROFILE
        } | ForEach-Object { [string] $_.PSChildName })
    if ($own.Count -eq 1) {
        return $own[0]
    }

    return $null
}

# Whether an event is about this user or about the computer itself.
function Test-Ours($Event) {
    $whose = [string] $Event.UserId
    return $whose -eq '' -or $whose -eq 'S-1-5-18' -or ($null -ne $ownSid -and $whose -eq $ownSid)
}

function Get-Kept($Event) {
    if ($language -eq 'FullLanguage') {
        $data = @(([xml] $Event.ToXml()).GetElementsByTagName('Data') | ForEach-Object {
                [ordered] @{ name = [string] $_.GetAttribute('Name'); value = ([string] $_.InnerText).Trim() }
            })
    } else {
        $data = @(@($Event.Properties) | ForEach-Object { [ordered] @{ name = ''; value = ([string] $_.Value).Trim() } })
    }

    return @($data | Where-Object { $_.value -match $harmless -or ($words -contains $_.name -and $_.value -match '^\w{1,40}$') })
}

function Get-Found($Log) {
    $filter = @{ LogName = $Log.Log; Id = $Log.Ids; StartTime = (Get-Date).AddDays(-$days) }
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
    $answer = [ordered] @{ log = $Log.Log; on = $null; since = $null; whole = $false; failure = $null; others = 0; events = @() }
    try {
        $answer['on'] = [bool] (Get-WinEvent -ListLog $Log.Log).IsEnabled
        $answer['since'] = Get-Since $Log.Log
        # The newest come first, as Get-WinEvent gives them; sorted all the same, because order decides what is last.
        $found = @(Get-Found $Log | Sort-Object -Property TimeCreated)
        $ours = @($found | Where-Object { Test-Ours $_ })
        $answer['others'] = $found.Count - $ours.Count
        $answer['events'] = @($ours | Group-Object -Property Id | ForEach-Object {
                $own = @($_.Group)
                [ordered] @{
                    id = [int] $own[0].Id
                    count = $own.Count
                    first = Get-Moment $own[0].TimeCreated
                    last = Get-Moment $own[-1].TimeCreated
                    data = @(Get-Kept $own[-1])
                }
            })
        $answer['whole'] = $found.Count -lt $most
    } catch {
        $answer['failure'] = [string] $_.Exception.Message
    }

    return $answer
}

$network = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$named = @(@('Hostname', 'Domain') | Where-Object {
        (Test-Path -LiteralPath $network) -and @((Get-Item -LiteralPath $network).Property) -contains $_
    } | ForEach-Object { [string] (Get-ItemProperty -LiteralPath $network -Name $_).$_ } | Where-Object { $_ -ne '' })
$computer = Get-CimInstance -ClassName Win32_ComputerSystem
$ownSid = Get-OwnSid
$domain = $null
if ($computer.PartOfDomain) {
    $domain = [string] $computer.Domain
}

[ordered] @{
    computer = $named -join '.'
    domain = $domain
    at = (Get-Date).ToUniversalTime().ToString('o')
    days = $days
    # SYSTEM, LOCAL SERVICE and NETWORK SERVICE are no users.
    userKnown = $null -ne $ownSid -and $ownSid -notmatch '^S-1-5-(18|19|20)$'
    logs = @($logs | ForEach-Object { Get-Log $_ })
}
