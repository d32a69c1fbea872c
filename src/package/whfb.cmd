@echo off
rem Starts the wizard with the Node in this folder, from wherever it is called. Nothing is installed and nothing is changed.
setlocal DisableDelayedExpansion
"%~dp0node.exe" "%~dp0dist\whfb.js" %*
