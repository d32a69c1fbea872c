<#
.SYNOPSIS
Shows what carries the Hello key through Connect Sync on this server.

.DESCRIPTION
Asks the module ADSync for the connectors, the synchronisation rules, the scheduler, the global settings and the newest
runs of each AD connector, and gives one object of named fields. Of the rules it keeps those that write deviceKey or
msDS-KeyCredentialLink, and those that stop every flow; the others are counted. Of a connector's settings it reads
forest-name, forest-guid, forest-login-user, forest-login-domain and UserName, and never a password. Of what the last export could not write
it keeps numbers by code, object class and attribute, no names; where accounts were refused for want of rights, it asks the forest, as Connect's own
account there, whether they are protected ones (adminCount 1), and keeps the number.
Of this computer it reads its DNS name, the file version of the service ADSync and the entry of Connect among the
installed programs. Where Connect Sync is not installed it says so: product is "absent". It changes nothing and writes
no file.

.NOTES
Who may run it: a local administrator of the Connect server, or a member of ADSyncAdmins there, in an elevated window.
Windows PowerShell 5.1. PowerShell 7 gets only copies of the objects of ADSync, cut off below, and they are refused.
Microsoft documents few of these property names. What an object does not show is said in "silences", is null, or ends the
reading of that part; it is never guessed.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$said = @{ Silences = @() }
$carriers = @('deviceKey', 'msDS-KeyCredentialLink')
$selectable = @('searchableDeviceKey', 'msDS-KeyCredentialLink')
# The Entra connector has this id on every Connect server.
$entra = 'b891884f-051e-4a83-95af-2544101c9083'
# Insufficient rights, as an export says it: ERROR_DS_INSUFF_ACCESS_RIGHTS, its LDAP code, and Connect's own word.
$rights = @('8344', '50', 'permission-issue')
# So many refused accounts are looked up; of more, nobody needs to know whether all are protected.
$lookups = 100

function Test-Part($From, [string[]] $Names) {
    if ($null -ne $From) {
        foreach ($name in $Names) {
            if ($null -ne $From.PSObject.Properties[$name]) {
                return $true
            }
        }
    }

    return $false
}

# The first of several spellings that an object has; StrictMode would stop at one that it lacks.
function Get-Part($From, [string[]] $Names) {
    if ($null -ne $From) {
        foreach ($name in $Names) {
            $property = $From.PSObject.Properties[$name]
            if ($null -ne $property) {
                return $property.Value
            }
        }
    }

    return $null
}

function Get-Parts($From, [string[]] $Names) {
    foreach ($part in @(Get-Part $From $Names)) {
        if ($null -ne $part) {
            $part
        }
    }
}

function Get-Text($From, [string[]] $Names) {
    $text = [string] (Get-Part $From $Names)
    if ('' -eq $text) {
        return $null
    }

    return $text
}

# A text without which an object cannot be judged.
function Get-Needed($From, [string] $Name, [string] $What) {
    $text = Get-Text $From @($Name)
    if ($null -eq $text) {
        throw ('{0} does not show its {1}' -f $What, $Name)
    }

    return $text
}

function Get-Flag($From, [string[]] $Names) {
    $text = Get-Text $From $Names
    if ($text -eq 'True') {
        return $true
    }

    if ($text -eq 'False') {
        return $false
    }

    return $null
}

# The engine keeps its times in UTC and mostly does not say so.
function Get-Moment($From, [string[]] $Names) {
    $value = Get-Part $From $Names
    if ($value -is [datetime]) {
        if ($value.Year -lt 1900) {
            return $null
        }

        if ([string] $value.Kind -eq 'Local') {
            $value = $value.ToUniversalTime()
        }

        return '{0}.{1:d3}Z' -f $value.ToString('s'), $value.Millisecond
    }

    return $null
}

# PowerShell 7 reaches ADSync through another session, from which only copies come, and a copy is cut off at some depth.
function Assert-Live($Thing) {
    if ($null -ne $Thing -and @($Thing.PSObject.TypeNames)[0] -like 'Deserialized.*') {
        throw 'The module ADSync gave copies of its objects and not the objects, as it does in PowerShell 7, and a copy does not hold all. Run this in Windows PowerShell 5.1.'
    }
}

# One parameter by its name. The value of another is never looked at: a password may stand among them.
function Get-Setting($Parameters, [string] $Name) {
    if (Test-Part $Parameters @('Keys')) {
        if (@($Parameters.Keys) -contains $Name) {
            $value = $Parameters[$Name]
            if (Test-Part $value @('Value')) {
                return Get-Text $value @('Value')
            }

            return [string] $value
        }

        return $null
    }

    foreach ($parameter in @($Parameters)) {
        if ((Get-Text $parameter @('Name')) -eq $Name) {
            return Get-Text $parameter @('Value')
        }
    }

    return $null
}

# One value of the registry, which not every system has.
function Get-Registered([string] $Key, [string] $Name) {
    if (-not (Test-Path -LiteralPath $Key)) {
        return $null
    }

    return Get-Text (Get-ItemProperty -LiteralPath $Key) @($Name)
}

# Four numbers, as versions are compared; null for anything else.
function Get-Version([string] $Text) {
    if ($Text -notmatch '^\s*(\d{1,9}(?:\.\d{1,9}){1,3})(?![\d.])') {
        return $null
    }

    $numbers = @($Matches[1] -split '\.')
    while ($numbers.Count -lt 4) {
        $numbers += '0'
    }

    return ($numbers | ForEach-Object { [string] [int] $_ }) -join '.'
}

# The clauses of one rule: groups of which any may hold. Null where they stand in a shape that is not known, which is
# not "no scope at all". $Shown: another rule of this server shows groups, so that null here is a rule without any.
function Get-Scope($Rule, [bool] $Shown) {
    if (-not (Test-Part $Rule @('ScopeFilter'))) {
        return $null
    }

    # Not through Get-Part: an empty list would come back as null.
    $found = $Rule.PSObject.Properties['ScopeFilter'].Value
    if ($null -eq $found -and -not $Shown) {
        return $null
    }

    $groups = @()
    foreach ($group in @($found | Where-Object { $null -ne $_ })) {
        [object[]] $clauses = @()
        foreach ($condition in (Get-Parts $group @('ScopeConditionList'))) {
            $attribute = Get-Text $condition @('Attribute')
            $operator = Get-Text $condition @('ComparisonOperator')
            if ($null -eq $attribute -or $null -eq $operator -or -not (Test-Part $condition @('ComparisonValue'))) {
                return $null
            }

            $clauses += [ordered] @{ attribute = $attribute; operator = $operator; value = [string] (Get-Text $condition @('ComparisonValue')) }
        }

        if ($clauses.Count -eq 0) {
            return $null
        }

        $groups += , $clauses
    }

    return , $groups
}

function Get-Flow($Mapping, [string] $What) {
    $kind = Get-Needed $Mapping 'FlowType' $What
    [object[]] $sources = @(Get-Parts $Mapping @('Source') | ForEach-Object { [string] $_ } | Where-Object { '' -ne $_ })
    $expression = Get-Text $Mapping @('Expression')
    $constant = $null
    switch ($kind) {
        'Direct' {
            if ($sources.Count -eq 0) {
                throw ('{0} shows a direct flow without its Source' -f $What)
            }

            $expression = $null
        }
        'Constant' {
            $constant = $sources -join ','
            $sources = @()
            $expression = $null
        }
        'Expression' {
            if ($null -eq $expression) {
                throw ('{0} shows a flow by an expression without its Expression' -f $What)
            }
        }
        default {
            throw ('{0} shows a flow of the type {1}, which is not known' -f $What, $kind)
        }
    }

    [ordered] @{
        destination = Get-Text $Mapping @('Destination')
        sources = $sources
        expression = $expression
        constant = $constant
        mergeType = Get-Needed $Mapping 'ValueMergeType' $What
        executeOnce = Get-Flag $Mapping @('ExecuteOnce')
    }
}

function Get-Rule($Rule, [object[]] $Flows, [bool] $Shown) {
    $name = [string] (Get-Text $Rule @('Name'))
    $what = 'rule "{0}"' -f $name
    $disabled = Get-Flag $Rule @('Disabled')
    if ($null -eq $disabled) {
        throw ('{0} does not say whether it is disabled' -f $what)
    }

    [ordered] @{
        id = Get-Needed $Rule 'Identifier' $what
        name = $name
        tag = Get-Text $Rule @('ImmutableTag')
        direction = Get-Needed $Rule 'Direction' $what
        disabled = $disabled
        connector = Get-Needed $Rule 'Connector' $what
        sourceType = Get-Needed $Rule 'SourceObjectType' $what
        targetType = Get-Needed $Rule 'TargetObjectType' $what
        linkType = Get-Needed $Rule 'LinkType' $what
        precedence = [int] (Get-Needed $Rule 'Precedence' $what)
        scope = Get-Scope $Rule $Shown
        flows = $Flows
    }
}

# Every rule is looked at, because one that hides its flows may be the one that counts.
function Get-Rules([object[]] $All) {
    $shown = @($All | Where-Object { @(Get-Parts $_ @('ScopeFilter')).Count -gt 0 }).Count -gt 0
    $seen = 0
    foreach ($rule in $All) {
        Assert-Live $rule
        $what = 'rule "{0}"' -f (Get-Text $rule @('Name'))
        if (-not (Test-Part $rule @('AttributeFlowMappings'))) {
            throw ('{0} does not show its flows' -f $what)
        }

        [object[]] $flows = @()
        foreach ($mapping in (Get-Parts $rule @('AttributeFlowMappings'))) {
            $seen++
            if ($carriers -contains (Get-Needed $mapping 'Destination' ('a flow of {0}' -f $what))) {
                $flows += Get-Flow $mapping $what
            }
        }

        if ((Get-Needed $rule 'LinkType' $what) -eq 'JoinNoFlow' -or $flows.Count -gt 0) {
            Get-Rule $rule $flows $shown
        }
    }

    if ($All.Count -gt 0 -and $seen -eq 0) {
        throw ('none of {0} rules shows a flow' -f $All.Count)
    }
}

# Domains only: an AD connector also holds partitions for the configuration and for DNS.
function Get-Domains($Connector, [string] $Name) {
    foreach ($partition in (Get-Parts $Connector @('Partitions'))) {
        if ((Get-Flag $partition @('IsDomain')) -eq $false) {
            continue
        }

        $selected = Get-Flag $partition @('Selected')
        $path = [string] (Get-Text $partition @('DN', 'Name'))
        if ($null -eq $selected) {
            $said.Silences += ('Whether {0} of connector {1} is selected was not said.' -f $path, $Name)
        }

        $containers = $null
        $scope = Get-Part $partition @('ConnectorPartitionScope')
        if ((Test-Part $scope @('ContainerInclusionList')) -and (Test-Part $scope @('ContainerExclusionList'))) {
            $containers = [ordered] @{
                included = @(Get-Parts $scope @('ContainerInclusionList') | ForEach-Object { [string] $_ })
                excluded = @(Get-Parts $scope @('ContainerExclusionList') | ForEach-Object { [string] $_ })
            }
        }

        [ordered] @{
            namingContext = $path
            id = Get-Id (Get-Setting (Get-Part $partition @('Parameters')) 'guid')
            selected = ($selected -eq $true)
            containers = $containers
        }
    }
}

# A GUID of zeros is no id.
function Get-Id([string] $Text) {
    if ($Text -match '^[{}0-]*$') {
        return $null
    }

    return $Text
}

# What a step does, in the words of a connector's run profiles: apply-rules with reevaluate-flow-connectors is a full
# synchronisation. Nothing where the step does not say.
function Get-StepKinds($Step) {
    $told = [string] (Get-Text $Step @('StepXml'))
    if ($told -match '<step-type\s[^>]*type=.export\b') {
        'export'
    }

    if ($told -match '<step-type\s[^>]*type=.full-import\b') {
        'full-import'
    }

    if ($told -match 'reevaluate-flow-connectors|full-import-reevaluate-rules') {
        'full-synchronization'
    }
}

# What the runs of a profile do: by their steps, and where these do not say, by the name that Connect gives the profile.
function Get-Kinds($Run, [object[]] $Steps) {
    if (@($Steps | Where-Object { (Get-Text $_ @('StepXml')) -match '<step-type\s' }).Count -gt 0) {
        return @($Steps | ForEach-Object { Get-StepKinds $_ })
    }

    $byName = @{ 'Export' = 'export'; 'Full Import' = 'full-import'; 'Full Synchronization' = 'full-synchronization' }
    return @($byName[[string] (Get-Text $Run @('RunProfileName'))] | Where-Object { $null -ne $_ })
}

# The steps of one run: one for each domain, where a forest has several.
function Get-Steps($Run) {
    $id = Get-Part $Run @('RunHistoryId')
    [object[]] $steps = @()
    foreach ($detailed in @(Get-ADSyncRunProfileResult -RunHistoryId $id -RunStepDetails | Select-Object -First 1)) {
        Assert-Live $detailed
        $steps = @(Get-Parts $detailed @('RunStepResults'))
    }

    if ($steps.Count -eq 0 -and @(Get-Command -Name 'Get-ADSyncRunStepResult' -ErrorAction SilentlyContinue).Count -gt 0) {
        $steps = @(Get-ADSyncRunStepResult -RunHistoryId $id | Where-Object { $null -ne $_ })
    }

    foreach ($step in $steps) {
        Assert-Live $step
        $step
    }
}

function Test-Good($Thing, [string] $Name) {
    return [string] (Get-Text $Thing @($Name)) -match '^(success|completed-)'
}

# Runs that ended, the newest first. One that is under way has no end yet.
function Get-Ended([object[]] $Runs) {
    foreach ($run in $Runs) {
        Assert-Live $run
    }

    return @($Runs | Where-Object { $null -ne $_ -and (Get-Flag $_ @('IsRunComplete')) -ne $false -and $null -ne (Get-Moment $_ @('EndDate')) } |
        Sort-Object -Descending -Property { Get-Moment $_ @('EndDate') })
}

# Numbers as people and Microsoft's pages write them: 0x2098 is 8344.
function Get-Code([string] $Text) {
    if ($Text -match '^0x[0-9a-f]{1,8}$') {
        return [string] [long] $Text
    }

    return $Text
}

# The attribute that a directory names in its error, as in "data 0, Att 9028f (member)"; null where it names none.
function Get-Attribute([string] $Text) {
    if ($Text -match '\bAtt\s+[0-9a-fA-F]{1,8}\s+\(([A-Za-z][A-Za-z0-9-]{0,255})\)') {
        return [string] $Matches[1]
    }

    return $null
}

# The class of an object that was refused, as Connect keeps it; null where it is not said.
function Get-Class([string] $ConnectorId, $Dn) {
    if ($null -eq $Dn) {
        return $null
    }

    try {
        foreach ($found in @(Get-ADSyncCSObject -ConnectorIdentifier $ConnectorId.Trim('{}') -DistinguishedName $Dn)) {
            Assert-Live $found
            return Get-Text $found @('ObjectType')
        }
    } catch {
        # An object that has gone since is no error of the export.
        return $null
    }

    return $null
}

# How many refusals there are of each code, class and attribute. Of very many objects the class is not looked up.
function Get-Tally([string] $ConnectorId, [object[]] $Refusals) {
    $asked = $Refusals.Count -le $lookups -and @(Get-Command -Name 'Get-ADSyncCSObject' -ErrorAction SilentlyContinue).Count -gt 0
    $told = @($Refusals | ForEach-Object {
            $class = $null
            if ($asked) {
                $class = Get-Class $ConnectorId $_.Dn
            }

            [ordered] @{ code = [string] $_.Code; class = $class; attribute = $_.Attribute }
        })
    foreach ($group in @($told | Group-Object -Property { '{0}|{1}|{2}' -f $_.code, $_.class, $_.attribute })) {
        $first = @($group.Group)[0]
        [ordered] @{ code = $first.code; class = $first.class; attribute = $first.attribute; count = [int] $group.Count }
    }
}

# What one step could not write: code and distinguished name of each object. Null where that cannot be read whole.
# SyncErrors is an object: the list as XML stands in SyncErrorsXml, as objects in SyncErrorsList.
function Get-Refusals($Step) {
    if (-not (Test-Part $Step @('SyncErrors'))) {
        return $null
    }

    $errors = Get-Part $Step @('SyncErrors')
    $text = [string] (Get-Text $errors @('SyncErrorsXml'))
    $refusals = @()
    [object[]] $pieces = @($text -split '<export-error(?=[\s>])' | Select-Object -Skip 1)
    if ($pieces.Count -ne @($text -split '</export-error>').Count - 1) {
        return $null
    }

    foreach ($piece in $pieces) {
        $dn = $null
        if ($piece -match '^[^>]*?\sdn=(?:"([^"]*)"|''([^'']*)'')') {
            # Out of XML: the ampersand last.
            $dn = ([string] $Matches[1] + [string] $Matches[2]) -replace '&lt;', '<' -replace '&gt;', '>' -replace '&quot;', '"' -replace '&apos;', "'" -replace '&amp;', '&'
        }

        $code = 'unknown'
        if ($piece -match '<error-code>\s*([^<]+?)\s*</error-code>' -or $piece -match '<error-type>\s*([^<]+?)\s*</error-type>') {
            $code = Get-Code $Matches[1]
        }

        $refusals += @{ Code = $code; Dn = $dn; Attribute = (Get-Attribute $piece) }
    }

    if ($pieces.Count -eq 0) {
        foreach ($one in (Get-Parts $errors @('SyncErrorsList'))) {
            $code = [string] (Get-Text $one @('ErrorType'))
            if ([string] (Get-Text $one @('CdError')) -match '(?:<error-code>\s*|^\s*)(0x[0-9a-f]{1,8}|\d{1,10})(?:\s*</error-code>|\s*$)') {
                $code = Get-Code $Matches[1]
            }

            if ('' -eq $code) {
                $code = 'unknown'
            }

            $refusals += @{ Code = $code; Dn = (Get-Text $one @('ObjectDn')); Attribute = (Get-Attribute ([string] (Get-Text $one @('CdError')))) }
        }
    }

    # What the step counts itself, and what it calls itself, tell whether the list came short.
    $failed = [string] (Get-Part $Step @('ExportFailure'))
    $short = $failed -match '^\d{1,9}$' -and [int] $failed -gt $refusals.Count
    if ($short -or ($refusals.Count -eq 0 -and (Get-Text $Step @('StepResult')) -match 'export-errors')) {
        return $null
    }

    return , $refusals
}

# How many of these accounts are protected (adminCount 1), as Connect's own account sees them; null where nobody can tell.
function Get-Protected([string] $ConnectorId, [object[]] $Refused) {
    if (@(Get-Command -Name 'Search-ADSyncDirectoryObjects' -ErrorAction SilentlyContinue).Count -eq 0 -or $Refused.Count -gt $lookups) {
        return $null
    }

    $protected = 0
    foreach ($one in $Refused) {
        if ($null -eq $one.Dn) {
            return $null
        }

        # Into a filter (RFC 4515).
        $dn = $one.Dn -replace '\\', '\5c' -replace '\*', '\2a' -replace '\(', '\28' -replace '\)', '\29'
        $found = @(Search-ADSyncDirectoryObjects -AdConnectorId $ConnectorId -LdapFilter ('(&(adminCount=1)(distinguishedName={0}))' -f $dn) -SearchScope 'Subtree' -SizeLimit 1)
        if (@($found | Where-Object { $null -ne $_ }).Count -gt 0) {
            $protected++
        }
    }

    return $protected
}

function Get-Export([string] $ConnectorId, $Run, [object[]] $Steps) {
    [object[]] $exporting = @($Steps | Where-Object { @(Get-StepKinds $_) -contains 'export' })
    if ($exporting.Count -eq 0) {
        $exporting = $Steps
    }

    # A run is called by its last step. One that did not end well makes the whole one that did not.
    $outcome = [string] (Get-Text $Run @('Result'))
    foreach ($step in $exporting) {
        $result = [string] (Get-Text $step @('StepResult'))
        if ($outcome -eq 'success' -and $result -notin '', 'success', 'completed-no-objects') {
            $outcome = $result
        }
    }

    [object[]] $refusals = @()
    $counts = $null
    $tally = $null
    $protected = $null
    if ($exporting.Count -gt 0) {
        $counts = @{}
    }

    foreach ($step in $exporting) {
        $own = Get-Refusals $step
        if ($null -eq $own) {
            $counts = $null
            break
        }

        $refusals += $own
    }

    if ($null -ne $counts) {
        foreach ($one in $refusals) {
            $counts[$one.Code] = 1 + [int] $counts[$one.Code]
        }

        [object[]] $tally = @(Get-Tally $ConnectorId $refusals)

        [object[]] $refused = @($refusals | Where-Object { $rights -contains $_.Code })
        if ($refused.Count -gt 0) {
            try {
                $protected = Get-Protected $ConnectorId $refused
            } catch {
                $said.Silences += ('Whether the accounts that an export was refused for are protected could not be read: {0}' -f $_.Exception.Message)
            }
        }
    }

    [ordered] @{
        at = Get-Moment $Run @('EndDate')
        outcome = $outcome
        errors = $counts
        tally = $tally
        protected = $protected
    }
}

# A history is long: of each run profile its newest runs are enough. Each element is the runs of one profile.
function Get-NewestRuns($Connector, [string] $Id) {
    [object[]] $known = @(Get-Parts $Connector @('RunProfiles') | ForEach-Object { Get-Part $_ @('Identifier') } | Where-Object { $null -ne $_ })
    if ($known.Count -eq 0) {
        foreach ($group in @(Get-ADSyncRunProfileResult -ConnectorId $Id | Where-Object { $null -ne $_ } | Group-Object -Property { Get-Text $_ @('RunProfileName') })) {
            , @($group.Group)
        }
    }

    foreach ($one in $known) {
        , @(Get-ADSyncRunProfileResult -ConnectorId $Id -RunProfileId $one -NumberRequested 10 | Where-Object { $null -ne $_ })
    }
}

# The last export, the last full import and full synchronisation that ended well, and where one of the three is missing,
# when the oldest run began that the history still holds.
function Get-History($Connector, [string] $Id) {
    $ended = @{}
    $export = $null
    foreach ($runs in @(Get-NewestRuns $Connector $Id)) {
        [object[]] $own = @(Get-Ended $runs)
        $steps = $null
        $kinds = @()
        foreach ($run in $own) {
            if ($null -eq $steps) {
                [object[]] $steps = @(Get-Steps $run)
                $kinds = @(Get-Kinds $run $steps)
                if ($kinds -contains 'export' -and ($null -eq $export -or (Get-Moment $run @('EndDate')) -gt $export.at)) {
                    $export = Get-Export $Id $run $steps
                }
            } elseif (@($kinds | Where-Object { $_ -like 'full-*' }).Count -gt 0) {
                [object[]] $steps = @(Get-Steps $run)
            } else {
                break
            }

            # The newest that ended well in every step; what failed brought nothing.
            if ((Test-Good $run 'Result') -and @($steps | Where-Object { -not (Test-Good $_ 'StepResult') }).Count -eq 0) {
                $at = Get-Moment $run @('EndDate')
                foreach ($kind in $kinds) {
                    if ($null -eq $ended[$kind] -or $at -gt $ended[$kind]) {
                        $ended[$kind] = $at
                    }
                }

                break
            }
        }
    }

    $oldest = $null
    if ($null -eq $export -or $null -eq $ended['full-import'] -or $null -eq $ended['full-synchronization']) {
        $oldest = Get-ADSyncRunProfileResult -ConnectorId $Id | ForEach-Object { Get-Moment $_ @('StartDate') } | Where-Object { $null -ne $_ } | Sort-Object | Select-Object -First 1
    }

    [ordered] @{ export = $export; imported = $ended['full-import']; synchronised = $ended['full-synchronization']; oldest = $oldest }
}

function Get-Connector($Connector) {
    Assert-Live $Connector
    $name = [string] (Get-Text $Connector @('Name'))
    $id = Get-Needed $Connector 'Identifier' ('connector {0}' -f $name)
    $type = Get-Text $Connector @('Type', 'ConnectorTypeName')
    $settings = Get-Part $Connector @('ConnectivityParameters')
    $kind = 'other'
    $forest = $null
    $forestId = $null
    $account = $null
    $accountDomain = $null
    [object[]] $domains = @()
    if ($null -eq $type) {
        throw ('connector {0} does not show its type' -f $name)
    }

    if ($id.Trim('{}') -eq $entra) {
        $kind = 'entra'
        $account = Get-Setting $settings 'UserName'
    } elseif ($type -eq 'AD') {
        $kind = 'active-directory'
        $forest = Get-Setting $settings 'forest-name'
        $forestId = Get-Id (Get-Setting $settings 'forest-guid')
        $account = Get-Setting $settings 'forest-login-user'
        $accountDomain = Get-Setting $settings 'forest-login-domain'
        $domains = @(Get-Domains $Connector $name)
        if ($null -eq $forest) {
            $said.Silences += ('The forest of connector {0} was not said.' -f $name)
        }
    }

    # Not through Get-Part: an empty list is said, and null is not.
    $selected = $null
    if ((Test-Part $Connector @('AttributeInclusionList')) -and $null -ne $Connector.PSObject.Properties['AttributeInclusionList'].Value) {
        $chosen = @(Get-Parts $Connector @('AttributeInclusionList') | ForEach-Object { [string] $_ })
        [object[]] $selected = @($selectable | Where-Object { $chosen -contains $_ })
    } else {
        $said.Silences += ('The attributes selected on connector {0} could not be read.' -f $name)
    }

    $holdsKey = $null
    $history = $null
    if ('active-directory' -eq $kind) {
        [object[]] $types = @(Get-Parts (Get-Part $Connector @('Schema')) @('AttributeTypes') | ForEach-Object { Get-Text $_ @('Name') } | Where-Object { $null -ne $_ })
        if ($types.Count -gt 0) {
            $holdsKey = $types -contains 'msDS-KeyCredentialLink'
        }

        try {
            $history = Get-History $Connector $id
        } catch {
            $said.Silences += ('The run history of connector {0} could not be read: {1}' -f $name, $_.Exception.Message)
        }
    }

    [ordered] @{
        id = $id
        name = $name
        kind = $kind
        forest = $forest
        forestId = $forestId
        domains = $domains
        account = $account
        accountDomain = $accountDomain
        selected = $selected
        schemaHoldsKey = $holdsKey
        lastExport = $(if ($null -ne $history) { $history.export })
        lastFullImport = $(if ($null -ne $history) { $history.imported })
        lastFullSynchronization = $(if ($null -ne $history) { $history.synchronised })
        oldestRun = $(if ($null -ne $history) { $history.oldest })
        modified = Get-Moment $Connector @('LastModificationTime')
    }
}

# What tells the version of Connect: its settings, the program that runs, and what was installed. Any of them may lag.
function Get-Versions($Settings) {
    $found = [ordered] @{}
    $found['global settings'] = Get-Setting $Settings 'Microsoft.Synchronize.ServerConfigurationVersion'
    try {
        $program = [string] (Get-Registered 'HKLM:\SYSTEM\CurrentControlSet\Services\ADSync' 'ImagePath')
        if ($program -match '^\s*"?([^"]+?\.exe)\b') {
            $found['the program of the service ADSync'] = Get-Text (Get-Part (Get-Item -LiteralPath $Matches[1]) @('VersionInfo')) @('ProductVersion')
        }
    } catch {
        $said.Silences += ('The version of the program of the service ADSync could not be read: {0}' -f $_.Exception.Message)
    }

    $list = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    if (Test-Path -LiteralPath $list) {
        foreach ($key in @(Get-ChildItem -LiteralPath $list)) {
            try {
                $entry = Get-ItemProperty -LiteralPath $key.PSPath
                if ((Get-Text $entry @('DisplayName')) -match '^(Microsoft (Azure AD|Entra) Connect( Sync)?|Azure AD Connect)$') {
                    $found['installed programs'] = Get-Text $entry @('DisplayVersion')
                }
            } catch {
                # An entry of another program whose values PowerShell cannot read is none of Connect's.
                continue
            }
        }
    }

    foreach ($from in @($found.Keys)) {
        $version = Get-Version ([string] $found[$from])
        if ($null -ne $version) {
            [ordered] @{ from = $from; version = $version }
        }
    }
}

# Whether Connect Sync is here: its cmdlets, its module or its service. None of the three means that it is not installed.
[object[]] $service = @()
if (@(Get-Command -Name 'Get-Service' -ErrorAction SilentlyContinue).Count -gt 0) {
    $service = @(Get-Service -Name 'ADSync*' | Where-Object { $_.Name -eq 'ADSync' })
}

$present = @(Get-Command -Name 'Get-ADSyncConnector' -ErrorAction SilentlyContinue).Count -gt 0
if (-not $present -and ($service.Count -gt 0 -or @(Get-Module -ListAvailable -Name 'ADSync').Count -gt 0)) {
    if ([string] $PSVersionTable.PSEdition -eq 'Core') {
        throw 'Connect Sync is installed here, and PowerShell 7 cannot load its module ADSync whole. Run this in Windows PowerShell 5.1.'
    }

    Import-Module ADSync
    $present = $true
}

if ($service.Count -gt 0 -and [string] $service[0].Status -ne 'Running') {
    throw ('The service ADSync is {0}, so Connect Sync cannot be asked. Look again when it runs.' -f $service[0].Status)
}

$product = 'absent'
$staging = $null
$scheduler = $null
$upnAttribute = $null
$deviceWriteback = $null
$rulesRead = $null
[object[]] $rulesOf = @()
[object[]] $versions = @()
[object[]] $connectors = @()
[object[]] $rules = @()
if ($present) {
    $product = 'connect-sync'
    $connectors = @(Get-ADSyncConnector | Where-Object { $null -ne $_ } | ForEach-Object { Get-Connector $_ })

    try {
        [object[]] $all = @(Get-ADSyncRule | Where-Object { $null -ne $_ })
        $rules = @(Get-Rules $all)
        $rulesOf = @($all | Group-Object -Property { [string] (Get-Text $_ @('Connector')) } | ForEach-Object {
                [ordered] @{ connector = $(if ('' -ne $_.Name) { [string] $_.Name }); rules = [int] $_.Count }
            })
        $rulesRead = $all.Count
    } catch {
        $rules = @()
        $said.Silences += ('The synchronisation rules could not be read: {0}' -f $_.Exception.Message)
    }

    $settings = $null
    try {
        $global = Get-ADSyncGlobalSettings
        Assert-Live $global
        $settings = Get-Part $global @('Parameters')
        $upnAttribute = Get-Setting $settings 'Microsoft.SynchronizationOption.UPNAttribute'
        $staged = Get-Setting $settings 'Microsoft.Synchronize.StagingMode'
        if ($null -ne $staged) {
            $staging = ($staged -eq 'True')
        }

        $written = Get-Setting $settings 'Microsoft.OptionalFeature.DeviceWriteBack'
        if ($null -ne $written) {
            $deviceWriteback = ($written -eq 'True')
        }
    } catch {
        $said.Silences += ('The global settings could not be read: {0}' -f $_.Exception.Message)
    }

    $versions = @(Get-Versions $settings)

    try {
        $schedule = Get-ADSyncScheduler
        Assert-Live $schedule
        $interval = Get-Part $schedule @('CurrentlyEffectiveSyncCycleInterval')
        $seconds = $null
        if (Test-Part $interval @('TotalSeconds')) {
            $seconds = [double] $interval.TotalSeconds
        }

        $staged = Get-Flag $schedule @('StagingModeEnabled')
        if ($null -ne $staged -and $null -ne $staging -and $staged -ne $staging) {
            $staging = $null
            $said.Silences += 'The scheduler and the global settings say different things of staging mode.'
        } elseif ($null -ne $staged) {
            $staging = $staged
        }

        $enabled = Get-Flag $schedule @('SyncCycleEnabled')
        if ($null -eq $enabled) {
            $said.Silences += 'The scheduler did not say whether it is enabled.'
        } else {
            $scheduler = [ordered] @{
                enabled = $enabled
                suspended = Get-Flag $schedule @('SchedulerSuspended')
                interval = $seconds
                nextStart = Get-Moment $schedule @('NextSyncCycleStartTimeInUTC')
            }
        }
    } catch {
        $said.Silences += ('The scheduler could not be read: {0}' -f $_.Exception.Message)
    }
}

# Of several witnesses the lowest version counts: what lags may be what runs.
$lowest = @($versions | Sort-Object -Property { [version] $_.version } | Select-Object -First 1 | ForEach-Object { $_.version })

$server = [string] $env:COMPUTERNAME
if ('' -eq $server) {
    $server = 'this computer'
}

$network = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
$hostName = Get-Registered $network 'Hostname'
$suffix = Get-Registered $network 'Domain'
$dnsName = $null
if ($null -ne $hostName -and $null -ne $suffix) {
    $dnsName = '{0}.{1}' -f $hostName, $suffix
}

[ordered] @{
    server = $server
    dnsName = $dnsName
    product = $product
    version = $(if ($lowest.Count -gt 0) { $lowest[0] })
    versions = $versions
    staging = $staging
    scheduler = $scheduler
    upnAttribute = $upnAttribute
    deviceWriteback = $deviceWriteback
    connectors = $connectors
    rules = $rules
    rulesRead = $rulesRead
    rulesOf = $rulesOf
    missing = @()
    silences = @($said.Silences)
}
