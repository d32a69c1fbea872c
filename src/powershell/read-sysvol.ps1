<#
.SYNOPSIS
Reads files of policies from SYSVOL, the folder that the domain controllers of each domain share.

.DESCRIPTION
For each folder it is given a domain and the id of a policy, and reads nothing but the files that are named, in
\\DOMAIN\SYSVOL\DOMAIN\Policies\{ID}, over SMB as whoever is signed in. A domain that is no DNS name, an id that is no GUID and a file whose name
leads elsewhere are refused. It lists a folder before it says that something is not in it: what may not be listed is never told from what is not there otherwise.
It gives one object for each folder: domain, id, and of each file its state and, where it was read, its bytes in base64. States:
read; absent (the folder was listed, and the file is not in it); missing (the policy's folder is not there); refused (access is denied);
unreachable (nothing of the domain's SYSVOL came); large (more than a megabyte); failed (anything else).
It changes nothing and copies nothing.

.PARAMETER Folders
Objects with domain and id: DNS name of a domain, and a policy's id in braces.

.PARAMETER Files
Paths below the folder of a policy, such as Machine\Registry.pol.

.PARAMETER Root
A local folder that stands for the network in tests; empty otherwise.

.NOTES
Who may run it: any account of the domain. Windows PowerShell 5.1 and PowerShell 7, on Windows.
#>
param(
    [object[]] $Folders = @(),
    [string[]] $Files = @(),
    [string] $Root = ''
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$largest = 1048576
$network = '\\'
$separator = '\'
if ($Root -ne '') {
    $separator = '/'
    $network = "$Root/"
}

$asBytes = @{ AsByteStream = $true; Raw = $true }
if ($PSVersionTable.PSVersion.Major -lt 6) {
    $asBytes = @{ Encoding = 'Byte'; ReadCount = 0 }
}

# The provider is named, so that a path of the network is one whatever the current location is.
function Get-Path([string[]] $Parts) {
    'Microsoft.PowerShell.Core\FileSystem::' + $network + ($Parts -join $separator)
}

# Categories, because messages are translated.
function Get-State($Record, [string] $NotFound) {
    $category = [string] $Record.CategoryInfo.Category
    if ($category -eq 'PermissionDenied' -or @($Record.Exception.PSObject.TypeNames) -contains 'System.UnauthorizedAccessException') {
        return 'refused'
    }

    if ($category -eq 'ObjectNotFound') {
        return $NotFound
    }

    'failed'
}

# The names in a folder. Listing is what fails where access is denied; a test of one path would only say no.
function Get-Name([string[]] $Parts) {
    foreach ($item in @(Get-ChildItem -LiteralPath (Get-Path $Parts) -Force)) {
        [string] $item.Name
    }
}

function ConvertTo-Base64($Bytes) {
    if ($null -eq $Bytes) {
        return ''
    }

    [System.Convert]::ToBase64String([byte[]] @($Bytes))
}

# One file below the folder of a policy, folder by folder.
function Read-File([string[]] $Policy, [string] $File) {
    $state = 'absent'
    $bytes = $null
    try {
        $parts = $Policy
        foreach ($wanted in @($File -split '\\')) {
            $found = @(@(Get-Name $parts) | Where-Object { $_ -eq $wanted })
            if ($found.Count -eq 0) {
                return [ordered] @{ file = $File; state = 'absent'; bytes = $null }
            }

            $parts = @($parts) + @($found)[0]
        }

        $path = Get-Path $parts
        if ((Get-Item -LiteralPath $path -Force).Length -gt $largest) {
            $state = 'large'
        } else {
            $bytes = ConvertTo-Base64 (Get-Content -LiteralPath $path @asBytes)
            $state = 'read'
        }
    } catch {
        $bytes = $null
        $state = Get-State $_ 'failed'
    }

    [ordered] @{ file = $File; state = $state; bytes = $bytes }
}

$label = '[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?'
$isDomain = "^(?=.{1,253}`$)$label(\.$label)*`$"
$isId = '^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$'
$isFile = '^[A-Za-z]+(\\[A-Za-z]+)*(\.[A-Za-z]+)?$'
foreach ($file in $Files) {
    if ($file -cnotmatch $isFile) {
        throw 'A file was named that does not lie below the folder of a policy.'
    }
}

$known = @{}
foreach ($folder in $Folders) {
    $domain = [string] $folder.domain
    $id = [string] $folder.id
    if ($domain -cnotmatch $isDomain -or $id -cnotmatch $isId) {
        throw 'A folder was named that is no policy of a domain.'
    }

    $policies = @($domain, 'SYSVOL', $domain, 'Policies')
    if (-not $known.ContainsKey($domain)) {
        try {
            $known[$domain] = @{ State = $null; Names = @(Get-Name $policies) }
        } catch {
            $known[$domain] = @{ State = (Get-State $_ 'unreachable'); Names = @() }
        }
    }

    $state = $known[$domain].State
    $own = @($known[$domain].Names | Where-Object { $_ -eq $id })
    if ($null -eq $state -and $own.Count -eq 0) {
        $state = 'missing'
    }

    [ordered] @{
        domain = $domain
        id     = $id
        files  = @(foreach ($file in $Files) {
                if ($null -ne $state) {
                    [ordered] @{ file = $file; state = $state; bytes = $null }
                } else {
                    Read-File (@($policies) + @($own)[0]) $file
                }
            })
    }
}
