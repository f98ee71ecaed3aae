"""`excel doctor`: every known failure of the add-in, explained; nothing is changed."""

from __future__ import annotations

from clientbase_xl.excel import doctor_files, doctor_places, doctor_policies, doctor_python
from clientbase_xl.excel.finding import Check, Finding, Machine
from clientbase_xl.problems import Severity

ALL_CHECKS: tuple[Check, ...] = (
    doctor_files.check_installed,
    doctor_files.check_config,
    doctor_python.check_interpreter,
    doctor_python.check_packages,
    doctor_python.check_library,
    doctor_python.check_bits,
    doctor_python.check_start,
    doctor_files.check_addin,
    doctor_files.check_xlwings,
    doctor_files.check_mark,
    doctor_policies.check_trusted_locations,
    doctor_policies.check_location_removed,
    doctor_policies.check_network,
    doctor_policies.check_disabled,
    doctor_policies.check_addin_policies,
    doctor_policies.check_child_processes,
    doctor_policies.check_win32_calls,
    doctor_policies.check_attach,
    doctor_files.check_copies,
    doctor_files.check_settings,
    doctor_places.check_cloud_python,
    doctor_places.check_cloud_base,
    doctor_python.check_others_runtime,
    doctor_python.check_other_python,
    doctor_python.check_excel,
    doctor_python.check_several_pythons,
)
"""In the order in which a person repairs: what stands first may be the cause of what follows."""


def examine(machine: Machine) -> list[Finding]:
    """Return what is wrong, the most serious first; empty when nothing is."""
    order = list(Severity)
    found = [finding for check in ALL_CHECKS for finding in check(machine)]
    return sorted(found, key=lambda one: order.index(one.severity))
