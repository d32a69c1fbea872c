<#
.SYNOPSIS
Shows the policy values of Windows Hello for Business that have arrived on this client.

.DESCRIPTION
Reads five named values of each registry key that can hold them:
Group Policy    HKCU and HKLM, SOFTWARE\Policies\Microsoft\PassportForWork
MDM, such as Intune    HKLM, SOFTWARE\Microsoft\Policies\PassportForWork, below the tenant's id
and, to show them, whether TPM 1.2 and biometrics are allowed and eight rules for the PIN, in their keys ExcludeSecurityDevices,
Biometrics and PINComplexity. No other value is read. One that is not set is given as null. To find the user's part of MDM it
reads ProfileImagePath in the list of profiles, and to say which client this is, the host's name and domain. It changes nothing.

.NOTES
Who may run it: the user whose policy is looked at, not elevated.
Windows PowerShell 5.1 and PowerShell 7 of 64 bits, on the client itself.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Test-Path -LiteralPath 'HKLM:\SOFTWARE')) {
    throw 'This computer has no registry; run this on a Windows client.'
}

function Get-Setting([string[]] $Keys, [string] $Name) {
    foreach ($key in $Keys) {
        if (-not (Test-Path -LiteralPath $key)) {
            continue
        }

        # The value's absence is told by the list of names, so that an error stays an error.
        if (@((Get-Item -LiteralPath $key).Property) -contains $Name) {
            return [int] (Get-ItemProperty -LiteralPath $key -Name $Name).$Name
        }
    }

    return $null
}

function Get-Policies([string[]] $Keys, [string] $EnabledName) {
    [ordered] @{
        enabled = Get-Setting $Keys $EnabledName
        certificateTrust = Get-Setting $Keys 'UseCertificateForOnPremAuth'
        cloudTrust = Get-Setting $Keys 'UseCloudTrustForOnPremAuth'
        disablePostLogonProvisioning = Get-Setting $Keys 'DisablePostLogonProvisioning'
        requireSecurityDevice = Get-Setting $Keys 'RequireSecurityDevice'
    }
}

# Settings that are shown and never judged.
function Get-Options([string[]] $Keys, [string[]] $BiometricsKeys, [string] $BiometricsName) {
    $devices = @($Keys | ForEach-Object { "$_\ExcludeSecurityDevices" })
    $rules = @($Keys | ForEach-Object { "$_\PINComplexity" })
    [ordered] @{
        excludeTpm12 = Get-Setting $devices 'TPM12'
        biometrics = Get-Setting $BiometricsKeys $BiometricsName
        digits = Get-Setting $rules 'Digits'
        lowercaseLetters = Get-Setting $rules 'LowercaseLetters'
        uppercaseLetters = Get-Setting $rules 'UppercaseLetters'
        specialCharacters = Get-Setting $rules 'SpecialCharacters'
        minimumLength = Get-Setting $rules 'MinimumPINLength'
        maximumLength = Get-Setting $rules 'MaximumPINLength'
        history = Get-Setting $rules 'History'
        expiration = Get-Setting $rules 'Expiration'
    }
}

# Below MDM's key stands one key for each tenant, and in it Device and one key for each user, by SID.
$mdm = 'HKLM:\SOFTWARE\Microsoft\Policies\PassportForWork'
$tenants = @()
if (Test-Path -LiteralPath $mdm) {
    $tenants = @(Get-ChildItem -LiteralPath $mdm | ForEach-Object { $_.PSPath })
}

# The SID of whoever runs this, by the profile: asking .NET for it is not allowed in ConstrainedLanguage. A key without a path
# is what a broken profile leaves behind.
$profiles = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList'
$own = @(Get-ChildItem -LiteralPath $profiles | Where-Object {
    @($_.Property) -contains 'ProfileImagePath' -and
    (Get-ItemProperty -LiteralPath $_.PSPath -Name ProfileImagePath).ProfileImagePath -eq $env:USERPROFILE
} | ForEach-Object { $_.PSChildName })

# The name that dsregcmd prints, too; without a domain it is the host's alone.
$network = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$named = @('Hostname', 'Domain' | Where-Object { @((Get-Item -LiteralPath $network).Property) -contains $_ } | ForEach-Object {
    [string] (Get-ItemProperty -LiteralPath $network -Name $_).$_
} | Where-Object { $_ -ne '' })

$devices = @($tenants | ForEach-Object { "$_\Device\Policies" })
$users = @(foreach ($tenant in $tenants) {
    foreach ($sid in $own) {
        "$tenant\$sid\Policies"
    }
})

$ofUser = @('HKCU:\SOFTWARE\Policies\Microsoft\PassportForWork')
$ofComputer = @('HKLM:\SOFTWARE\Policies\Microsoft\PassportForWork')
[ordered] @{
    device = $named -join '.'
    user = Get-Policies $ofUser 'Enabled'
    computer = Get-Policies $ofComputer 'Enabled'
    userMdm = Get-Policies $users 'UsePassportForWork'
    deviceMdm = Get-Policies $devices 'UsePassportForWork'
    options = [ordered] @{
        user = Get-Options $ofUser @() ''
        computer = Get-Options $ofComputer @('HKLM:\SOFTWARE\Policies\Microsoft\PassportForWork\Biometrics') 'Enabled'
        userMdm = Get-Options $users @() ''
        deviceMdm = Get-Options $devices @("$mdm\Biometrics") 'UseBiometrics'
    }
}
