<#
.SYNOPSIS
Shows the certificates of this domain controller, what it trusts for sign-in, and how far it is patched.

.DESCRIPTION
Reads every certificate in the computer's own store (LocalMachine\My) as it stands, whether a private key belongs to it,
and no private key. Builds the chain of each, with revocation asked for online, and gives what Windows says of it.
Reads the thumbprints of the authorities in this computer's copy of NTAuth, below HKLM,
SOFTWARE\Microsoft\EnterpriseCertificates\NTAuth\Certificates. Reads these values below HKLM:
AEPolicy of SOFTWARE\Policies\Microsoft\Cryptography\AutoEnrollment; CurrentBuildNumber and UBR of
SOFTWARE\Microsoft\Windows NT\CurrentVersion; AllowNtAuthPolicyBypass and StrongCertificateBindingEnforcement of
SYSTEM\CurrentControlSet\Services\Kdc; Type and NtpServer of W32Time\Parameters, Hostname and Domain of
Tcpip\Parameters, Root Domain and Global Catalog Promotion Complete of NTDS\Parameters, all three below the same
Services. Asks Windows for the computer's role in its domain. What is not set is given as null.
The chains make this computer ask the addresses for revocation and issuers that stand in the certificates, as it does by
itself. It changes nothing and writes no file.

.NOTES
Who may run it: a local administrator of the domain controller, on it, in an elevated window.
Windows PowerShell 5.1 and PowerShell 7 of 64 bits. In ConstrainedLanguage no chain can be built, and the answer says so.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# So many certificates are read; a domain controller has a handful.
$most = 100
$services = 'HKLM:\SYSTEM\CurrentControlSet\Services'
$trusted = 'HKLM:\SOFTWARE\Microsoft\EnterpriseCertificates'
$enrolment = 'HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\AutoEnrollment'
$windows = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$language = [string] $ExecutionContext.SessionState.LanguageMode

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

function Get-Hex($Bytes) {
    return (-join (@($Bytes) | ForEach-Object { '{0:x2}' -f $_ }))
}

# Flags by their names in .NET, which are not translated.
function Get-Flags($Statuses) {
    foreach ($one in @($Statuses)) {
        if ($null -ne $one -and [string] $one.Status -ne 'NoError') {
            [string] $one.Status -split ', '
        }
    }
}

# The chain as this computer sees it: the certificate first, and what is wrong with each link and with the whole.
function Get-Chain($Certificate) {
    $chain = New-Object System.Security.Cryptography.X509Certificates.X509Chain $true
    $chain.ChainPolicy.RevocationMode = 'Online'
    $chain.ChainPolicy.RevocationFlag = 'ExcludeRoot'
    $chain.ChainPolicy.UrlRetrievalTimeout = [timespan] '00:00:15'
    $sound = $chain.Build($Certificate)
    [ordered] @{
        sound = [bool] $sound
        flags = @(Get-Flags $chain.ChainStatus | Sort-Object -Unique)
        links = @(foreach ($element in $chain.ChainElements) {
            [ordered] @{
                thumbprint = [string] $element.Certificate.Thumbprint
                flags = @(Get-Flags $element.ChainElementStatus | Sort-Object -Unique)
            }
        })
    }
}

function Get-Held($Certificate) {
    $chain = $null
    $why = $null
    if ($language -ne 'FullLanguage') {
        $why = 'PowerShell runs in {0} here, in which no chain can be built.' -f $language
    } else {
        try {
            $chain = Get-Chain $Certificate
        } catch {
            $why = [string] $_.Exception.Message
        }
    }

    [ordered] @{
        der = Get-Hex $Certificate.RawData
        hasPrivateKey = [bool] $Certificate.HasPrivateKey
        chain = $chain
        noChain = $why
    }
}

# Each authority in the copy is a key that is named by its thumbprint. Null where there are no such stores at all.
function Get-Trusted {
    if (-not (Test-Path -LiteralPath $trusted)) {
        return $null
    }

    [string[]] $names = @()
    if (Test-Path -LiteralPath "$trusted\NTAuth\Certificates") {
        $names = @(Get-ChildItem -LiteralPath "$trusted\NTAuth\Certificates" | ForEach-Object { [string] $_.PSChildName })
    }

    return , $names
}

$named = $null
$role = $null
if (Test-Path -LiteralPath 'HKLM:\SOFTWARE') {
    $parts = @(@('Hostname', 'Domain') | ForEach-Object { Get-Text "$services\Tcpip\Parameters" $_ } | Where-Object { $null -ne $_ })
    $named = $parts -join '.'
    $role = Get-CimInstance -ClassName Win32_ComputerSystem
}

# 4 is a domain controller, 5 one that is the PDC emulator of its domain.
if ($null -eq $role -or [int] $role.DomainRole -lt 4) {
    return [ordered] @{ isController = $false; computer = $named }
}

$held = @(Get-ChildItem -LiteralPath 'Cert:\LocalMachine\My')
[ordered] @{
    isController = $true
    computer = $named
    at = (Get-Date).ToUniversalTime().ToString('o')
    domain = [string] $role.Domain
    rootDomain = Get-Text "$services\NTDS\Parameters" 'Root Domain'
    pdcEmulator = [int] $role.DomainRole -eq 5
    globalCatalog = Get-Number "$services\NTDS\Parameters" 'Global Catalog Promotion Complete'
    build = Get-Number $windows 'CurrentBuildNumber'
    revision = Get-Number $windows 'UBR'
    autoEnrolment = Get-Number $enrolment 'AEPolicy'
    allowNtAuthPolicyBypass = Get-Number "$services\Kdc" 'AllowNtAuthPolicyBypass'
    strongCertificateBinding = Get-Number "$services\Kdc" 'StrongCertificateBindingEnforcement'
    timeType = Get-Text "$services\W32Time\Parameters" 'Type'
    timeServer = Get-Text "$services\W32Time\Parameters" 'NtpServer'
    trusted = Get-Trusted
    certificates = @($held | Select-Object -First $most | ForEach-Object { Get-Held $_ })
    certificatesInAll = $held.Count
}
