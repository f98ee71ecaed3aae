"""Attach mode: Python is started outside Excel, and the add-in joins it (policies that forbid Excel to start programs).

Only programs of the same user reach that Python: it answers over COM, not over the network.
"""

from __future__ import annotations

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.addin_config import AddinConfig, config_bytes, read_addin_config
from clientbase_xl.excel.attach_at_login import forget_login, start_at_login
from clientbase_xl.excel.profile import Profile
from clientbase_xl.excel.registry import Registry
from clientbase_xl.writing.atomic import atomic_path


def attach(profile: Profile, registry: Registry, *, at_login: bool = False) -> list[str]:
    """Tell the add-in to join a Python started outside Excel; return what changed, empty when it was so already.

    `at_login` has that Python started at every login of the user. BadUse where nothing is installed, and for `at_login`
    in the profile of somebody else: his registry is not touched.
    """
    if at_login and not profile.is_here:
        raise BadUse(
            "Запуск Python при входе другого пользователя отсюда не включить: его реестр не меняется.",
            "--at-login без --profile",
            "Войдите этим пользователем и выполните clientbase excel attach --at-login.",
        )
    config, changed = _installed(profile), []
    if not config.is_attached:
        _write(profile, AddinConfig(config.interpreter, is_attached=True))
        changed.append("Надстройка теперь ждёт отдельно запущенный Python.")
    if at_login and start_at_login(registry, config.interpreter):
        changed.append("Python будет запускаться сам при входе в Windows.")
    return changed


def detach(profile: Profile, registry: Registry) -> list[str]:
    """Let Excel start Python itself again; return what changed, empty when it was so already."""
    config, changed = _installed(profile), []
    if config.is_attached:
        _write(profile, AddinConfig(config.interpreter))
        changed.append("Excel снова запускает Python сам.")
    if profile.is_here and forget_login(registry):
        changed.append("При входе в Windows Python больше не запускается.")
    return changed


def _installed(profile: Profile) -> AddinConfig:
    config = read_addin_config(profile.config)
    if config is None:
        raise BadUse(
            "Надстройка не установлена: режима у неё ещё нет.",
            remedy="Сначала запустите «Установка.cmd» или выполните clientbase excel install.",
        )
    return config


def _write(profile: Profile, config: AddinConfig) -> None:
    with atomic_path(profile.config) as temporary:
        temporary.write_bytes(config_bytes(config))
