<#
.SYNOPSIS
Runs one collector script and prints its answer in a frame that can be checked.

.DESCRIPTION
Reads one line of ASCII JSON from standard input:
{"nonce":"32 hexadecimal digits","parameters":{"Name":"value"},"pages":false}
Runs the script named by -Script with those parameters, and prints what it gives as pure ASCII:

  WHFB-BEGIN <nonce> <page|answer> <number> <length> <SHA-256, or - in ConstrainedLanguage>
  one line of JSON
  WHFB-END <nonce> <number>

With "pages" every object is printed as soon as the script gives it; without, the script must give exactly one.
It reads nothing else and changes nothing. What goes wrong is printed as an answer too, with category, id and codes,
because messages are translated and exit codes say little.

.NOTES
Who may run it: anybody. The rights that matter are those of the script it runs.
The param block stays bare: with an attribute PowerShell would try to bind standard input, and $input would be empty.
Windows PowerShell 5.1 and PowerShell 7, FullLanguage and ConstrainedLanguage.
#>
param([string] $Script)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'
$DebugPreference = 'SilentlyContinue'

$lines = @($input)
$language = [string] $ExecutionContext.SessionState.LanguageMode
$wire = @{ Nonce = '0' * 32; Pages = 0; Full = $language -eq 'FullLanguage' }

# Everything beyond printable ASCII becomes \uXXXX, so that no code page on the way can spoil it. Case-sensitive:
# without it the Kelvin sign counts as a k. Only what needs it is touched, because a large answer is nearly all ASCII.
function ConvertTo-AsciiJson($Value) {
    $json = ConvertTo-Json -InputObject $Value -Compress -Depth 20
    if ($json -cnotmatch '[^ -~]') {
        return $json
    }

    $known = @{}
    $pieces = foreach ($piece in ($json -csplit '([^ -~]+)')) {
        if ($piece -cnotmatch '[^ -~]') {
            $piece
            continue
        }

        foreach ($unit in $piece.ToCharArray()) {
            $code = [int] $unit
            if (-not $known.ContainsKey($code)) {
                $known[$code] = '\u{0:x4}' -f $code
            }

            $known[$code]
        }
    }

    -join $pieces
}

function ConvertTo-Frame([string] $Kind, [int] $Number, $Value) {
    $json = ConvertTo-AsciiJson $Value
    $hash = '-'
    if ($wire.Full) {
        $sha = [System.Security.Cryptography.SHA256]::Create()
        $hash = [System.BitConverter]::ToString($sha.ComputeHash([System.Text.Encoding]::ASCII.GetBytes($json))).Replace('-', '').ToLowerInvariant()
    }

    'WHFB-BEGIN {0} {1} {2} {3} {4}' -f $wire.Nonce, $Kind, $Number, $json.Length, $hash
    $json
    'WHFB-END {0} {1}' -f $wire.Nonce, $Number
}

# Reads a property that an exception may not have; StrictMode makes that an error otherwise.
function Get-Part($From, [string] $Name) {
    if ($null -ne $From -and @($From.PSObject.Properties | ForEach-Object { $_.Name }) -contains $Name) {
        $From.$Name
    }
}

function ConvertTo-Failure($Record) {
    $inner = $Record.Exception
    while ($null -ne (Get-Part $inner 'InnerException')) {
        $inner = $inner.InnerException
    }

    $type = [string] @($inner.PSObject.TypeNames)[0]
    $response = Get-Part $inner 'Response'
    $code = $null
    $text = ''
    if ($null -ne $response) {
        $code = [int] (Get-Part $response 'ResultCode')
        $text = [string] (Get-Part $response 'ErrorMessage')
    } elseif ($null -ne (Get-Part $inner 'ErrorCode')) {
        $code = [int] $inner.ErrorCode
        $text = [string] (Get-Part $inner 'ServerErrorMessage')
    }

    $place = Get-Part $Record 'InvocationInfo'
    $where = ''
    if ($null -ne $place -and [string] $place.ScriptName -ne '') {
        $where = '{0}:{1}' -f @(([string] $place.ScriptName) -split '[\\/]')[-1], $place.ScriptLineNumber
    }

    [ordered] @{
        category = [string] $Record.CategoryInfo.Category
        id       = [string] $Record.FullyQualifiedErrorId
        type     = $type
        hresult  = [int] $inner.HResult
        code     = $code
        # A domain controller begins its diagnostic text with a Windows error in eight digits, in every language.
        extended = $(if ($text -match '^[0-9A-Fa-f]{8}(?=:)') { $Matches[0] } else { $null })
        message  = [string] $inner.Message
        at       = $where
    }
}

function ConvertTo-Answer([string] $Outcome, $Facts, $Failure) {
    if ($wire.Full) {
        $at = [System.DateTime]::UtcNow.ToString('o')
        $computer = [System.Environment]::MachineName
        $account = '{0}\{1}' -f [System.Environment]::UserDomainName, [System.Environment]::UserName
    } else {
        $at = (Get-Date).ToUniversalTime().ToString('o')
        $computer = [string] $env:COMPUTERNAME
        $account = '{0}\{1}' -f $env:USERDOMAIN, $env:USERNAME
    }

    ConvertTo-Frame 'answer' ($wire.Pages + 1) ([ordered] @{
            format     = 'whfb-answer'
            version    = 1
            outcome    = $Outcome
            facts      = $Facts
            pages      = $wire.Pages
            error      = $Failure
            computer   = $computer
            account    = $account
            at         = $at
            powershell = [string] $PSVersionTable.PSVersion
            edition    = [string] $PSVersionTable.PSEdition
            language   = $language
        })
}

# A banner that ends without a line break must not swallow the first frame.
''
try {
    # PowerShell 7 turns texts that look like dates into dates unless told otherwise, which it can be from 7.5 on; 5.1 does not.
    $reading = @{}
    $version = $PSVersionTable.PSVersion
    if ($version.Major * 100 + $version.Minor -ge 705) {
        $reading['DateKind'] = 'String'
    }

    $request = ConvertFrom-Json -InputObject ($lines -join '') @reading
    if ([string] $request.nonce -cnotmatch '^[0-9a-f]{32}$') {
        throw 'The request has no nonce.'
    }

    $wire.Nonce = [string] $request.nonce
    $parameters = @{}
    foreach ($property in $request.parameters.PSObject.Properties) {
        $parameters[$property.Name] = $property.Value
    }

    $facts = $null
    if ($request.pages) {
        & $Script @parameters | ForEach-Object {
            $page = ConvertTo-Frame 'page' ($wire.Pages + 1) $_
            $wire.Pages++
            $page
        }

        $answer = ConvertTo-Answer 'facts' $null $null
    } else {
        $given = @(& $Script @parameters)
        if ($given.Count -eq 1) {
            $answer = ConvertTo-Answer 'facts' $given[0] $null
        } else {
            $answer = ConvertTo-Answer 'failed' $null ([ordered] @{
                    category = 'InvalidResult'
                    id       = 'NotOneObject'
                    type     = ''
                    hresult  = 0
                    code     = $null
                    extended = $null
                    message  = 'The script gave {0} objects where it must give one.' -f $given.Count
                    at       = @($Script -split '[\\/]')[-1]
                })
        }
    }
} catch {
    $answer = ConvertTo-Answer 'failed' $null (ConvertTo-Failure $_)
}

$answer
