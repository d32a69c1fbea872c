<#
.SYNOPSIS
Shows whether this user reaches the services of Entra ID that joining and enrolling need.

.DESCRIPTION
Opens a TCP connection to port 443 of each of these hosts, and closes it again without sending anything:
enterpriseregistration.windows.net, login.microsoftonline.com, device.login.microsoftonline.com and
autologon.microsoftazuread-sso.com. It waits five seconds for all of them together. It asks as the user who runs it, and past
any proxy; the computer itself joins under its own account. From the registry it reads whether the user has a proxy: ProxyEnable,
and whether AutoConfigURL is set, below HKCU, SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings. Addresses are not read.
It changes nothing and writes no file. It is the one script of whfb that connects to the internet.

.NOTES
Who may run it: the user, not elevated.
Windows PowerShell 5.1 and PowerShell 7, on the client itself. In ConstrainedLanguage no connection can be tried, and it says so.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Test-Path -LiteralPath 'HKLM:\SOFTWARE')) {
    throw 'This computer has no registry; run this on a Windows client.'
}

$hosts = @(
    'enterpriseregistration.windows.net'
    'login.microsoftonline.com'
    'device.login.microsoftonline.com'
    'autologon.microsoftazuread-sso.com'
)
$milliseconds = 5000

function Get-Value([string] $Key, [string] $Name) {
    # The value's absence is told by the list of names, so that an error stays an error.
    if ((Test-Path -LiteralPath $Key) -and @((Get-Item -LiteralPath $Key).Property) -contains $Name) {
        return (Get-ItemProperty -LiteralPath $Key -Name $Name).$Name
    }

    return $null
}

# null: nobody could try.
function Get-Reached {
    if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        return @($hosts | ForEach-Object { [ordered] @{ host = $_; reached = $null; failure = 'ConstrainedLanguage' } })
    }

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $calls = @($hosts | ForEach-Object {
            $client = New-Object System.Net.Sockets.TcpClient
            @{ Host = $_; Client = $client; Task = $client.ConnectAsync($_, 443) }
        })
    return @(foreach ($call in $calls) {
            $left = [Math]::Max(1, $milliseconds - $clock.ElapsedMilliseconds)
            [void] ([System.IAsyncResult] $call.Task).AsyncWaitHandle.WaitOne([int] $left)
            $failure = $null
            if ([string] $call.Task.Status -eq 'Faulted') {
                # The name of the socket's error is not translated; its message is.
                $failure = [string] $call.Task.Exception.GetBaseException().SocketErrorCode
            } elseif ([string] $call.Task.Status -ne 'RanToCompletion') {
                $failure = 'TimedOut'
            }

            $call.Client.Close()
            [ordered] @{ host = $call.Host; reached = $null -eq $failure; failure = $failure }
        })
}

$network = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$internet = 'HKCU:\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings'
$named = @(@('Hostname', 'Domain') | ForEach-Object { [string] (Get-Value $network $_) } | Where-Object { $_ -ne '' })
$computer = Get-CimInstance -ClassName Win32_ComputerSystem
$domain = $null
if ($computer.PartOfDomain) {
    $domain = [string] $computer.Domain
}

[ordered] @{
    computer = $named -join '.'
    domain = $domain
    hasProxy = (Get-Value $internet 'ProxyEnable') -eq 1
    hasProxyScript = '' -ne [string] (Get-Value $internet 'AutoConfigURL')
    hosts = @(Get-Reached)
}
