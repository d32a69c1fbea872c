<#
.SYNOPSIS
Says how a carried script puts what it saw into one line.

.DESCRIPTION
Functions alone, for carried.ps1, which stands below them in what "whfb collector" makes. They read nothing but what they
are given, and change nothing. A line holds letters, digits and a few signs that mean nothing in a table, in JSON or on a
web page; what each field means is told by the lists that the script was made with.

.NOTES
Who may run it: anybody.
Windows PowerShell 5.1 and PowerShell 7, FullLanguage and ConstrainedLanguage.
#>

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Letters, digits and four signs stand as they are, and a space as a plus: what is left means something in a table or in JSON.
function ConvertTo-Plain([string] $Text) {
    $units = foreach ($unit in $Text.ToCharArray()) {
        if ("$unit" -cmatch '^[A-Za-z0-9._:-]$') {
            "$unit"
        } elseif ("$unit" -ceq ' ') {
            '+'
        } else {
            '~{0:x4}' -f [int] $unit
        }
    }

    return (-join @($units))
}

# The place of a word in a list, or the word itself; case-sensitive, because two lines differ in nothing else.
function ConvertTo-Word([string] $Text, [string[]] $Words) {
    for ($index = 0; $index -lt $Words.Count; $index++) {
        if ($Words[$index] -ceq $Text) {
            return "$index"
        }
    }

    return (ConvertTo-Plain $Text)
}

# Of a report: the lines with one of these names, each banner that stands above one, and what names one and is no line.
function ConvertTo-Report([string] $Text, $Brief) {
    $names = @($Brief.Names | ForEach-Object { $_ -replace '[^A-Za-z0-9]', '' })
    $banner = ''
    $field = 'r'
    foreach ($line in ($Text -split "`r?`n")) {
        $item = ''
        if ($line -cmatch '^ *\| *([A-Za-z][A-Za-z0-9 .-]*?) *\| *$') {
            $banner = '*.' + (ConvertTo-Word $Matches[1] $Brief.Words)
        } elseif ($line -cmatch '^ *([A-Za-z][A-Za-z0-9 ()/.-]*?) *:(?!//) *(.*?) *$') {
            if ($names -contains ($Matches[1] -replace '[^A-Za-z0-9]', '')) {
                $item = (ConvertTo-Word $Matches[1] $Brief.Words) + ':' + (ConvertTo-Plain $Matches[2])
            }
        } else {
            $letters = $line -replace '[^A-Za-z0-9]', ''
            if (@($names | Where-Object { $letters -like "*$_*" }).Count -gt 0) {
                $item = '-' + (ConvertTo-Plain $line)
            }
        }

        if ($item -ne '') {
            $field += "$banner*$item"
            $banner = ''
        }
    }

    return $field
}

# One member of an answer; its first letter says of which kind it is.
function ConvertTo-Field($Value, [string] $Path) {
    foreach ($name in $Path.Split('.')) {
        if (@($Value.Keys) -notcontains $name) {
            throw "The answer has no $Path."
        }

        $Value = $Value[$name]
    }

    if ($null -eq $Value) {
        return 'n'
    } elseif ($Value -is [bool]) {
        return 'b' + [int] $Value
    } elseif ($Value -is [int] -or $Value -is [long]) {
        return "i$Value"
    } elseif ($Value -is [string]) {
        return 's' + (ConvertTo-Plain $Value)
    }

    return 'l' + (-join @($Value | ForEach-Object { '*' + (ConvertTo-Plain $_) }))
}

function ConvertTo-Part($Answer, $Brief) {
    $fields = @($Answer.collector, ([string] $Answer.sha256 -replace '^(.{12}).*$', '$1'))
    if ($Answer.outcome -ne 'facts') {
        return (($fields + ('x' + (ConvertTo-Plain $Answer.error.category))) -join '!')
    }

    $fields += @($Brief.Members | ForEach-Object { ConvertTo-Field $Answer.facts $_ })
    if ($Brief.Report -ne '') {
        $fields += ConvertTo-Report $Answer.facts[$Brief.Report] $Brief
    }

    return ($fields -join '!')
}

function Get-CheckSum([string] $Text) {
    [long] $first = 7
    [long] $second = 11
    foreach ($unit in $Text.ToCharArray()) {
        $first = ($first * 257 + [int] $unit) % 2147483647
        $second = ($second * 65599 + [int] $unit) % 2147483629
    }

    return ('{0:x8}{1:x8}' -f $first, $second)
}
