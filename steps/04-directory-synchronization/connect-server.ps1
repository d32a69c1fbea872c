<#
.SYNOPSIS
Shows what carries the Hello key through Connect Sync on this server.

.DESCRIPTION
Asks the module ADSync for the connectors, the synchronisation rules, the scheduler, the global settings and the run
history, and gives one object of named fields. Of the rules it keeps those that write deviceKey or
msDS-KeyCredentialLink; the others are counted. Of a connector's settings it reads forest-name, forest-guid,
forest-login-domain, forest-login-user and UserName, and never a password. Of run errors it keeps numbers, no names.
Where Connect Sync is not installed it says so: product is "absent". It changes nothing and writes no file.

.NOTES
Who may run it: a local administrator of the Connect server, or a member of ADSyncAdmins there, in an elevated window.
Windows PowerShell 5.1; PowerShell 7 reaches the module through Windows PowerShell.
Microsoft documents few of these property names, so several spellings are tried, and what is missing is said in
"silences" instead of being guessed.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$said = @{ Silences = @() }
$carriers = @('deviceKey', 'msDS-KeyCredentialLink')
$selectable = @('searchableDeviceKey', 'msDS-KeyCredentialLink')
# The Entra connector has this id on every Connect server.
$entra = 'b891884f-051e-4a83-95af-2544101c9083'

function Test-Part($From, [string[]] $Names) {
    return ($null -ne $From) -and (@($Names | Where-Object { $null -ne $From.PSObject.Properties[$_] }).Count -gt 0)
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
    return @(@(Get-Part $From $Names) | Where-Object { $null -ne $_ })
}

function Get-Text($From, [string[]] $Names) {
    $text = [string] (Get-Part $From $Names)
    if ('' -eq $text) {
        return $null
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

        return $value.ToString('s') + 'Z'
    }

    if ([string] $value -match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d') {
        return $Matches[0] + 'Z'
    }

    return $null
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

# The clauses of one rule. What cannot be read becomes a clause that nobody can weigh, never "no scope at all".
function Get-Scope($Rule) {
    $unread = [ordered] @{ attribute = ''; operator = 'unread'; value = '' }
    $groups = @()
    if (-not (Test-Part $Rule @('ScopeFilter', 'ScopeFilters'))) {
        return , @(, @($unread))
    }

    foreach ($group in (Get-Parts $Rule @('ScopeFilter', 'ScopeFilters'))) {
        $lists = @('ScopeConditionList', 'ScopeConditions', 'Conditions')
        [object[]] $clauses = @()
        if (-not (Test-Part $group $lists)) {
            $clauses = @($unread)
        }

        foreach ($condition in (Get-Parts $group $lists)) {
            $clauses += [ordered] @{
                attribute = [string] (Get-Text $condition @('Attribute', 'AttributeName'))
                operator = [string] (Get-Text $condition @('ComparisonOperator', 'Operator'))
                value = [string] (Get-Text $condition @('ComparisonValue', 'Value'))
            }
        }

        if ($clauses.Count -gt 0) {
            $groups += , $clauses
        }
    }

    return , $groups
}

function Get-Flows($Rule) {
    foreach ($mapping in (Get-Parts $Rule @('AttributeFlowMappings'))) {
        $destination = Get-Text $mapping @('Destination')
        if ($carriers -notcontains $destination) {
            continue
        }

        $kind = Get-Text $mapping @('FlowType', 'MappingType')
        [object[]] $sources = @(Get-Parts $mapping @('Source', 'Sources') | ForEach-Object { [string] $_ })
        $expression = Get-Text $mapping @('Expression')
        $constant = $null
        if ($kind -eq 'Constant') {
            $constant = $sources -join ','
            $sources = @()
            $expression = $null
        } elseif ($kind -eq 'Expression' -and $null -eq $expression) {
            throw ('the flow to {0} is an expression that is not shown' -f $destination)
        }

        [ordered] @{
            destination = $destination
            sources = $sources
            expression = $expression
            constant = $constant
            mergeType = Get-Text $mapping @('ValueMergeType')
            executeOnce = ((Get-Flag $mapping @('ExecuteOnce')) -eq $true)
        }
    }
}

function Get-Rule($Rule, [object[]] $Flows) {
    $name = [string] (Get-Text $Rule @('Name'))
    $disabled = Get-Flag $Rule @('Disabled')
    $precedence = Get-Text $Rule @('Precedence')
    if ($null -eq $disabled -or $null -eq $precedence) {
        throw ('rule "{0}" does not say its precedence and whether it is disabled' -f $name)
    }

    [object[]] $scope = Get-Scope $Rule
    [ordered] @{
        id = [string] (Get-Text $Rule @('Identifier', 'InternalIdentifier'))
        name = $name
        tag = Get-Text $Rule @('ImmutableTag')
        direction = [string] (Get-Text $Rule @('Direction'))
        disabled = $disabled
        connector = Get-Text $Rule @('Connector', 'ConnectorIdentifier')
        sourceType = [string] (Get-Text $Rule @('SourceObjectType'))
        targetType = [string] (Get-Text $Rule @('TargetObjectType'))
        linkType = Get-Text $Rule @('LinkType')
        precedence = [int] $precedence
        scope = $scope
        flows = $Flows
    }
}

# Domains only: an AD connector also holds partitions for the configuration and for DNS.
function Get-Domains($Connector, [string] $Name) {
    foreach ($partition in (Get-Parts $Connector @('Partitions'))) {
        if ((Get-Flag $partition @('IsDomain')) -eq $false) {
            continue
        }

        $selected = Get-Flag $partition @('Selected', 'IsSelected')
        $path = [string] (Get-Text $partition @('DN', 'DistinguishedName', 'Name'))
        if ($null -eq $selected) {
            $said.Silences += ('Whether {0} of connector {1} is selected was not said.' -f $path, $Name)
        }

        [ordered] @{
            namingContext = $path
            id = Get-Setting (Get-Part $partition @('Parameters')) 'guid'
            selected = ($selected -eq $true)
            containers = $null
        }
    }
}

# How many objects an export could not write, by the code that the directory gave.
function Get-RunErrors($Run) {
    $counts = @{}
    foreach ($step in (Get-Parts $Run @('RunStepResults'))) {
        $text = [string] (Get-Text $step @('SyncErrors'))
        foreach ($piece in @($text -split '<export-error[\s>]' | Select-Object -Skip 1)) {
            $code = 'unknown'
            if ($piece -match '<error-code>([^<]+)</error-code>') {
                $code = $Matches[1]
            } elseif ($piece -match '<error-type>([^<]+)</error-type>') {
                $code = $Matches[1]
            }

            $counts[$code] = 1 + [int] $counts[$code]
        }
    }

    return $counts
}

function Get-Connector($Connector) {
    $id = [string] (Get-Text $Connector @('Identifier', 'Id'))
    $name = [string] (Get-Text $Connector @('Name'))
    $type = Get-Text $Connector @('Type', 'ConnectorTypeName', 'Category')
    $settings = Get-Part $Connector @('ConnectivityParameters')
    $kind = 'other'
    $forest = $null
    $forestId = $null
    $account = $null
    [object[]] $domains = @()
    if ($id.Trim('{}') -eq $entra) {
        $kind = 'entra'
        $account = Get-Setting $settings 'UserName'
    } elseif ($type -eq 'AD') {
        $kind = 'active-directory'
        $forest = Get-Setting $settings 'forest-name'
        $forestId = Get-Setting $settings 'forest-guid'
        $account = Get-Setting $settings 'forest-login-user'
        $domains = @(Get-Domains $Connector $name)
        if ($null -eq $forest) {
            $said.Silences += ('The forest of connector {0} was not said.' -f $name)
        }
    }

    # A GUID of zeros is no id.
    if ($null -ne $forestId -and $forestId -match '^[{0}-]*$') {
        $forestId = $null
    }

    $selected = $null
    if (Test-Part $Connector @('AttributeInclusionList')) {
        $chosen = @(Get-Parts $Connector @('AttributeInclusionList') | ForEach-Object { [string] $_ })
        [object[]] $selected = @($selectable | Where-Object { $chosen -contains $_ })
    } else {
        $said.Silences += ('The attributes selected on connector {0} could not be read.' -f $name)
    }

    $holdsKey = $null
    [object[]] $types = @(Get-Parts (Get-Part $Connector @('Schema')) @('AttributeTypes', 'Attributes'))
    if ($types.Count -gt 0) {
        $holdsKey = @($types | Where-Object { (Get-Text $_ @('Name')) -eq 'msDS-KeyCredentialLink' }).Count -gt 0
    }

    $export = $null
    $imported = $null
    $synchronised = $null
    try {
        [object[]] $runs = @(Get-ADSyncRunProfileResult -ConnectorId $id | Where-Object { $null -ne (Get-Moment $_ @('EndDate')) } |
            Sort-Object -Descending -Property { Get-Moment $_ @('EndDate') })
        $last = @($runs | Where-Object { (Get-Text $_ @('RunProfileName')) -like 'Export*' } | Select-Object -First 1)
        if ($last.Count -eq 1) {
            $run = @(Get-ADSyncRunProfileResult -RunHistoryId (Get-Part $last[0] @('RunHistoryId')) -RunStepDetails | Select-Object -First 1)[0]
            $export = [ordered] @{
                at = Get-Moment $last[0] @('EndDate')
                outcome = [string] (Get-Text $last[0] @('Result'))
                errors = Get-RunErrors $run
            }
        }

        foreach ($run in $runs) {
            $called = Get-Text $run @('RunProfileName')
            if ($null -eq $imported -and $called -like 'Full Import*') {
                $imported = Get-Moment $run @('EndDate')
            }

            if ($null -eq $synchronised -and $called -like 'Full Sync*') {
                $synchronised = Get-Moment $run @('EndDate')
            }
        }
    } catch {
        $said.Silences += ('The run history of connector {0} could not be read: {1}' -f $name, $_.Exception.Message)
    }

    [ordered] @{
        id = $id
        name = $name
        kind = $kind
        forest = $forest
        forestId = $forestId
        domains = $domains
        account = $account
        selected = $selected
        schemaHoldsKey = $holdsKey
        lastExport = $export
        lastFullImport = $imported
        lastFullSynchronization = $synchronised
        oldestRun = $null
        modified = Get-Moment $Connector @('LastModificationTime')
    }
}

# Whether Connect Sync is here: its cmdlets, its module or its service. None of the three means that it is not installed.
[object[]] $service = @()
if (@(Get-Command -Name 'Get-Service' -ErrorAction SilentlyContinue).Count -gt 0) {
    $service = @(Get-Service -Name 'ADSync*' | Where-Object { $_.Name -eq 'ADSync' })
}

$present = @(Get-Command -Name 'Get-ADSyncConnector' -ErrorAction SilentlyContinue).Count -gt 0
if (-not $present -and ($service.Count -gt 0 -or @(Get-Module -ListAvailable -Name 'ADSync').Count -gt 0)) {
    $how = @{}
    if ([string] $PSVersionTable.PSEdition -eq 'Core') {
        $how['UseWindowsPowerShell'] = $true
    }

    Import-Module ADSync @how
    $present = $true
}

if ($service.Count -gt 0 -and [string] $service[0].Status -ne 'Running') {
    throw ('The service ADSync is {0}, so Connect Sync cannot be asked. Look again when it runs.' -f $service[0].Status)
}

$product = 'absent'
$version = $null
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
        $kept = @()
        $all = @(Get-ADSyncRule | Where-Object { $null -ne $_ })
        foreach ($rule in $all) {
            if (-not (Test-Part $rule @('AttributeFlowMappings'))) {
                throw ('rule "{0}" does not show its flows' -f (Get-Text $rule @('Name')))
            }

            [object[]] $flows = @(Get-Flows $rule)
            if ($flows.Count -gt 0) {
                $kept += Get-Rule $rule $flows
            }
        }

        $rules = @($kept)
        $rulesRead = $all.Count
        $rulesOf = @($all | Group-Object -Property { Get-Text $_ @('Connector', 'ConnectorIdentifier') } | ForEach-Object { [ordered] @{ connector = [string] $_.Name; rules = [int] $_.Count } })
    } catch {
        $said.Silences += ('The synchronisation rules could not be read: {0}' -f $_.Exception.Message)
    }

    try {
        $settings = Get-Part (Get-ADSyncGlobalSettings) @('Parameters')
        $version = Get-Setting $settings 'Microsoft.Synchronize.ServerConfigurationVersion'
        if ($null -ne $version) {
            $versions = @(, [ordered] @{ from = 'global settings'; version = $version })
        }

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

    try {
        $schedule = Get-ADSyncScheduler
        $interval = Get-Part $schedule @('CurrentlyEffectiveSyncCycleInterval')
        $seconds = $null
        if (Test-Part $interval @('TotalSeconds')) {
            $seconds = [double] $interval.TotalSeconds
        }

        $staged = Get-Flag $schedule @('StagingModeEnabled')
        if ($null -ne $staged) {
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

$server = [string] $env:COMPUTERNAME
if ('' -eq $server) {
    $server = 'this computer'
}

[ordered] @{
    server = $server
    dnsName = $null
    product = $product
    version = $version
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
