<#
.SYNOPSIS
Reads one Active Directory forest: a batch of LDAP searches, put to the servers that each of them asks for.

.DESCRIPTION
Reads only; no module and no RSAT is needed. It binds with the integrated authentication of whoever runs it, signs and seals the connection,
follows no referral, reads in pages of 1000 and follows attributes that the server hands out in ranges.
It gives one object, or with -Pages a head, one object for each page, and a tail; between them how many members a scope has so far, where that takes long.
A server that does not answer stands in the readings with a code, so that it never hides what another said:
an LDAP code (RFC 4511; 81 down, 85 too slow), 'name' (not found in DNS), 'anonymous' (nobody was signed in), 'no-domain'.
Rows are one flat list of text: the DN, then for each attribute asked for how many values it has, and the values.

.PARAMETER Directory
DNS name of a domain or of a domain controller. Without it, the domain of this computer.

.PARAMETER Queries
Objects with id, from (one-dc, every-dc, every-domain, in-scope, scope-group), base (root-dse, schema, configuration, domain), path (RDNs below the base),
scope (base, one-level, subtree), filter, attributes (objects with name, and as) and countOnly. In a filter, <domain> stands for the SID of the
domain that is asked. What an attribute is brought back as: text; bytes, in base64; sids: the SIDs of all groups that the object is in, nested,
in every domain of the forest; held: how many of the objects that were looked for lie directly in this one.
With of, what was looked for is not brought back itself: containers brings the objects that hold it, one-in-each the first of it in each of these.
With hostsOf (query, attribute, bearers: objects with attribute and prefix) only objects that bear a host name which that query finds in this forest.

.PARAMETER ScopeGroup
sAMAccountName, common name or SID of the group whose nested members in-scope queries are limited to.

.PARAMETER Sids
SIDs of users or groups of this forest that are members of the scope group of another.

.PARAMETER Seconds
How long one server may take to answer one question.

.EXAMPLE
.\search-directory.ps1 -Directory corp.example.test

Describes the forest and asks nothing else.

.NOTES
Who may run it: any account of the forest. Windows PowerShell 5.1 and PowerShell 7, on Windows and on Linux (with a Kerberos ticket).
#>
param(
    [string] $Directory = '',
    [object[]] $Queries = @(),
    [string] $ScopeGroup = '',
    [string[]] $Sids = @(),
    [int] $Seconds = 10,
    [bool] $Pages = $false
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$library = 'System.DirectoryServices.Protocols'
$onWindows = [string] [System.Environment]::OSVersion.Platform -eq 'Win32NT'
$onDesktop = $PSVersionTable.PSEdition -eq 'Desktop'
if ($onDesktop) {
    [void] [System.Reflection.Assembly]::LoadWithPartialName($library)
}

$pool = @{}
$faults = @{}
$asText = [string]
$asBytes = [byte[]]
$asSids = 'sids'
$asHeld = 'held'
$holders = @{}
$bearing = @{}
$breadths = @{ base = 'Base'; 'one-level' = 'OneLevel'; subtree = 'Subtree' }
$large = @('nTSecurityDescriptor', 'msDS-KeyCredentialLink', 'certificateRevocationList', 'deltaRevocationList', 'authorityRevocationList')

# The code of what a server or the library said; anything else is a defect of this script and goes on up.
function Get-Fault($Record) {
    $thrown = $Record.Exception
    # This script throws codes and nothing else.
    if ($Record.TargetObject -is [string] -and [string] $Record.CategoryInfo.Category -eq 'OperationStopped') {
        return $Record.TargetObject
    }

    while ($null -ne $thrown) {
        if ($thrown -is [System.DirectoryServices.Protocols.DirectoryOperationException] -and $null -ne $thrown.Response) {
            # A bind that nobody made good is only noticed when something is read, and then as an operations error.
            if ([string] $thrown.Response.ErrorMessage -match '^(00002020|000004DC)') {
                return 'anonymous'
            }

            return [string] [int] $thrown.Response.ResultCode
        }

        if ($thrown -is [System.DirectoryServices.Protocols.LdapException]) {
            return [string] $thrown.ErrorCode
        }

        $thrown = $thrown.InnerException
    }

    throw $Record
}

# Notes which servers have no name or no open LDAP port, all at once: a hundred dead ones must not take a hundred times as long as one.
function Test-Server([string[]] $Names) {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $lookups = @{}
    foreach ($name in $Names) {
        $lookups[$name] = [System.Net.Dns]::GetHostAddressesAsync($name)
    }

    $calls = @{}
    foreach ($name in $Names) {
        $left = [Math]::Max(1, $Seconds * 1000 - $clock.ElapsedMilliseconds)
        [void] ([System.IAsyncResult] $lookups[$name]).AsyncWaitHandle.WaitOne([int] $left)
        if ($lookups[$name].Status -ne 'RanToCompletion' -or $lookups[$name].Result.Length -eq 0) {
            $faults[$name] = 'name'
            continue
        }

        $calls[$name] = foreach ($address in $lookups[$name].Result) {
            $client = New-Object System.Net.Sockets.TcpClient($address.AddressFamily)
            @{ Client = $client; Task = $client.ConnectAsync($address, 389) }
        }
    }

    foreach ($name in @($calls.Keys)) {
        $faults[$name] = '81'
        foreach ($call in @($calls[$name])) {
            $left = [Math]::Max(1, $Seconds * 1000 - $clock.ElapsedMilliseconds)
            [void] ([System.IAsyncResult] $call.Task).AsyncWaitHandle.WaitOne([int] $left)
            if ($call.Task.Status -eq 'RanToCompletion') {
                $faults.Remove($name)
            }

            $call.Client.Close()
        }
    }
}

function Open-Connection([string] $Name, [bool] $IsHost, [string] $Authentication) {
    $servers = [string[]] @()
    if ($Name -ne '') {
        $servers = [string[]] @($Name)
    }

    $identifier = New-Object "$library.LdapDirectoryIdentifier" -ArgumentList $servers, 389, $IsHost, $false
    $connection = New-Object "$library.LdapConnection" -ArgumentList $identifier
    $connection.AutoBind = $false
    $connection.AuthType = $Authentication
    $connection.Timeout = [TimeSpan]::FromSeconds($Seconds)
    $connection.SessionOptions.ProtocolVersion = 3
    $connection.SessionOptions.ReferralChasing = 'None'
    # Elsewhere Kerberos signs and seals by itself, and the switches do not exist.
    if ($onWindows) {
        $connection.SessionOptions.Signing = $true
        $connection.SessionOptions.Sealing = $true
    }

    $connection.Bind()
    $connection
}

function Get-Connection([string] $Name) {
    $known = $pool[$Name]
    if ($null -ne $known -or $null -ne $faults[$Name]) {
        return $known
    }

    try {
        $pool[$Name] = Open-Connection $Name $true $integrated
    } catch {
        $faults[$Name] = Get-Fault $_
    }

    $pool[$Name]
}

# Sends a request that nobody waits for yet. Windows PowerShell's library has a way for that. From .NET Core on the same way asks again and
# again, up to a tenth of a second apart, whether the answer has come; a block of Dataflow waits for it as anybody would, on a thread of its own.
function Send-Ahead($Connection, $Request) {
    if ($onDesktop) {
        return $Connection.BeginSendRequest($Request, 'NoPartialResultSupport', $null, $null)
    }

    $signature = [Func[System.DirectoryServices.Protocols.DirectoryRequest, System.DirectoryServices.Protocols.DirectoryResponse]]
    $send = [System.Delegate]::CreateDelegate($signature, $Connection, 'SendRequest')
    $ahead = New-Object "System.Threading.Tasks.Dataflow.TransformBlock[$library.DirectoryRequest,$library.DirectoryResponse]" -ArgumentList $send
    [void] [System.Threading.Tasks.Dataflow.DataflowBlock]::Post($ahead, $Request)
    $ahead
}

function Receive-Ahead($Connection, $Ahead) {
    if ($onDesktop) {
        return $Connection.EndSendRequest($Ahead)
    }

    try {
        [System.Threading.Tasks.Dataflow.DataflowBlock]::Receive($Ahead)
    } catch {
        # The block says only that nothing came; why is in its end.
        [void] ([System.IAsyncResult] $Ahead.Completion).AsyncWaitHandle.WaitOne($Seconds * 1000)
        throw $Ahead.Completion.Exception.GetBaseException()
    }
}

# Gives one response for each page. A base that is not there is an answer: nothing.
function Read-Page($Connection, [string] $Base, [string] $Scope, [string] $Filter, [string[]] $Names) {
    $request = New-Object "$library.SearchRequest" -ArgumentList $Base, $Filter, $Scope, $Names
    # Some values are so large that a thousand of them make no answer any more.
    $size = 1000
    foreach ($name in $large) {
        if ($Names -contains $name) {
            $size = 50
        }
    }

    $paging = New-Object "$library.PageResultRequestControl" -ArgumentList $size
    if ($Scope -ne 'Base') {
        [void] $request.Controls.Add($paging)
    }

    # Without this, a directory reads the part on auditing too, and gives whoever may not see that part nothing at all (MS-ADTS 3.1.1.3.4.1.11).
    if ($Names -contains 'nTSecurityDescriptor') {
        [void] $request.Controls.Add((New-Object "$library.SecurityDescriptorFlagControl" -ArgumentList 'Dacl'))
    }

    $ahead = $null
    do {
        try {
            if ($null -eq $ahead) {
                $response = $Connection.SendRequest($request)
            } else {
                $response = Receive-Ahead $Connection $ahead
            }

            $paging.Cookie = $null
            foreach ($control in $response.Controls) {
                if ($control -is [System.DirectoryServices.Protocols.PageResultResponseControl]) {
                    $paging.Cookie = $control.Cookie
                }
            }

            # The server makes the next page while this one is looked at.
            if ($paging.Cookie.Length -gt 0) {
                $ahead = Send-Ahead $Connection $request
            }
        } catch {
            if ((Get-Fault $_) -eq '32') {
                return
            }

            throw
        }

        $response
    } while ($paging.Cookie.Length -gt 0)
}

function Read-Entry($Connection, [string] $Base, [string[]] $Names) {
    foreach ($response in @(Read-Page $Connection $Base 'Base' '(objectClass=*)' $Names)) {
        foreach ($entry in $response.Entries) {
            $entry
        }
    }
}

function Get-Text($Entry, [string] $Name) {
    $attribute = $Entry.Attributes[$Name]
    if ($null -ne $attribute) {
        foreach ($value in $attribute.GetValues($asText)) {
            $value
        }
    }
}

# The first value, or nothing as text: StrictMode takes no index beyond the end.
function Get-First($Entry, [string] $Name) {
    foreach ($value in @(Get-Text $Entry $Name)) {
        return [string] $value
    }

    ''
}

# A server hands out at most 1500 values of an attribute at once (MS-ADTS 3.1.1.3.1.3.3). Fills $Values with those from $Next on.
function Add-Range($Values, $Connection, [string] $Dn, [string] $Name, [int] $Next, $Type) {
    while ($Next -ge 0) {
        $asked = '{0};range={1}-{2}' -f $Name, $Next, ($Next + 1499)
        $Next = -1
        foreach ($entry in @(Read-Entry $Connection $Dn @($asked))) {
            foreach ($key in @($entry.Attributes.AttributeNames)) {
                foreach ($value in $entry.Attributes[$key].GetValues($Type)) {
                    $Values.Add($value)
                }

                if ($key -match ';range=\d+-(\d+)$') {
                    $Next = [int] $Matches[1] + 1
                }
            }
        }
    }
}

# Called for every page and written for speed: a survey may bring in a million of these rows.
function Add-Row($Rows, $Connection, $Entries, $Attributes) {
    $names = [string[]] @(foreach ($attribute in $Attributes) { $attribute.Name })
    $isBytes = [bool[]] @(foreach ($attribute in $Attributes) { $attribute.Type -eq $asBytes })
    foreach ($entry in $Entries) {
        $held = $entry.Attributes
        $start = $Rows.Count
        $present = 0
        $Rows.Add($entry.DistinguishedName)
        for ($at = 0; $at -lt $names.Length; $at++) {
            $found = $held[$names[$at]]
            if ($null -eq $found) {
                $Rows.Add('0')
                continue
            }

            $present++
            if ($isBytes[$at]) {
                $Rows.Add($found.Count.ToString())
                foreach ($value in $found.GetValues($asBytes)) {
                    $Rows.Add([Convert]::ToBase64String($value))
                }

                continue
            }

            $values = $found.GetValues($asText)
            if ($values.Length -eq 1) {
                $Rows.Add('1')
                $Rows.Add($values[0])
                continue
            }

            $Rows.Add($values.Length.ToString())
            foreach ($value in $values) {
                $Rows.Add($value)
            }
        }

        # More attributes came than were found by their names: some came as ranges, and the row is written again with all of their values.
        if ($held.Count -ne $present) {
            $Rows.RemoveRange($start, $Rows.Count - $start)
            Add-LongRow $Rows $Connection $entry $Attributes $null
        }
    }
}

function Add-LongRow($Rows, $Connection, $Entry, $Attributes, $Held) {
    $Rows.Add($Entry.DistinguishedName)
    foreach ($attribute in $Attributes) {
        $values = New-Object 'System.Collections.Generic.List[object]'
        if ($attribute.Type -eq $asSids) {
            foreach ($sid in @(Get-MembershipSid $Entry)) {
                $values.Add($sid)
            }
        } elseif ($attribute.Type -eq $asHeld) {
            $values.Add([string] $Held[$Entry.DistinguishedName].Number)
        } elseif (@($Entry.Attributes.AttributeNames) -like "$($attribute.Name);range=*") {
            Add-Range $values $Connection $Entry.DistinguishedName $attribute.Name 0 $attribute.Type
        } elseif ($null -ne $Entry.Attributes[$attribute.Name]) {
            foreach ($value in $Entry.Attributes[$attribute.Name].GetValues($attribute.Type)) {
                $values.Add($value)
            }
        }

        $Rows.Add($values.Count.ToString())
        foreach ($value in $values) {
            if ($attribute.Type -eq $asBytes) {
                $value = [Convert]::ToBase64String($value)
            }

            $Rows.Add($value)
        }
    }
}

# RFC 4515, with everything outside printable ASCII as bytes.
function ConvertTo-FilterValue([string] $Value) {
    if ($Value -cnotmatch '[^ -~]|[\\*()]') {
        return $Value
    }

    -join ([System.Text.Encoding]::UTF8.GetBytes($Value) | ForEach-Object { '\{0:x2}' -f $_ })
}

# Gives nothing where the bytes are no SID (MS-DTYP 2.4.2.2).
function ConvertTo-SidText([byte[]] $Bytes) {
    if ($Bytes.Length -lt 12 -or $Bytes[0] -ne 1 -or $Bytes.Length -ne 8 + 4 * $Bytes[1]) {
        return
    }

    $authority = [long] 0
    foreach ($part in $Bytes[2..7]) {
        $authority = $authority * 256 + $part
    }

    $parts = @('S', $Bytes[0], $authority)
    for ($at = 8; $at -lt $Bytes.Length; $at += 4) {
        $parts += [System.BitConverter]::ToUInt32($Bytes, $at)
    }

    $parts -join '-'
}

function Get-SidText($Entry, [string] $Name = 'objectSid') {
    $sid = $Entry.Attributes[$Name]
    if ($null -ne $sid) {
        ConvertTo-SidText $sid.GetValues($asBytes)[0]
    }
}

# The SIDs of all groups that an object is in, from it upwards: by its primary group, as one of Everyone and of Authenticated Users, and through every
# nested group, in all domains that answer.
function Get-MembershipSid($Entry) {
    $found = [ordered] @{ 'S-1-1-0' = $true; 'S-1-5-11' = $true }
    $seen = @{}
    $ahead = New-Object 'System.Collections.Generic.List[string]'
    $ahead.Add($Entry.DistinguishedName)
    $own = [string] (Get-SidText $Entry)
    $primary = ''
    $rid = Get-First $Entry 'primaryGroupID'
    if ($own -ne '' -and $rid -ne '') {
        $primary = '(objectSid={0}-{1})' -f $own.Substring(0, $own.LastIndexOf('-')), $rid
    }

    foreach ($domain in $domains) {
        foreach ($sid in 'S-1-1-0', 'S-1-5-11') {
            $ahead.Add("CN=$sid,CN=ForeignSecurityPrincipals,$($domain.namingContext)")
        }
    }

    while ($ahead.Count -gt 0) {
        $filters = @(Get-NameFilter $ahead 'member') + @($primary | Where-Object { $_ -ne '' })
        $primary = ''
        $ahead = New-Object 'System.Collections.Generic.List[string]'
        foreach ($domain in $domains) {
            if ($null -eq $domain.server) {
                continue
            }

            foreach ($filter in $filters) {
                Read-Page (Get-Connection $domain.server) $domain.namingContext 'Subtree' "(&(objectClass=group)$filter)" @('objectSid') | ForEach-Object {
                    foreach ($group in $_.Entries) {
                        if (-not $seen.ContainsKey($group.DistinguishedName)) {
                            $seen[$group.DistinguishedName] = $true
                            $ahead.Add($group.DistinguishedName)
                            $found[[string] (Get-SidText $group)] = $true
                        }
                    }
                }
            }
        }
    }

    @($found.Keys | Where-Object { $_ -ne '' })
}

# The domain of this forest that a DN lies in; a child domain's name ends with its parent's, so the longest match counts.
function Get-Home([string] $Dn) {
    $best = $null
    foreach ($domain in $domains) {
        $context = $domain.namingContext
        if (($Dn -eq $context -or $Dn.EndsWith(",$context", 'OrdinalIgnoreCase')) -and ($null -eq $best -or $context.Length -gt $best.namingContext.Length)) {
            $best = $domain
        }
    }

    $best
}

# With pages: says every few seconds that the scope is still walked. Whoever waits for pages takes a long silence for a script that hangs.
function Get-Walk {
    if ($Pages -and $walk.Clock.ElapsedMilliseconds -ge 5000) {
        $walk.Clock.Restart()
        [ordered] @{ kind = 'walk'; members = $walk.Members.Count }
    }
}

# Puts each object found where it belongs: groups are walked on, strangers go by their SID, everything else is a member.
function Add-Member($Domain, [string] $Filter) {
    $connection = Get-Connection $Domain.server
    Read-Page $connection $Domain.namingContext 'Subtree' $Filter @('objectClass', 'objectSid') | ForEach-Object {
        foreach ($entry in $_.Entries) {
            $dn = $entry.DistinguishedName
            $walk.Seen[$dn] = $true
            $classes = $entry.Attributes['objectClass'].GetValues($asText)
            if ($classes -contains 'group') {
                $walk.Hits++
                if (-not $walk.Groups.ContainsKey($dn)) {
                    $walk.Groups[$dn] = $true
                    $walk.Ahead.Enqueue(@{ Dn = $dn; Domain = $Domain; Rid = ([string] (Get-SidText $entry)).Split('-')[-1] })
                }
            } elseif ($classes -contains 'foreignSecurityPrincipal') {
                $sid = [string] (Get-SidText $entry)
                if ($sid -eq '') {
                    $walk.Lost[$dn] = $true
                } else {
                    Add-Sid $sid
                }
            } else {
                $walk.Hits++
                $walk.Members[$dn] = $Domain
            }
        }

        Get-Walk
    }
}

# Looks for who bears a SID of this forest, now or before a move between its domains, and notes what came of it:
# found, absent (all of its domains were looked through), unseen (not all were), elsewhere (the SID is of no domain that was read here).
function Add-Sid([string] $Sid) {
    if ($walk.Sids.ContainsKey($Sid)) {
        return
    }

    $walk.Sids[$Sid] = 'elsewhere'
    $parent = $Sid.Substring(0, $Sid.LastIndexOf('-'))
    foreach ($domain in $domains) {
        if ($domain.sid -ne $parent -or $null -eq $domain.server) {
            continue
        }

        $walk.Sids[$Sid] = 'unseen'
        $before = $walk.Hits
        Add-Member $domain "(objectSid=$Sid)"
        $reached = @(foreach ($other in $domains) { if ($null -ne $other.server) { $other } })
        if ($walk.Hits -eq $before) {
            foreach ($other in $reached) {
                Add-Member $other "(sIDHistory=$Sid)"
            }
        }

        if ($walk.Hits -gt $before) {
            $walk.Sids[$Sid] = 'found'
        } elseif ($reached.Count -eq $domains.Count) {
            $walk.Sids[$Sid] = 'absent'
        }
    }
}

# The trusts of this forest's domains: which forest a SID is of that is of none that was read here.
function Get-Trust {
    foreach ($domain in $domains) {
        if ($null -ne $domain.server) {
            Read-Page (Get-Connection $domain.server) "CN=System,$($domain.namingContext)" 'OneLevel' '(objectClass=trustedDomain)' @('trustPartner', 'securityIdentifier') | ForEach-Object {
                foreach ($entry in $_.Entries) {
                    [ordered] @{ name = Get-First $entry 'trustPartner'; sid = Get-SidText $entry 'securityIdentifier' }
                }
            }
        }
    }
}

# From the roots down to everybody: a member is found by member, by primaryGroupID, and through every nested group; a circle ends by itself.
function Expand-Scope {
    while ($walk.Ahead.Count -gt 0) {
        $group = $walk.Ahead.Dequeue()
        $connection = Get-Connection $group.Domain.server
        Add-Member $group.Domain "(primaryGroupID=$($group.Rid))"
        $listed = New-Object 'System.Collections.Generic.List[object]'
        Add-Range $listed $connection $group.Dn 'member' 0 $asText
        $waiting = @{}
        foreach ($dn in $listed) {
            if ($walk.Seen.ContainsKey($dn)) {
                continue
            }

            $domain = Get-Home $dn
            if ($dn.EndsWith(",$configuration", 'OrdinalIgnoreCase')) {
                $domain = $wellKnown
            }

            if ($null -eq $domain) {
                $walk.Lost[$dn] = $true
            } elseif ($null -ne $domain.server) {
                if (-not $waiting.ContainsKey($domain.namingContext)) {
                    $waiting[$domain.namingContext] = New-Object 'System.Collections.Generic.List[string]'
                }

                $waiting[$domain.namingContext].Add($dn)
            }
        }

        foreach ($domain in @($domains) + $wellKnown) {
            if ($waiting.ContainsKey($domain.namingContext)) {
                $names = $waiting[$domain.namingContext]
                foreach ($filter in @(Get-NameFilter $names)) {
                    Add-Member $domain $filter
                }

                # Who is a member and cannot be read is not counted away.
                foreach ($dn in $names) {
                    if (-not $walk.Seen.ContainsKey($dn)) {
                        $walk.Lost[$dn] = $true
                    }
                }
            }
        }
    }
}

# Filters that name a hundred objects each; a longer one gains nothing and may be refused.
function Get-NameFilter($Names, [string] $Attribute = 'distinguishedName') {
    for ($from = 0; $from -lt $Names.Count; $from += 100) {
        $parts = foreach ($dn in $Names.GetRange($from, [Math]::Min(100, $Names.Count - $from))) {
            "($Attribute=" + (ConvertTo-FilterValue $dn) + ')'
        }

        '(|' + (-join $parts) + ')'
    }
}

# Where to ask: the server, its naming context, and for an in-scope query the filters that name its members.
function Get-Target($Query) {
    $inForest = @{ 'root-dse' = ''; schema = $schema; configuration = $configuration; domain = $null }
    $context = $inForest[[string] $Query.base]
    switch ([string] $Query.from) {
        'one-dc' {
            @{ Server = $bound; Context = $(if ($null -eq $context) { $ownDomain } else { $context }); Code = $null }
        }
        'every-dc' {
            foreach ($controller in $controllers) {
                $place = $context
                if ($null -eq $place) {
                    $place = $controller.namingContext
                }

                @{ Server = $controller.server; Context = $place; Code = $null }
            }
        }
        default {
            foreach ($domain in $domains) {
                $place = $context
                if ($null -eq $place) {
                    $place = $domain.namingContext
                }

                $name = $domain.server
                if ($null -eq $name) {
                    $name = $domain.name
                }

                @{ Server = $name; Context = $place; Code = $domain.code; Domain = $domain }
            }
        }
    }
}

# Kerberos needs the name of the server itself. Any directory tells it to anybody, and the ticket then proves it.
function Connect-First {
    if ($onWindows) {
        return Open-Connection $Directory $false $integrated
    }

    $introduction = Open-Connection $Directory $true 'Anonymous'
    Open-Connection (Get-First (Read-Entry $introduction '' @('dnsHostName')) 'dnsHostName') $true $integrated
}

# Down, or never there? Only asked when something is wrong, because looking takes time.
function Get-FirstFault($Record) {
    $fault = Get-Fault $Record
    if ($fault -eq '81' -and $Directory -ne '') {
        Test-Server @($Directory)
        if ($faults.ContainsKey($Directory)) {
            $fault = $faults[$Directory]
        }
    }

    $fault
}

function Get-GuidText($Entry) {
    [string] (New-Object System.Guid -ArgumentList (, $Entry.Attributes['objectGUID'].GetValues($asBytes)[0]))
}

# The domains of the forest, none of them asked yet.
function Read-Domain($Connection) {
    Read-Page $Connection "CN=Partitions,$configuration" 'OneLevel' '(&(objectClass=crossRef)(nETBIOSName=*))' @('dnsRoot', 'nCName') | ForEach-Object {
        foreach ($entry in $_.Entries) {
            [ordered] @{
                name          = Get-First $entry 'dnsRoot'
                namingContext = Get-First $entry 'nCName'
                sid           = $null
                server        = $null
                code          = $null
            }
        }
    }
}

# The servers of every site, and which of them hold a directory: whether read-only, by the DN of the server.
function Read-Site($Connection) {
    $servers = @{}
    $agents = [ordered] @{}
    Read-Page $Connection "CN=Sites,$configuration" 'Subtree' '(|(objectClass=server)(objectClass=nTDSDSA)(objectClass=nTDSDSARO))' @('objectClass', 'objectCategory', 'dNSHostName', 'serverReference') | ForEach-Object {
        foreach ($entry in $_.Entries) {
            $classes = @(Get-Text $entry 'objectClass')
            if ($classes -contains 'server') {
                $servers[$entry.DistinguishedName] = $entry
            } else {
                # Where the class is the ordinary one, as on Samba, the category still says that it is read-only.
                $agents[$entry.DistinguishedName.Substring($entry.DistinguishedName.IndexOf(',') + 1)] = $classes -contains 'nTDSDSARO' -or (Get-First $entry 'objectCategory') -like 'CN=NTDS-DSA-RO,*'
            }
        }
    }

    @{ Servers = $servers; Agents = $agents }
}

# The domain controllers of the forest, by the name that they are asked by.
function Get-Controller($Sites) {
    foreach ($dn in $Sites.Agents.Keys) {
        if ($Sites.Servers.ContainsKey($dn)) {
            $server = $Sites.Servers[$dn]
            $hostName = Get-First $server 'dNSHostName'
            $name = $hostName
            if ($name -eq '') {
                # Promoted halfway, or half removed.
                $name = $dn.Substring(3, $dn.IndexOf(',') - 3)
                $faults[$name] = 'name'
            }

            $computer = Get-First $server 'serverReference'
            $domain = Get-Home $computer
            $context = $ownDomain
            if ($null -ne $domain) {
                $context = $domain.namingContext
            }

            [ordered] @{ server = $name; namingContext = $context; readOnly = $Sites.Agents[$dn]; dn = $dn; host = $hostName; computer = $computer }
        }
    }
}

# Who has to be looked for before anybody is asked.
function Get-UnknownServer {
    $everyone = @(foreach ($query in $Queries) { [string] $query.from }) -contains 'every-dc'
    foreach ($controller in $controllers) {
        if ($controller.server -ne $bound -and -not $faults.ContainsKey($controller.server) -and ($everyone -or $controller.namingContext -ne $ownDomain)) {
            $controller.server
        }
    }
}

# Who may speak for a domain. Writable ones first: a read-only copy may lack what is asked for.
function Get-Candidate($Domain) {
    if ($Domain.namingContext -eq $ownDomain) {
        return @{ server = $bound }
    }

    foreach ($readOnly in $false, $true) {
        foreach ($controller in $controllers) {
            if ($controller.namingContext -eq $Domain.namingContext -and $controller.readOnly -eq $readOnly) {
                $controller
            }
        }
    }
}

# The first server that answers for a domain speaks for it, and tells what the domain can be known by.
function Find-DomainServer($Domain) {
    $Domain.code = 'name'
    foreach ($candidate in @(Get-Candidate $Domain)) {
        $connection = Get-Connection $candidate.server
        if ($null -eq $connection) {
            $Domain.code = $faults[$candidate.server]
            continue
        }

        try {
            $entry = @(Read-Entry $connection $Domain.namingContext @('objectGUID', 'objectSid'))[0]
            $Domain.sid = Get-SidText $entry
            $guid = Get-GuidText $entry
            if ($Domain.namingContext -eq $rootDomain) {
                $ids.Insert(0, $guid)
            } else {
                $ids.Add($guid)
            }

            $Domain.server = $candidate.server
            $Domain.code = $null
            break
        } catch {
            $Domain.code = Get-Fault $_
        }
    }
}

function Get-GroupFilter {
    if ($ScopeGroup -match '^S-1-[0-9-]+$') {
        return "(&(objectClass=group)(objectSid=$ScopeGroup))"
    }

    $named = ConvertTo-FilterValue $ScopeGroup
    "(&(objectClass=group)(|(sAMAccountName=$named)(cn=$named)))"
}

# The chosen group, looked for in every domain.
function Find-Group {
    foreach ($domain in $domains) {
        if ($null -ne $domain.server) {
            Add-Member $domain $wanted
        }
    }
}

# The filter for objects that bear a host name which another search finds in this forest; none where it finds none.
function Read-BearerFilter($HostsOf) {
    $source = $HostsOf.query
    $names = New-Object 'System.Collections.Generic.List[string]'
    foreach ($target in @(Get-Target $source)) {
        $connection = Get-Connection $target.Server
        if ($null -eq $connection) {
            throw ([string] $faults[$target.Server])
        }

        Read-Page $connection (Get-Base $source $target) $breadths[[string] $source.scope] $source.filter @([string] $HostsOf.attribute) | ForEach-Object {
            foreach ($entry in $_.Entries) {
                foreach ($name in @(Get-Text $entry $HostsOf.attribute)) {
                    if (-not $names.Contains($name)) {
                        $names.Add($name)
                    }
                }
            }
        }
    }

    $parts = @(foreach ($bearer in $HostsOf.bearers) {
            foreach ($name in $names) {
                '({0}={1})' -f $bearer.attribute, (ConvertTo-FilterValue ($bearer.prefix + $name))
            }
        })
    if ($parts.Count -gt 0) {
        '(|' + (-join $parts) + ')'
    }
}

# The same, read once: every domain is asked for the same names, and what kept them from being read is thrown again as its code.
function Get-BearerFilter($Query) {
    if (-not $bearing.ContainsKey($Query.id)) {
        $known = @{ Filters = @(); Code = $null }
        try {
            $known.Filters = @(Read-BearerFilter $Query.hostsOf)
        } catch {
            $known.Code = Get-Fault $_
        }

        $bearing[$Query.id] = $known
    }

    if ($null -ne $bearing[$Query.id].Code) {
        throw ([string] $bearing[$Query.id].Code)
    }

    $bearing[$Query.id].Filters
}

# What is searched for: for an in-scope query each filter names members of the scope, for the group itself its name.
function Get-QueryFilter($Query, $Target) {
    if ($Query.from -eq 'scope-group') {
        if ($ScopeGroup -ne '') {
            '(&' + $Query.filter + $wanted + ')'
        }
    } elseif ($Query.from -eq 'in-scope' -and $limited) {
        $people = New-Object 'System.Collections.Generic.List[string]'
        foreach ($dn in $walk.Members.Keys) {
            if ($walk.Members[$dn].namingContext -eq $Target.Domain.namingContext) {
                $people.Add($dn)
            }
        }

        foreach ($part in @(Get-NameFilter $people)) {
            '(&' + $Query.filter + $part + ')'
        }
    } else {
        $filter = [string] $Query.filter
        if ($null -ne $Target['Domain']) {
            $filter = $filter.Replace('<domain>', [string] $Target.Domain.sid)
        }

        if ($null -eq $Query.hostsOf) {
            $filter
        } else {
            foreach ($part in @(Get-BearerFilter $Query)) {
                '(&' + $filter + $part + ')'
            }
        }
    }
}

# What an object lies in: the DN after the first comma that is not escaped.
function Get-Parent([string] $Dn) {
    $Dn -replace '^(?:[^\\,]|\\.)*,', ''
}

# Fills $holders under a key with the objects that hold what a query looks for, in the order in which they come: how many each holds, and the first of
# them. Two queries may want the same.
function Get-Holder([string] $Key, $Query, $Target, [string] $Base, [string] $Breadth, $Connection) {
    if (-not $holders.ContainsKey($Key)) {
        $held = [ordered] @{}
        foreach ($filter in @(Get-QueryFilter $Query $Target)) {
            Read-Page $Connection $Base $Breadth $filter @('1.1') | ForEach-Object {
                foreach ($entry in $_.Entries) {
                    $parent = Get-Parent $entry.DistinguishedName
                    if (-not $held.Contains($parent)) {
                        $held[$parent] = @{ Number = 0; First = $entry.DistinguishedName }
                    }

                    $held[$parent].Number++
                }

                Get-Walk
            }
        }

        $holders[$Key] = $held
    }
}

# Rows of what holds the objects found, or of the first of them in each. What is there and cannot be read is a row without values.
function Read-Holder($Query, $Rows, $Held, $Target, $Connection, $Attributes, [string[]] $Names, $Reading, [bool] $IsLarge) {
    $wanted = New-Object 'System.Collections.Generic.List[string]'
    foreach ($parent in $Held.Keys) {
        $wanted.Add($(if ($Query.of -eq 'containers') { $parent } else { $Held[$parent].First }))
    }

    $seen = @{}
    $Reading.count = $wanted.Count
    foreach ($filter in @(Get-NameFilter $wanted)) {
        Read-Page $Connection $Target.Context 'Subtree' $filter $Names | ForEach-Object {
            foreach ($entry in $_.Entries) {
                $seen[$entry.DistinguishedName] = $true
                Add-LongRow $Rows $Connection $entry $Attributes $Held
            }

            Get-Kept $Query $Target $Rows $IsLarge
        }
    }

    foreach ($dn in $wanted) {
        if (-not $seen.ContainsKey($dn)) {
            $Rows.Add($dn)
            foreach ($attribute in $Attributes) {
                $Rows.Add('0')
            }
        }
    }

    Get-Kept $Query $Target $Rows $false
}

# What is read of each object: nothing where objects are only counted.
function Get-QueryAttribute($Query) {
    if (-not $Query.countOnly) {
        foreach ($attribute in $Query.attributes) {
            $type = @{ text = $asText; bytes = $asBytes; sids = $asSids; held = $asHeld }[[string] $attribute.as]
            @{ Name = [string] $attribute.name; Type = $type }
        }
    }
}

# With pages: sends on what was kept so far, for the reading that is under way. The host reads frames of 8 MiB at most, and what is larger would cost every
# other answer.
function Get-Kept($Query, $Target, $Rows, [bool] $IsLarge) {
    if ($Pages -and $IsLarge) {
        $volume = 0
        foreach ($row in $Rows) {
            $volume += $row.Length
        }

        if ($volume -gt 6000000) {
            $Rows.Clear()
            throw 'size'
        }
    }

    if ($Pages -and $Rows.Count -gt 0) {
        [ordered] @{ kind = 'page'; reading = $readings.Count - 1; query = $Query.id; server = $Target.Server; namingContext = $Target.Context; rows = $Rows.ToArray() }
        $Rows.Clear()
    }
}

function Get-Base($Query, $Target) {
    if ([string] $Query.path -eq '') {
        [string] $Target.Context
    } else {
        '{0},{1}' -f $Query.path, $Target.Context
    }
}

# One question to one server: rows go out page by page, or into the reading; what goes wrong is its code.
function Read-Target($Query, $Target, $Reading, $Connection) {
    $base = Get-Base $Query $Target
    $breadth = $breadths[[string] $Query.scope]
    $attributes = @(Get-QueryAttribute $Query)
    $isMade = @(foreach ($attribute in $attributes) { $attribute.Type }) -contains $asSids
    $names = @(foreach ($attribute in $attributes) { if ($attribute.Type -ne $asSids -and $attribute.Type -ne $asHeld) { $attribute.Name } })
    if ($isMade) {
        $names += @('objectSid', 'primaryGroupID')
    } elseif ($names.Count -eq 0) {
        $names = @('1.1')
    }

    $isLarge = @($names | Where-Object { $large -contains $_ }).Count -gt 0
    $kept = New-Object 'System.Collections.Generic.List[string]'
    try {
        if ([string] $Query.of -ne '') {
            $key = '{0} {1} {2} {3}' -f $Query.from, $base, $breadth, $Query.filter
            Get-Holder $key $Query $Target $base $breadth $Connection
            Read-Holder $Query $kept $holders[$key] $Target $Connection $attributes $names $Reading $isLarge
            $Reading.rows = $kept.ToArray()
            return
        }

        foreach ($filter in @(Get-QueryFilter $Query $Target)) {
            Read-Page $Connection $base $breadth $filter $names | ForEach-Object {
                $Reading.count += $_.Entries.Count
                if ($isMade) {
                    foreach ($entry in $_.Entries) {
                        Add-LongRow $kept $Connection $entry $attributes $null
                    }
                } elseif (-not $Query.countOnly) {
                    Add-Row $kept $Connection $_.Entries $attributes
                }

                Get-Kept $Query $Target $kept $isLarge
            }
        }

        $Reading.rows = $kept.ToArray()
    } catch {
        $Reading.code = Get-Fault $_
    }
}

# One question to everybody whom it is for.
function Read-Query($Query) {
    foreach ($target in @(Get-Target $Query)) {
        $reading = [ordered] @{ query = $Query.id; server = $target.Server; namingContext = $target.Context; code = $target.Code; count = 0; rows = @() }
        $readings.Add($reading)
        if ($null -eq $reading.code -and $Query.from -eq 'in-scope' -and $limited) {
            $reading.code = $scopeCode
        }

        if ($null -eq $reading.code) {
            $connection = Get-Connection $target.Server
            if ($null -eq $connection) {
                $reading.code = $faults[$target.Server]
            } else {
                Read-Target $Query $target $reading $connection
            }
        }
    }
}

# Trusts are read where a SID of somewhere else was found. Without them it is unknown whose it is, and that is said.
function Get-TrustIfNeeded {
    if (@($walk.Sids.Values) -contains 'elsewhere') {
        try {
            Get-Trust
        } catch {
            [void] (Get-Fault $_)
        }
    }
}

$integrated = 'Kerberos'
if ($onWindows) {
    $integrated = 'Negotiate'
}

# --- The first server, and who it says it is.
if ($Directory -eq '') {
    $Directory = [string] $env:USERDNSDOMAIN
}

if ($Directory -eq '' -and -not $onWindows) {
    return [ordered] @{ kind = 'silent'; server = ''; code = 'no-domain' }
}

$ids = New-Object 'System.Collections.Generic.List[string]'
try {
    $first = Connect-First
    $rootDse = @(Read-Entry $first '' @('dnsHostName', 'defaultNamingContext', 'configurationNamingContext', 'schemaNamingContext', 'rootDomainNamingContext'))[0]
    $bound = Get-First $rootDse 'dnsHostName'
    $ownDomain = Get-First $rootDse 'defaultNamingContext'
    $configuration = Get-First $rootDse 'configurationNamingContext'
    $schema = Get-First $rootDse 'schemaNamingContext'
    $rootDomain = Get-First $rootDse 'rootDomainNamingContext'
    $pool[$bound] = $first

    # --- The forest: its domains, its domain controllers, and what it can be known by.
    $domains = @(Read-Domain $first)
    $sites = Read-Site $first
    foreach ($context in $configuration, $schema) {
        $ids.Add((Get-GuidText @(Read-Entry $first $context @('objectGUID'))[0]))
    }
} catch {
    return [ordered] @{ kind = 'silent'; server = $Directory; code = Get-FirstFault $_ }
}

$controllers = @(Get-Controller $sites)
$unknown = @(Get-UnknownServer)
if ($unknown.Count -gt 0) {
    Test-Server $unknown
}

foreach ($domain in $domains) {
    Find-DomainServer $domain
}

$forest = [ordered] @{
    name        = -join @(foreach ($domain in $domains) { if ($domain.namingContext -eq $rootDomain) { $domain.name } })
    ids         = $ids.ToArray()
    bound       = $bound
    domains     = $domains
    controllers = $controllers
}
if ($Pages) {
    [ordered] @{ kind = 'head'; forest = $forest }
}

# --- The scope: everybody below the chosen group, or below the principals named by another forest.
# Everyone, Authenticated Users and the like lie in no domain.
$wellKnown = [ordered] @{ name = ''; namingContext = $configuration; sid = $null; server = $bound; code = $null }
$walk = @{ Ahead = New-Object System.Collections.Queue; Groups = @{}; Members = @{}; Seen = @{}; Sids = @{}; Lost = @{}; Hits = 0; Clock = [System.Diagnostics.Stopwatch]::StartNew() }
$limited = $ScopeGroup -ne '' -or $Sids.Count -gt 0
$wanted = Get-GroupFilter
$found = 0
$scopeCode = $null
try {
    if ($ScopeGroup -ne '') {
        Find-Group
        $found = $walk.Ahead.Count
        if ($found -ne 1) {
            # Of several of one name, nobody knows which is meant.
            $walk.Ahead.Clear()
        }
    }

    foreach ($sid in $Sids) {
        Add-Sid $sid
    }

    Expand-Scope
} catch {
    $scopeCode = Get-Fault $_
}

# --- The questions.
$readings = New-Object 'System.Collections.Generic.List[object]'
foreach ($query in $Queries) {
    Read-Query $query
}

$known = @(foreach ($sid in @($walk.Sids.Keys)) {
        [ordered] @{ sid = $sid; state = $walk.Sids[$sid] }
    })
$conclusion = [ordered] @{
    kind     = 'tail'
    matches  = $found
    sids     = $known
    lost     = @($walk.Lost.Keys)
    trusts   = @(Get-TrustIfNeeded)
    readings = $readings.ToArray()
}
if (-not $Pages) {
    $conclusion.kind = 'whole'
    $conclusion.forest = $forest
}

$conclusion
