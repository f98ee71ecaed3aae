@echo off
rem Starts the set-up beside this file; the execution policy is lifted for this one process.
"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -ExecutionPolicy Bypass -File "%~dpn0.ps1" %*
set CODE=%ERRORLEVEL%
echo.
pause
exit /b %CODE%
