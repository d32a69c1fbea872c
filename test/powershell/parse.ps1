<#
.SYNOPSIS
Says what scripts hold, as PowerShell's own parser reads them.

.DESCRIPTION
Test equipment. Reads each file with System.Management.Automation.Language.Parser and prints one JSON array: errors,
commands, functions, types, members, redirections, assignments, attributes, help, and "modern": everything that
Windows PowerShell 5.1 cannot read or does not know. It needs PowerShell 7, whose parser knows both.
#>
param([Parameter(ValueFromRemainingArguments)] [string[]] $Path)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# What came after 5.1, by the page "What's New" of each PowerShell from 6.0 to 7.6 and the reference page of each cmdlet.
$newParameters = @{
    'ForEach-Object' = 'Parallel', 'ThrottleLimit', 'TimeoutSeconds', 'AsJob', 'UseNewRunspace'
    'ConvertFrom-Json' = 'AsHashtable', 'Depth', 'NoEnumerate', 'DateKind'
    'ConvertTo-Json' = 'AsArray', 'EnumsAsStrings', 'EscapeHandling'
    'ConvertTo-Csv' = 'UseQuotes', 'QuoteFields', 'NoHeader'
    'Get-Content' = 'AsByteStream'
    'Get-ChildItem' = 'FollowSymlink'
    'Get-Date' = 'UnixTimeSeconds', 'AsUTC'
    'Get-Random' = 'Shuffle'
    'Get-Module' = 'SkipEditionCheck'
    'Get-Unique' = 'CaseInsensitive'
    'Import-Module' = 'UseWindowsPowerShell', 'SkipEditionCheck'
    'Join-Path' = 'AdditionalChildPath', 'Extension'
    'Measure-Object' = 'StandardDeviation', 'AllStats'
    'Select-Object' = 'SkipIndex', 'CaseInsensitive'
    'Select-String' = 'Culture', 'NoEmphasis', 'Raw'
    'Sort-Object' = 'Top', 'Bottom', 'Stable'
    'Split-Path' = 'LeafBase', 'Extension'
    'Where-Object' = 'Not'
}
# New for one command, and another has had it all along.
$oldElsewhere = 'AsJob', 'Culture', 'Depth', 'Extension', 'Not', 'ThrottleLimit'
$newCommands = 'ConvertFrom-CliXml', 'ConvertFrom-Markdown', 'ConvertTo-CliXml', 'Get-Error', 'Get-MarkdownOption', 'Get-SecureRandom', 'Get-Uptime', 'Join-String', 'Remove-Alias', 'Test-Json'
$newVariables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'EnabledExperimentalFeatures', 'PSNativeCommandUseErrorActionPreference', 'PSNativeCommandArgumentPassing'
$newTypes = 'semver', 'short', 'ushort', 'uint', 'ulong', 'pspropertyexpression', 'System.Management.Automation.SemanticVersion', 'System.DateOnly', 'System.TimeOnly', 'System.Half', 'System.Int128', 'System.UInt128', 'System.HashCode', 'System.Text.Json.JsonSerializer', 'System.Text.Rune'
$newAttributes = 'ArgumentCompletions', 'Experimental', 'NoRunspaceAffinity', 'ValidateNotNullOrWhiteSpace'
# Static members that .NET Framework 4.8 lacks, of the types that shipped scripts may name at all.
$newStatic = @{
    'Math' = 'Acosh', 'Asinh', 'Atanh', 'BitDecrement', 'BitIncrement', 'Cbrt', 'Clamp', 'CopySign', 'FusedMultiplyAdd', 'ILogB', 'Log2', 'MaxMagnitude', 'MinMagnitude', 'ReciprocalEstimate', 'ReciprocalSqrtEstimate', 'ScaleB', 'SinCos', 'Tau'
    'Convert' = 'FromHexString', 'ToHexString', 'ToHexStringLower', 'TryFromBase64Chars', 'TryFromBase64String', 'TryToBase64Chars', 'TryToHexString'
    'BitConverter' = 'HalfToInt16Bits', 'Int16BitsToHalf', 'Int32BitsToSingle', 'SingleToInt32Bits', 'SingleToUInt32Bits', 'ToHalf', 'TryWriteBytes', 'UInt32BitsToSingle'
    'String' = 'Create', 'GetHashCode'
    'Guid' = 'AllBitsSet', 'CreateVersion7'
    'TimeSpan' = 'FromMicroseconds', 'NanosecondsPerTick'
    'DateTime' = 'UnixEpoch'
    'Regex' = 'Count', 'EnumerateMatches', 'EnumerateSplits'
    'SHA256' = 'HashData', 'TryHashData'
    'Environment' = 'IsPrivilegedProcess', 'ProcessId', 'ProcessPath', 'TickCount64'
}

function Get-Line($Node) { $Node.Extent.StartLineNumber }

# A static type without its namespace and without what generics add: System.Text.RegularExpressions.Regex is Regex.
function Get-ShortName([string] $Name) { @(($Name -split ',')[0].Trim() -split '\.')[-1] }

function Get-CommandFacts($Command) {
    [ordered] @{
        # Null where the name is worked out as the script runs: & $Script.
        name = $Command.GetCommandName()
        text = $Command.CommandElements[0].Extent.Text
        line = Get-Line $Command
        operator = [string] $Command.InvocationOperator
        parameters = @($Command.CommandElements | Where-Object { $_.GetType().Name -eq 'CommandParameterAst' } | ForEach-Object { $_.ParameterName })
        arguments = @($Command.CommandElements | Select-Object -Skip 1 | Where-Object { $_.GetType().Name -ne 'CommandParameterAst' } | ForEach-Object { $_.Extent.Text })
    }
}

function Get-MemberFacts($Member) {
    [ordered] @{
        name = if ($Member.Member.GetType().Name -eq 'StringConstantExpressionAst') { $Member.Member.Value } else { $null }
        on = if ($Member.Expression.GetType().Name -eq 'TypeExpressionAst') { $Member.Expression.TypeName.FullName } else { $null }
        static = $Member.Static
        call = $Member.GetType().Name -in 'InvokeMemberExpressionAst', 'BaseCtorInvokeMemberExpressionAst'
        line = Get-Line $Member
    }
}

# A parameter may be cut short: -Para is -Parallel, while -Skip is not -SkipIndex. Of a command that is not known by name, any new one counts.
function Test-NewParameter([string] $Command, [string] $Parameter) {
    if ($Command -eq '') {
        return @($newParameters.Values | ForEach-Object { $_ } | Where-Object { $oldElsewhere -notcontains $_ }) -contains $Parameter
    }

    if (-not $newParameters.ContainsKey($Command) -or @($newParameters[$Command] | Where-Object { $_ -like "$Parameter*" }).Count -eq 0) {
        return $false
    }

    $known = @((Get-Command -Name $Command).Parameters.Keys | Where-Object { $newParameters[$Command] -notcontains $_ })
    return @($known | Where-Object { $_ -like "$Parameter*" }).Count -eq 0
}

# What is new in one node, in words; nothing where 5.1 knows it.
function Get-NewInNode($Node) {
    switch ($Node.GetType().Name) {
        'TernaryExpressionAst' { '? :' }
        'PipelineChainAst' { '&& or ||' }
        'PipelineAst' { if ($Node.Background) { 'background &' } }
        # Classes and using are 5.1's too, but no class may be made in ConstrainedLanguage, and using loads what is not looked at here.
        'UsingStatementAst' { 'using' }
        'TypeDefinitionAst' { 'class or enum' }
        'NamedBlockAst' { if ([string] $Node.BlockKind -eq 'Clean') { 'clean block' } }
        'AssignmentStatementAst' { if ([string] $Node.Operator -eq 'QuestionQuestionEquals') { '??=' } }
        'BinaryExpressionAst' {
            switch ([string] $Node.Operator) {
                'QuestionQuestion' { '??' }
                'DotDot' { if (@($Node.Left, $Node.Right | Where-Object { $_.GetType().Name -like 'String*' -or $_.GetType().Name -like 'ExpandableString*' }).Count -gt 0) { 'a range of letters' } }
                { $_ -in 'Ireplace', 'Creplace' } {
                    $to = $Node.Right
                    if ($to.GetType().Name -eq 'ArrayLiteralAst') { $to = @($to.Elements)[-1] }
                    if ($to.GetType().Name -eq 'ScriptBlockExpressionAst') { '-replace with a script block' }
                }
            }
        }
        { $_ -in 'MemberExpressionAst', 'InvokeMemberExpressionAst', 'BaseCtorInvokeMemberExpressionAst' } {
            if ($Node.NullConditional) { '?.' }
            if ($_ -eq 'InvokeMemberExpressionAst' -and $null -ne $Node.GenericTypeArguments -and $Node.GenericTypeArguments.Count -gt 0) { 'a generic method with its types' }
            $name = [string] $Node.Member
            if ($Node.Static -and $Node.Expression.GetType().Name -eq 'TypeExpressionAst') {
                $on = Get-ShortName $Node.Expression.TypeName.FullName
                if ($newStatic.ContainsKey($on) -and $newStatic[$on] -contains $name) { "[$on]::$name" }
            } elseif ($_ -eq 'InvokeMemberExpressionAst' -and -not $Node.Static) {
                $given = @($Node.Arguments | Where-Object { $null -ne $_ })
                # .NET Framework splits at each letter of the text; .NET at the text.
                if ($name -eq 'Split' -and $given.Count -gt 0 -and $given[0].GetType().Name -eq 'StringConstantExpressionAst' -and $given[0].Value.Length -gt 1) { '.Split at a text' }
                if ($name -eq 'Contains' -and $given.Count -eq 2) { '.Contains with a comparison' }
                if ($name -eq 'Replace' -and $given.Count -gt 2) { '.Replace with a comparison' }
            }
        }
        'IndexExpressionAst' { if ($Node.NullConditional) { '?[]' } }
        'VariableExpressionAst' { if ($newVariables -contains $Node.VariablePath.UserPath) { '$' + $Node.VariablePath.UserPath } }
        { $_ -in 'TypeExpressionAst', 'TypeConstraintAst' } { if ($newTypes -contains $Node.TypeName.FullName) { '[' + $Node.TypeName.FullName + ']' } }
        'AttributeAst' { if ($newAttributes -contains ($Node.TypeName.FullName -replace 'Attribute$')) { '[' + $Node.TypeName.FullName + ']' } }
        'CommandAst' {
            $name = [string] $Node.GetCommandName()
            if ($newCommands -contains $name) { $name }
            foreach ($parameter in $Node.CommandElements | Where-Object { $_.GetType().Name -eq 'CommandParameterAst' }) {
                if (Test-NewParameter $name $parameter.ParameterName) { '-' + $parameter.ParameterName }
            }
            if ($name -eq 'Join-Path' -and @($Node.CommandElements | Select-Object -Skip 1 | Where-Object { $_.GetType().Name -ne 'CommandParameterAst' }).Count -gt 2 -and @($Node.CommandElements | Where-Object { $_.GetType().Name -eq 'CommandParameterAst' }).Count -eq 0) { 'Join-Path with a third part' }
        }
    }
}

# What is new in one token. A text in single quotes is only itself.
function Get-NewInToken($Token, $Before) {
    $kind = $Token.GetType().Name
    $text = $Token.Text
    if ($kind -eq 'NumberToken') {
        # 5.1 knows l and d, and kb to pb; a d in a hexadecimal number is a digit.
        if ($text -match '^[-+]?0b' -or $text -match '^[-+]?0x[0-9a-f]+(us|ul|uy|u|s|y|n)([kmgtp]b)?$' -or $text -match '^[-+]?[0-9.]+(e[-+]?[0-9]+)?(us|ul|uy|u|s|y|n)([kmgtp]b)?$') {
            "the number $text"
        }
    } elseif ($kind -in 'StringExpandableToken', 'VariableToken' -or [string] $Token.Kind -eq 'Generic') {
        if ($text -cmatch '(?<!`)(``)*`(u\{|e)') { '`u{} or `e' }
    } elseif ([string] $Token.Kind -eq 'Pipe' -and $null -ne $Before -and [string] $Before.Kind -eq 'NewLine') {
        '| at the start of a line'
    }
}

$said = @(foreach ($file in $Path) {
    $tokens = $null
    $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile((Resolve-Path -LiteralPath $file).ProviderPath, [ref] $tokens, [ref] $errors)
    $byKind = @{}
    $modern = [System.Collections.Generic.List[object]]::new()
    foreach ($node in $ast.FindAll({ $true }, $true)) {
        $kind = $node.GetType().Name
        if (-not $byKind.ContainsKey($kind)) { $byKind[$kind] = [System.Collections.Generic.List[object]]::new() }
        $byKind[$kind].Add($node)
        foreach ($what in Get-NewInNode $node) { $modern.Add(@{ what = $what; line = Get-Line $node }) }
    }

    $before = $null
    foreach ($token in $tokens) {
        foreach ($what in Get-NewInToken $token $before) { $modern.Add(@{ what = $what; line = Get-Line $token }) }
        if ([string] $token.Kind -notin 'Comment', 'LineContinuation') { $before = $token }
    }

    $needs = $ast.ScriptRequirements
    if ($null -ne $needs) {
        if ($null -ne $needs.RequiredPSVersion -and $needs.RequiredPSVersion -gt [version] '5.1') { $modern.Add(@{ what = '#requires'; line = 1 }) }
        if ($null -ne $needs.RequiredPSEditions -and $needs.RequiredPSEditions -contains 'Core') { $modern.Add(@{ what = '#requires'; line = 1 }) }
    }

    $all = { param($Kinds) foreach ($kind in $Kinds) { if ($byKind.ContainsKey($kind)) { $byKind[$kind] } } }
    $typed = { param($Kind, $Use) & $all $Kind | ForEach-Object { [ordered] @{ name = $_.TypeName.FullName; line = Get-Line $_; use = $Use } } }
    $help = $ast.GetHelpContent()
    $attributes = @(if ($null -ne $ast.ParamBlock) { $ast.ParamBlock.Attributes | Where-Object { $_.GetType().Name -eq 'AttributeAst' } | ForEach-Object { $_.TypeName.FullName } })
    [ordered] @{
        file = $file
        errors = @($errors | ForEach-Object { [ordered] @{ line = Get-Line $_; message = $_.Message } })
        commands = @(& $all 'CommandAst' | ForEach-Object { Get-CommandFacts $_ })
        functions = @(& $all 'FunctionDefinitionAst' | ForEach-Object { [ordered] @{ name = $_.Name; line = Get-Line $_ } })
        types = @(& $typed 'TypeExpressionAst' 'expression') + @(& $typed 'TypeConstraintAst' 'constraint') + @(& $typed 'AttributeAst' 'attribute')
        members = @(& $all 'MemberExpressionAst', 'InvokeMemberExpressionAst', 'BaseCtorInvokeMemberExpressionAst' | ForEach-Object { Get-MemberFacts $_ })
        redirections = @(& $all 'FileRedirectionAst', 'MergingRedirectionAst' | ForEach-Object { [ordered] @{ text = $_.Extent.Text; line = Get-Line $_ } })
        assignments = @(& $all 'AssignmentStatementAst' | ForEach-Object { [ordered] @{ left = $_.Left.Extent.Text; line = Get-Line $_ } })
        scriptAttributes = $attributes
        help = if ($null -eq $help) { $null } else { [ordered] @{ synopsis = $help.Synopsis; description = $help.Description; notes = $help.Notes } }
        modern = @($modern | Sort-Object -Property { $_.line }, { $_.what } -Unique)
    }
})

ConvertTo-Json -InputObject $said -Depth 6 -Compress
