<#
.SYNOPSIS
Ставит «Клиентскую базу» для Excel одному пользователю. Права администратора не нужны.

.DESCRIPTION
Делает среду Python в папке с латинским именем, ставит в неё программу из файла *.whl, лежащего рядом,
затем надстройку (clientbase excel install) и проверяет её (clientbase excel doctor).
Повторный запуск обновляет программу и чинит повреждённое: программа и все библиотеки ставятся заново. Убрать всё: clientbase excel uninstall
или «Приложения» в параметрах Windows.

.PARAMETER Wheels
Папка с файлами *.whl: установка без интернета. В ней сама программа и всё, что ей нужно.

.PARAMETER Python
Полный путь к python.exe (3.11 … 3.14, 64 бита). Без параметра ищется установленный.

.PARAMETER Place
Папка для среды; только латинские буквы. Без параметра выбирается сама.

.PARAMETER UvInstaller
Адрес официального установщика uv (сценарий PowerShell) или переменная CLIENTBASE_UV_INSTALLER.
Нужен, только если нет ни Python, ни uv, ни winget.
#>
param(
    [string]$Wheels = '',
    [string]$Python = '',
    [string]$Place = '',
    [string]$UvInstaller = $env:CLIENTBASE_UV_INSTALLER
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$Versions = @('3.13', '3.12', '3.14', '3.11')
$WingetId = 'astral-sh.uv'
$Mark = 'clientbase_runtime.txt'

function Say([string]$Text) { Write-Host $Text }

function Stop-Setup([string]$Found, [string]$Remedy) {
    Write-Host $Found -ForegroundColor Red
    Write-Host "Что сделать: $Remedy"
    exit 2
}

function Invoke-Checked([string]$What, [string]$Program, [string[]]$Arguments, [string]$Otherwise = '') {
    Say $What
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) {
        $remedy = 'прочитайте сообщение выше, исправьте и запустите установку ещё раз.'
        if ($Otherwise) { $remedy += " $Otherwise" }
        Stop-Setup "Не получилось: $What (код $LASTEXITCODE)." $remedy
    }
}

function Test-Latin([string]$Path) { return $Path -cmatch '^[\x20-\x7E]+$' }

# Excel зовёт Python через библиотеку, которая теряет русские буквы пути, поэтому папка выбирается латинская.
# В общих данных Windows папку может завести любой пользователь. Наша называется номером пользователя и лежит прямо
# там: папку над ней, которую завёл бы другой пользователь, он мог бы подменить вместе с нашей.
function Select-Runtime([string]$Given, [string]$Sid) {
    if ($Given) {
        if (-not [IO.Path]::IsPathRooted($Given) -or -not (Test-Latin $Given)) {
            Stop-Setup "Папка «$Given» не подходит." 'назовите полный путь из латинских букв, например D:\clientbase.'
        }
        return $Given
    }
    if (Test-Latin $env:LOCALAPPDATA) { return Join-Path $env:LOCALAPPDATA 'clientbase_xl\runtime' }
    Say 'В имени вашего профиля есть русские буквы: среда ставится в общие данные Windows, доступ — только вам.'
    return Join-Path $env:ProgramData "clientbase_xl-$Sid"
}

# Чужую папку с таким именем не берём: в неё могли положить свои файлы.
function Initialize-Runtime([string]$Runtime, [string]$Sid) {
    $inProfile = $Runtime.StartsWith($env:USERPROFILE, [StringComparison]::OrdinalIgnoreCase)
    $markFile = Join-Path $Runtime $Mark
    if (Test-Path -LiteralPath $Runtime) {
        $owner = (Get-Acl -LiteralPath $Runtime).GetOwner([Security.Principal.SecurityIdentifier]).Value
        if ($owner -ne $Sid -and $owner -ne 'S-1-5-32-544') {
            Stop-Setup "Папка «$Runtime» принадлежит другому пользователю." 'попросите администратора удалить её или назовите другую параметром -Place.'
        }
        $isEmpty = -not (Get-ChildItem -LiteralPath $Runtime -Force | Select-Object -First 1)
        if (-not $isEmpty -and -not (Test-Path -LiteralPath $markFile)) {
            Stop-Setup "В папке «$Runtime» лежат чужие файлы." 'назовите пустую папку параметром -Place.'
        }
    } else {
        New-Item -ItemType Directory -Path $Runtime -Force | Out-Null
    }
    if (-not $inProfile) {
        $grants = @("*${Sid}:(OI)(CI)F", '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')
        & "$env:SystemRoot\System32\icacls.exe" $Runtime '/inheritance:r' '/grant:r' $grants[0] '/grant:r' $grants[1] '/grant:r' $grants[2] | Out-Null
        if ($LASTEXITCODE -ne 0) {
            Stop-Setup "Не удалось закрыть папку «$Runtime» от других пользователей." 'назовите папку на диске NTFS параметром -Place.'
        }
    }
    $text = 'Среду этой папки сделала установка «Клиентской базы»; удаление программы удалит папку целиком.'
    [IO.File]::WriteAllText($markFile, $text, (New-Object Text.UTF8Encoding $true))
}

# Годится 64-разрядный Python нужной версии, но не из Microsoft Store: Windows прячет его файлы от Excel.
function Test-Python([string]$Path) {
    if (-not $Path -or $Path -like '*\WindowsApps\*' -or -not (Test-Path -LiteralPath $Path -PathType Leaf)) { return $false }
    $code = 'import sys; print(int((3, 11) <= sys.version_info[:2] <= (3, 14) and sys.maxsize > 2**32))'
    try { $answer = & $Path '-I' '-c' $code 2>$null } catch { return $false }
    return $LASTEXITCODE -eq 0 -and "$answer".Trim() -eq '1'
}

# Без pip среду не обновить и не починить: такая делается заново, как и та, где не работает Python.
function Test-Pip([string]$Path) {
    $ErrorActionPreference = 'Continue'
    & $Path '-I' '-m' 'pip' '--version' 2>$null | Out-Null
    return $LASTEXITCODE -eq 0
}

function Remove-Environment([string]$Folder) {
    if (-not (Test-Path -LiteralPath $Folder)) { return }
    try { Remove-Item -LiteralPath $Folder -Recurse -Force } catch {
        Stop-Setup "Старая среда «$Folder» не удаляется: её файлы заняты." 'перезагрузите компьютер, не открывайте Excel и запустите установку ещё раз.'
    }
}

function Find-Python {
    foreach ($version in $Versions) {
        foreach ($root in @('HKCU:', 'HKLM:')) {
            $key = "$root\Software\Python\PythonCore\$version\InstallPath"
            $found = Get-ItemProperty -Path $key -ErrorAction SilentlyContinue
            if (-not $found) { continue }
            $named = $found.PSObject.Properties['ExecutablePath']
            if ($named -and (Test-Python $named.Value)) { return $named.Value }
        }
    }
    return ''
}

function Find-Uv([string]$Runtime) {
    $own = Join-Path $Runtime 'uv\uv.exe'
    if (Test-Path -LiteralPath $own) { return $own }
    $links = Join-Path $env:LOCALAPPDATA 'Microsoft\WinGet\Links\uv.exe'
    if (Test-Path -LiteralPath $links) { return $links }
    $command = Get-Command 'uv.exe' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($command) { return $command.Source }
    return ''
}

# Python нет: его приносит uv. Сам uv — из winget или с адреса, который назвал администратор.
function Get-Uv([string]$Runtime) {
    $uv = Find-Uv $Runtime
    if ($uv) { return $uv }
    if (Get-Command 'winget.exe' -ErrorAction SilentlyContinue) {
        Say 'Python не найден. Ставлю uv — он принесёт Python.'
        & winget.exe install --id $WingetId --exact --scope user --silent --accept-package-agreements --accept-source-agreements | Out-Host
        $uv = Find-Uv $Runtime
        if ($uv) { return $uv }
    }
    if ($UvInstaller) {
        if ($UvInstaller -notlike 'https://*') {
            Stop-Setup 'Адрес установщика uv не защищён.' 'назовите адрес, который начинается с https://.'
        }
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
        $env:UV_UNMANAGED_INSTALL = Join-Path $Runtime 'uv'
        $script = (New-Object Net.WebClient).DownloadString($UvInstaller)
        & ([ScriptBlock]::Create($script)) | Out-Host
        $uv = Find-Uv $Runtime
        if ($uv) { return $uv }
    }
    Stop-Setup 'На компьютере нет Python, и принести его не удалось.' 'поставьте Python 3.13 (64 бита) с официального сайта языка и запустите установку ещё раз.'
}

function New-Environment([string]$Runtime, [string]$Folder) {
    $own = Join-Path $Folder 'Scripts\python.exe'
    if ((Test-Python $own) -and (Test-Pip $own)) { return $own }
    $base = if ($Python) { $Python } else { Find-Python }
    $isInside = $Python.StartsWith("$Folder\", [StringComparison]::OrdinalIgnoreCase)
    if ($Python -and ($isInside -or -not (Test-Python $Python))) {
        Stop-Setup "«$Python» не подходит." 'нужен python.exe версии 3.11 … 3.14, 64 бита, не из Microsoft Store.'
    }
    if ($base) {
        Remove-Environment $Folder
        Invoke-Checked "Делаю среду из «$base»." $base @('-I', '-m', 'venv', $Folder) | Out-Host
        return $own
    }
    if ($Wheels) {
        Stop-Setup 'Для установки без интернета нужен Python на этом компьютере.' 'поставьте Python 3.13 (64 бита) и запустите установку ещё раз.'
    }
    $uv = Get-Uv $Runtime
    $env:UV_PYTHON_INSTALL_DIR = Join-Path $Runtime 'python'
    $env:UV_CACHE_DIR = Join-Path $Runtime 'cache'
    $env:UV_LINK_MODE = 'copy'
    $env:UV_PYTHON_PREFERENCE = 'only-managed'
    $env:UV_PYTHON_INSTALL_BIN = '0'
    $env:UV_PYTHON_INSTALL_REGISTRY = '0'
    Invoke-Checked "Ставлю Python $($Versions[0])." $uv @('python', 'install', $Versions[0]) | Out-Host
    Remove-Environment $Folder
    Invoke-Checked 'Делаю среду.' $uv @('venv', '--seed', '--python', $Versions[0], $Folder) | Out-Host
    return $own
}

function Find-Wheel([string]$Folder) {
    $found = @(Get-ChildItem -LiteralPath $Folder -Filter 'clientbase_xl-*.whl' | Sort-Object LastWriteTime -Descending)
    if ($found.Count -eq 0) {
        Stop-Setup "В папке «$Folder» нет файла программы clientbase_xl-….whl." 'распакуйте архив целиком и запустите установку из его папки.'
    }
    return $found[0].FullName
}

if ($Wheels -and -not (Test-Path -LiteralPath $Wheels -PathType Container)) {
    Stop-Setup "Папки «$Wheels» нет." 'назовите папку с файлами *.whl.'
}
$session = (Get-Process -Id $PID).SessionId
if (Get-Process -Name 'EXCEL' -ErrorAction SilentlyContinue | Where-Object { $_.SessionId -eq $session }) {
    Stop-Setup 'Открыт Excel.' 'закройте все его окна (и в Диспетчере задач) и запустите установку ещё раз.'
}
$sid = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
$runtime = Select-Runtime $Place $sid
$source = if ($Wheels) { (Resolve-Path -LiteralPath $Wheels).ProviderPath } else { $PSScriptRoot }
$wheel = Find-Wheel $source
Initialize-Runtime $runtime $sid
$running = Get-Process -Name 'python', 'pythonw' -ErrorAction SilentlyContinue | Where-Object { $_.Path -like "$runtime\*" }
if ($running) {
    Stop-Setup 'Работает Python программы.' 'закройте окно clientbase excel attach и LibreOffice и запустите установку ещё раз.'
}
$folder = Join-Path $runtime 'env'
$environment = New-Environment $runtime $folder

# Без --force-reinstall pip не тронет ни пакет, у которого пропали файлы, ни программу той же версии.
$arguments = @('-I', '-m', 'pip', 'install', '--upgrade', '--force-reinstall', '--no-warn-script-location', '--disable-pip-version-check')
if ($Wheels) { $arguments += @('--no-index', '--find-links', $source) }
$constraints = Join-Path $source 'constraints.txt'
if (Test-Path -LiteralPath $constraints) { $arguments += @('--constraint', $constraints) }
$arguments += "clientbase-xl[excel] @ $(([Uri]$wheel).AbsoluteUri)"
Invoke-Checked 'Ставлю программу.' $environment $arguments "Если pip не может убрать старый пакет, сначала удалите папку «$folder»."
$cache = Join-Path $runtime 'cache'
if (Test-Path -LiteralPath $cache) { Remove-Item -LiteralPath $cache -Recurse -Force -ErrorAction SilentlyContinue }

Invoke-Checked 'Ставлю надстройку.' $environment @('-P', '-m', 'clientbase_xl', 'excel', 'install')
Say 'Проверяю.'
& $environment '-P' '-m' 'clientbase_xl' 'excel' 'doctor'
exit $LASTEXITCODE
