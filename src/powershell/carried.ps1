<#
.SYNOPSIS
Runs the collectors of a carried script and prints what they see.

.DESCRIPTION
The last part of what "whfb collector" makes. Runs each collector that stands above it, and prints one JSON document:
who looked, where and when, what each collector saw or why it could not, with the SHA-256 of each collector and of the
whole. In ConstrainedLanguage there is no SHA-256; the length and the number made for this script remain.
It reads nothing else and changes nothing. It writes a file where somebody named a folder for it, and never over another.
Where one line is asked for, it runs the collectors that have a short form, and prints what that names of their answers:
at most 2,048 characters, with a length and a check sum that need no hash.

.NOTES
Who may run it: anybody. The rights that matter are those of the collectors.
Windows PowerShell 5.1 and PowerShell 7, FullLanguage and ConstrainedLanguage.
#>
param([hashtable] $Carried)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$language = [string] $ExecutionContext.SessionState.LanguageMode

# Everything beyond printable ASCII becomes \uXXXX, so that no code page on the way can spoil it. Case-sensitive:
# without it the Kelvin sign counts as a k.
function ConvertTo-AsciiJson($Value) {
    $json = ConvertTo-Json -InputObject $Value -Compress -Depth 20
    $pieces = foreach ($piece in ($json -csplit '([^ -~]+)')) {
        if ($piece -cnotmatch '[^ -~]') {
            $piece
            continue
        }

        foreach ($unit in $piece.ToCharArray()) {
            '\u{0:x4}' -f [int] $unit
        }
    }

    return (-join $pieces)
}

function Get-Hash([string] $Text) {
    if ($language -ne 'FullLanguage') {
        return $null
    }

    $sha = [System.Security.Cryptography.SHA256]::Create()
    return (-join ($sha.ComputeHash([System.Text.Encoding]::ASCII.GetBytes($Text)) | ForEach-Object { '{0:x2}' -f $_ }))
}

# The SID of whoever runs this: names of accounts are translated, SYSTEM among them. Null where nobody can tell.
function Get-OwnSid {
    if ($language -eq 'FullLanguage') {
        try {
            return [string] [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value
        } catch {
            return $null
        }
    }

    return $null
}

function Get-Now {
    return (Get-Date).ToUniversalTime().ToString('o')
}

if ($language -eq 'FullLanguage') {
    $computer = [System.Environment]::MachineName
    $account = '{0}\{1}' -f [System.Environment]::UserDomainName, [System.Environment]::UserName
} else {
    $computer = [string] $env:COMPUTERNAME
    $account = '{0}\{1}' -f $env:USERDOMAIN, $env:USERNAME
}

$sid = Get-OwnSid
$asked = @($Carried.Collectors.Keys)
if ($Carried.OneLine) {
    if ([string] $Carried.Out -ne '') {
        throw 'A line is printed, and -Out writes whole files: leave out -OneLine or -Out.'
    }

    $asked = @($Carried.Briefs.Keys)
    if ($asked.Count -eq 0) {
        throw ('There is no form of one line for {0}. Run it without -OneLine.' -f $Carried.Place)
    }
}

[object[]] $answers = @()
foreach ($id in $asked) {
    $collector = $Carried.Collectors[$id].Script
    $facts = $null
    $failure = $null
    $outcome = 'failed'
    try {
        $given = @(& $collector)
        if ($given.Count -ne 1) {
            throw ('The script gave {0} objects where it must give one.' -f $given.Count)
        }

        $facts = $given[0]
        $outcome = 'facts'
    } catch {
        $failure = [ordered] @{
            category = [string] $_.CategoryInfo.Category
            id = [string] $_.FullyQualifiedErrorId
            message = [string] $_.Exception.Message
        }
    }

    $answers += [ordered] @{
        collector = [string] $id
        script = [string] $Carried.Collectors[$id].Path
        # The text between the braces, without the line break after the first, is the shipped file.
        sha256 = Get-Hash (([string] $collector) -replace '^\r?\n', '')
        outcome = $outcome
        facts = $facts
        error = $failure
        at = Get-Now
    }
}

if ($Carried.OneLine) {
    $head = @('whfb-line-1', $Carried.Place, $Carried.Form, $language.Substring(0, 1), (Get-Now))
    # SYSTEM, LOCAL SERVICE and NETWORK SERVICE, by what they are called in every language.
    if ([string] $sid -match '^S-1-5-(18|19|20)$') {
        $account = $sid
    }

    $parts = @($answers | ForEach-Object { ConvertTo-Part $_ $Carried.Briefs[$_.collector] })
    $line = ($head + (ConvertTo-Plain $computer) + (ConvertTo-Plain $account) + $parts) -join '|'
    $line += '|{0}|{1}|end' -f $line.Length, (Get-CheckSum $line)
    # Intune keeps no more of an output (Microsoft, Intune, Remediations), and a line that is cut says nothing.
    if ($line.Length -gt 2048) {
        throw ('This computer says more than fits into 2,048 characters ({0}). Run the script with -Out FOLDER.' -f $line.Length)
    }

    return $line
}

$payload = ConvertTo-AsciiJson ([ordered] @{
        place = [string] $Carried.Place
        created = [string] $Carried.Created
        at = Get-Now
        computer = $computer
        account = $account
        sid = $sid
        powershell = [string] $PSVersionTable.PSVersion
        language = $language
        answers = $answers
    })
$hash = Get-Hash $payload
if ($null -eq $hash) {
    $shown = 'null'
} else {
    $shown = '"' + $hash + '"'
}

$document = @(
    '{'
    '"format": "whfb-carried",'
    '"version": 1,'
    '"nonce": "' + $Carried.Nonce + '",'
    '"length": ' + $payload.Length + ','
    '"sha256": ' + $shown + ','
    '"payload": ' + $payload + ','
    '"end": "' + $Carried.Nonce + '"'
    '}'
)
if ([string] $Carried.Out -eq '') {
    $document
} else {
    # New-Item without -Force creates a file and writes over none. The number of this process tells two users of one moment apart.
    $moment = (Get-Date).ToUniversalTime().ToString('yyyyMMddTHHmmssfffZ')
    $name = ('{0}_{1}_{2}_{3}' -f $Carried.Place, $computer, $moment, $PID) -creplace '[^A-Za-z0-9_-]', '-'
    $written = New-Item -ItemType File -Path ([string] $Carried.Out) -Name "$name.json" -Value (($document -join "`r`n") + "`r`n")
    'Written: ' + $written.Name
}
