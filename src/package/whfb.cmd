@echo off
rem Starts the wizard with the Node in this folder, from wherever it is called. Nothing is installed and nothing is changed.
setlocal DisableDelayedExpansion
rem A program of the folder where somebody stands is not taken for Node.
set "NoDefaultCurrentDirectoryInExePath=1"
"%~dp0node.exe" "%~dp0dist\whfb.js" %*
