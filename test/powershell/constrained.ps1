<#
.SYNOPSIS
Runs a script in ConstrainedLanguage, as a machine with an enforced policy does.

.DESCRIPTION
Test equipment. Imports a module first where WHFB_TEST_MODULE names one, with what WHFB_TEST_WORLD says; it keeps the
language that it was made in, as a signed module does. Then constrains this session for good and runs the script with its
arguments and what stands on standard input.
#>
param([string] $File)

if ([string] $env:WHFB_TEST_MODULE -ne '') {
    Import-Module $env:WHFB_TEST_MODULE -ArgumentList $env:WHFB_TEST_WORLD
}

$given = $args
$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
$input | & $File @given
