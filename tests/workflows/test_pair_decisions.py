"""Two cards of one firm become one, nothing is lost, and it can be taken back (METHOD section 7)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.erase import erase_client
from clientbase_xl.base.imports import undo_import
from clientbase_xl.base.journal import Change, entries, head
from clientbase_xl.base.merges import GIVEN, read_merges
from clientbase_xl.base.problem_log import read_problems
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.tables import GOVERNED
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Severity
from clientbase_xl.schemas.requests import APPROVED, CONFLICT, PAIR
from clientbase_xl.workflows.decided_pairs import decided_pairs
from clientbase_xl.workflows.decisions import carry_out
from clientbase_xl.workflows.duplicates import find_duplicates
from clientbase_xl.workflows.export_facts import load_facts
from clientbase_xl.workflows.governed_tables import journal_table, shown_to
from clientbase_xl.workflows.pair_decisions import PairDecided, keep_apart, merge_clients, unmerge_client
from clientbase_xl.workflows.requests import decide_requests, requests_shown, sentence
from tests.support.office import TODAY
from tests.support.twins import Twins

pytestmark = pytest.mark.long

MERGED = {"decision": "объединить", "kept_code": "К1"}


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    return Twins(tmp_path)


@pytest.fixture
def team(tmp_path: Path) -> Twins:
    return Twins(tmp_path, is_staffed=True)


def merge(twins: Twins, *codes: str, keep: str = "", user: str = "рожкова") -> PairDecided:
    return merge_clients(twins.base, codes, keep=keep, why="одна фирма", now=twins.now(), user=user)


def unmerge(twins: Twins, code: str, user: str = "рожкова") -> PairDecided:
    return unmerge_client(twins.base, code, why="ошиблись", now=twins.now(), user=user)


def card(twins: Twins, code: str, moment: datetime | None = None) -> dict[str, object]:
    row = read_cards(twins.base, moment).set_index("client_code").loc[code]
    return {key: None if pd.isna(value) else value for key, value in row.items()}


def turnover(twins: Twins, moment: datetime | None = None) -> dict[str, float]:
    facts = load_facts(twins.base, TODAY, moment)
    return dict(zip(facts["client_code"], facts["turnover_12m_rub"], strict=True))


def test_a_merged_clients_sales_count_for_the_card_that_stays_to_the_kopeck(twins: Twins) -> None:
    before, total = turnover(twins), twins.total()
    assert before == {"К1": 100.10, "К2": 200.20, "К3": 300.30}
    done = merge(twins, "К1", "К2")
    assert turnover(twins) == {"К1": 300.30, "К3": 300.30}
    assert twins.total() == total
    assert done.message == "К2 объединён с К1: продажи и записи К2 считаются К1."
    assert twins.is_whole()


def test_facts_name_the_card_that_stays_not_the_latest_document_of_the_other(twins: Twins) -> None:
    twins.put(
        Change("clients", ("К1",), "manager", "Иванова", "Петров"),
        *twins.cells("К1", channel="Опт"),
    )
    before = load_facts(twins.base, TODAY).set_index("client_code")
    assert list(before.loc[["К1", "К2"], "client_name"]) == ["ООО «Ромашка»", "Ромашка ООО"]
    moment = twins.now()
    merge(twins, "К1", "К2")
    facts = load_facts(twins.base, TODAY).set_index("client_code")
    assert list(facts.loc["К1", ["client_name", "manager", "channel"]]) == ["ООО «Ромашка»", "Петров", "Опт"]
    assert list(facts.loc["К3", ["client_name", "manager"]]) == ["Ладья", "Иванова"]
    assert list(load_facts(twins.base, TODAY, moment)["client_name"]) == list(before["client_name"])
    unmerge(twins, "К2")
    again = load_facts(twins.base, TODAY).set_index("client_code")
    assert again.astype(object).equals(before.astype(object))


def test_the_card_that_stays_takes_what_it_lacks_and_the_other_goes_to_the_archive(twins: Twins) -> None:
    done = merge(twins, "К1", "К2")
    kept, gone = card(twins, "К1"), card(twins, "К2")
    assert (kept["phone"], kept["region"], kept["contract_no"]) == ("8 900 000-00-01", "Тверь", "7")
    assert kept["overdue_rub"] == 14.75, "what both owe is added up"
    assert kept["client_name"] == "ООО «Ромашка»"
    assert (gone["is_archived"], gone["comment"]) == (True, "объединён с К1 «ООО «Ромашка»»")
    assert done.notes == ("В обеих карточках заполнено разное, осталось из К1: «Договор №».",)


def test_records_of_the_merged_client_show_under_the_other_and_plans_are_added_up(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    assert list(read_rows(twins.base, "contacts")["client_code"]) == ["К1"]
    assert list(read_rows(twins.base, "contact_persons")["client_code"]) == ["К1"]
    plans = read_rows(twins.base, "client_plans")
    assert plans["client_code"].tolist() == ["К1", "К1"]
    assert plans["plan_rub"].tolist() == [150.5, 7.0]
    calls = read_rows(twins.base, "reactivation")
    assert calls[["client_code", "answer"]].to_numpy().tolist() == [["К1", "вернётся"]]


def test_every_sheet_known_by_a_clients_code_is_given_over_or_an_act_of_its_day() -> None:
    keyed = {sheet.key for sheet in GOVERNED.values() if "client_code" in sheet.key_columns} - {"clients"}
    dated = {key for key in keyed if "reconciled_on" in GOVERNED[key].key_columns}
    assert keyed - dated == {sheet.key for sheet in GIVEN}


def test_acts_of_reconciliation_stay_what_they_were_on_their_day(twins: Twins) -> None:
    day = ("К2", "2026-05-31")
    twins.put(Change("reconciliation", day, "decision", None, "оставить прежнюю"))
    merge(twins, "К1", "К2")
    acts = read_rows(twins.base, "reconciliation")
    assert acts[["client_code", "decision"]].to_numpy().tolist() == [["К2", "оставить прежнюю"]]
    assert twins.is_whole()


def test_taking_a_merge_back_brings_back_every_table_and_the_journal_keeps_both_acts(twins: Twins) -> None:
    tables, sales, total = twins.tables(), turnover(twins), twins.total()
    merge(twins, "К1", "К2")
    assert twins.tables() != tables
    done = unmerge(twins, "К2")
    assert twins.tables() == tables
    assert (turnover(twins), twins.total()) == (sales, total)
    assert read_rows(twins.base, "client_pairs").empty
    assert [entry.reason for entry in entries(twins.base)][-2:] == ["одна фирма", "ошиблись"]
    assert (done.message, done.notes) == ("К2 и К1 снова разные клиенты.", ())
    assert twins.is_whole()


def test_what_was_typed_since_stays_with_the_card_that_stayed_and_is_named(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    twins.put(
        Change("clients", ("К1",), "phone", "8 900 000-00-01", "8 900 000-00-99"),
        Change("clients", ("К1",), "holding", None, "Цветы"),
    )
    done = unmerge(twins, "К2")
    assert done.notes == ("Изменено после объединения и осталось у К1: «Холдинг», «Телефон».",)
    kept, gone = card(twins, "К1"), card(twins, "К2")
    assert (kept["phone"], kept["holding"], kept["region"]) == ("8 900 000-00-99", "Цветы", None)
    assert (gone["phone"], gone["region"], gone["is_archived"]) == ("8 900 000-00-01", "Тверь", None)
    assert twins.is_whole()


def test_what_was_typed_and_typed_back_is_not_said_to_stay(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    for old, new in (("8 900 000-00-01", "8 900"), ("8 900", "8 900 000-00-01")):
        twins.put(Change("clients", ("К1",), "phone", old, new))
    assert unmerge(twins, "К2").notes == ()
    assert card(twins, "К1")["phone"] is None


def test_records_entered_since_are_named_by_their_sheets_when_a_merge_is_taken_back(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    twins.put(
        *twins.record("contacts", "т-3", "К1", contacted_on="2026-05-20"),
        *twins.record("contacts", "т-4", "К3", contacted_on="2026-05-20"),
        *twins.record("tasks", "т-5", "К1"),
        *twins.record("agreements", "т-6", "К1"),
        Change("client_plans", ("К1", "2026-09-01"), "plan_rub", None, "9"),
    )
    assert unmerge(twins, "К2").notes == (
        "Введено после объединения и осталось у К1: «Соглашения» — 1, «План по клиентам» — 1, "
        "«Контакты» — 1, «Задачи» — 1. Что из этого о К2, введите у него.",
    )
    assert twins.is_whole()


def test_sales_without_a_code_go_back_by_the_exact_name_and_are_named_where_the_name_fits_both(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    named = "Дата;Контрагент;Номенклатура;Количество;Сумма\n"
    sold = {"Ромашка ООО": "11,11", "Ромашка": "2,02", "ООО «Ромашка»": "3,03"}
    lines = [f"20.05.2026;{name};Товар;1;{amount}\n" for name, amount in sold.items()]
    twins.bring(twins.folder / "имена.csv", named + "".join(lines))
    total = twins.total()
    (note,) = unmerge(twins, "К2").notes
    assert "под именем «Ромашка», загруженные после объединения, остались у К1: 2,02" in note
    assert turnover(twins) == {"К1": pytest.approx(105.15), "К2": pytest.approx(211.31), "К3": 300.30}
    assert twins.total() == total


def test_as_of_a_moment_before_the_merge_shows_both(twins: Twins) -> None:
    before = twins.now()
    tables = {key: read_rows(twins.base, key, before) for key in ("contacts", "client_plans")}
    merge(twins, "К1", "К2")
    assert turnover(twins, before) == {"К1": 100.10, "К2": 200.20, "К3": 300.30}
    for key, table in tables.items():
        assert read_rows(twins.base, key, before).equals(table)
    assert read_merges(twins.base, before) == {}
    after = twins.now()
    unmerge(twins, "К2")
    assert read_merges(twins.base, after) == {"К2": "К1"}
    assert turnover(twins, after) == {"К1": 300.30, "К3": 300.30}
    assert card(twins, "К1", before)["phone"] is None


def test_chains_lead_to_the_end_and_are_taken_back_in_reverse_order(twins: Twins) -> None:
    tables = twins.tables()
    merge(twins, "К1", "К2")
    merge(twins, "К3", "К1")
    assert read_merges(twins.base) == {"К2": "К3", "К1": "К3"}
    assert turnover(twins) == {"К3": 600.60}
    assert list(read_rows(twins.base, "contacts")["client_code"]) == ["К3"]
    with pytest.raises(BadUse, match="с которым объединён К2, сам объединён с К3"):
        unmerge(twins, "К2")
    unmerge(twins, "К1")
    assert read_merges(twins.base) == {"К2": "К1"}
    unmerge(twins, "К2")
    assert twins.tables() == tables
    assert twins.is_whole()


@pytest.mark.parametrize(
    ("codes", "keep", "why"),
    [
        (("К1", "К2"), "", "уже объединены"),
        (("К2", "К1"), "", "уже объединены"),
        (("К3", "К2"), "", "К2 уже объединён с К1"),
        (("К2", "К3"), "", "К2 сам объединён с К1"),
        (("К1", "К9"), "", "«К9» в базе нет"),
        (("К1", "К1"), "", "не понята"),
        (("К1", "К3"), "К2", "не один из двух"),
    ],
)
def test_a_merge_that_no_card_could_follow_is_refused_and_changes_nothing(
    twins: Twins, codes: tuple[str, str], keep: str, why: str
) -> None:
    merge(twins, "К1", "К2")
    before = head(twins.base)
    with pytest.raises(BadUse, match=why):
        merge(twins, *codes, keep=keep)
    assert head(twins.base) == before


def test_an_archived_card_does_not_stay_and_a_client_that_is_not_merged_is_not_taken_apart(twins: Twins) -> None:
    twins.put(Change("clients", ("К1",), "is_archived", None, "да"))
    with pytest.raises(BadUse, match="К1 в архиве"):
        merge(twins, "К1", "К2")
    with pytest.raises(BadUse, match="ни с кем не объединён"):
        unmerge(twins, "К1")
    merge(twins, "К1", "К2", keep="К2")
    unmerge(twins, "К1")
    assert card(twins, "К1")["is_archived"], "it was in the archive before"


def test_a_manager_asks_and_a_head_approves(team: Twins) -> None:
    sales = turnover(team)
    asked = merge(team, "К1", "К2", user="иванова")
    assert turnover(team) == sales
    assert asked.message == "Просят объединить К2 с К1: ждёт решения РОП, заявки № 1–3."
    assert {one.kind for one in list_requests(team.base)} == {PAIR}
    (outcome,) = decide(team.base, asked.request_ids, approve=True, by="рожкова", at=team.now())
    assert outcome.status == APPROVED
    assert turnover(team) == {"К1": 300.30, "К3": 300.30}
    assert card(team, "К1")["phone"] == "8 900 000-00-01"
    (decided,) = decided_pairs(team.base, user="иванова")
    assert (decided.decision, decided.decided_by, decided.asked_by) == ("объединить", "рожкова", "иванова")
    back = unmerge(team, "К2", user="иванова")
    assert back.message == "Просят разделить К2 и К1: ждёт решения РОП, заявки № 4–6."
    assert turnover(team) == {"К1": 300.30, "К3": 300.30}
    decide(team.base, back.request_ids, approve=True, by="рожкова", at=team.now())
    assert turnover(team) == sales
    assert team.is_whole()


def test_a_manager_does_not_ask_about_a_colleagues_client(team: Twins) -> None:
    with pytest.raises(BadUse, match="ведёт не Петров"):
        merge(team, "К1", "К2", user="петров")
    with pytest.raises(BadUse, match="не зарегистрирован"):
        merge(team, "К1", "К2", user="чужой")


def test_a_stop_that_the_merge_does_not_carry_over_is_said_to_who_asks_and_to_who_approves(team: Twins) -> None:
    team.put(Change("clients", ("К2",), "is_stopped", None, "да"))
    asked = merge(team, "К1", "К2", user="иванова")
    said = "По К2 решено «Работа прекращена», на К1 решение не перешло: если оно в силе, РОП ставит его в карточке К1."
    assert said in asked.notes
    (done,) = decide_requests(team.base, asked.request_ids, [], why="", now=team.now(), user="рожкова")
    assert (done.status, done.message, done.notes) == (APPROVED, "", asked.notes)
    assert sentence(done).endswith(said)
    assert (card(team, "К1")["is_stopped"], card(team, "К2")["is_stopped"]) == (None, True)
    team.put(*team.record("tasks", "т-9", "К1"))
    back = unmerge(team, "К2", user="иванова")
    (done,) = decide_requests(team.base, back.request_ids, [], why="", now=team.now(), user="рожкова")
    assert done.notes == back.notes
    assert "осталось у К1: «Задачи» — 1" in done.notes[0]


def test_decisions_typed_in_a_workbook_say_the_same(team: Twins) -> None:
    team.put(Change("clients", ("К2",), "is_stopped", None, "да"))
    with team.base.writing() as connection:
        submit(connection, team.cells("К2", holding="Цветы"), at=team.now(), by="иванова")
    asked = merge(team, "К1", "К2", user="иванова")
    typed = pd.DataFrame({"request_id": [asked.request_ids[0], 1], "decision": ["утвердить", "утвердить"]})
    typed["decision_reason"] = None
    with team.base.writing() as connection:
        found = carry_out(team.base, connection, typed, by="рожкова", now=team.now(), file_name="книга.xlsx")
    merged, refused = found.done
    assert (merged.status, merged.message) == (APPROVED, " ".join(asked.notes))
    assert refused.status == CONFLICT
    (problem,) = found.problems
    assert problem.message == ("Заявка № 1: Не утверждено: Клиент К2 объединён с К1: попросите о том же в карточке К1")


@pytest.mark.parametrize("user", ["рожкова", "иванова"])
def test_open_requests_about_the_card_that_goes_are_named_when_it_is_merged(team: Twins, user: str) -> None:
    asked = [Change("clients", (code,), "holding", None, "Цветы") for code in ("К1", "К2")]
    with team.base.writing() as connection:
        submit(connection, asked, at=team.now(), by="иванова")
    notes = merge(team, "К1", "К2", user=user).notes
    assert notes[-1] == (
        "О карточке К2 ждут решения заявки № 2: после объединения их не утвердить, о том же надо попросить "
        "в карточке К1."
    )


def test_what_a_manager_asks_follows_the_cards_as_they_are_when_it_is_approved(team: Twins) -> None:
    asked = merge(team, "К1", "К2", user="иванова")
    team.put(Change("clients", ("К1",), "region", None, "Псков"))
    (outcome,) = decide(team.base, asked.request_ids, approve=True, by="рожкова", at=team.now())
    assert outcome.status == APPROVED
    assert card(team, "К1")["region"] == "Псков"


def test_of_two_heads_the_second_finds_it_done_and_a_waiting_request_does_it_no_second_time(team: Twins) -> None:
    asked = merge(team, "К1", "К2", user="иванова")
    merge(team, "К1", "К2")
    with pytest.raises(BadUse, match="уже объединены"):
        merge(team, "К2", "К1")
    overdue = card(team, "К1")["overdue_rub"]
    decide(team.base, asked.request_ids, approve=True, by="рожкова", at=team.now())
    assert card(team, "К1")["overdue_rub"] == overdue
    assert read_merges(team.base) == {"К2": "К1"}
    assert team.is_whole()


def test_different_clients_are_remembered_until_they_are_alike_in_another_way(twins: Twins) -> None:
    pairs = find_duplicates(twins.base, user="рожкова")
    assert pairs[["first_code", "second_code"]].to_numpy().tolist() == [["К1", "К2"]]
    assert pairs.loc[0, ["first_client_name", "second_client_name"]].tolist() == ["ООО «Ромашка»", "Ромашка ООО"]
    keep_apart(twins.base, ("К2", "К1"), why="разные города", now=twins.now(), user="рожкова")
    assert find_duplicates(twins.base, user="рожкова").empty
    with pytest.raises(BadUse, match="уже записано"):
        keep_apart(twins.base, ("К1", "К2"), why="разные города", now=twins.now(), user="рожкова")
    twins.put(*(Change("clients", (code,), "inn", None, "7707083893") for code in ("К1", "К2")))
    twins.put(*(Change("clients", (code,), "kpp", None, "773601001") for code in ("К1", "К2")))
    (kind,) = find_duplicates(twins.base, user="рожкова")["kind"]
    assert "ИНН" in kind
    merge(twins, "К1", "К2")
    assert find_duplicates(twins.base, user="рожкова").empty
    unmerge(twins, "К2")
    decisions = read_rows(twins.base, "client_pairs")
    assert decisions["decision"].tolist() == ["не дубль"], "what was decided before the merge is back"


def test_a_manager_sees_only_whose_a_colleagues_card_is(team: Twins) -> None:
    team.put(Change("clients", ("К2",), "manager", "Иванова", "Петров"))
    (row,) = find_duplicates(team.base, user="иванова").to_dict("records")
    assert (row["first_client_name"], row["first_manager"]) == ("ООО «Ромашка»", "Иванова")
    assert (row["second_client_name"], row["second_phone"], row["second_manager"]) == (None, None, "Петров")
    assert row["evidence"] == row["kind"]
    (row,) = find_duplicates(team.base, user="рожкова").to_dict("records")
    assert row["second_phone"] == "8 900 000-00-01"


def test_sales_under_the_old_code_count_for_the_other_and_go_back_with_it(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    outcome = twins.sell(("К2", "15.05.2026", "1,01"), name="май")
    assert outcome.count_new_clients == 0
    (notice,) = [one for one in outcome.problems if "объединённых" in one.message]
    assert notice.severity is Severity.NOTICE
    assert "К2 → К1" in notice.message
    assert turnover(twins) == {"К1": pytest.approx(301.31), "К3": 300.30}
    assert card(twins, "К2")["is_archived"]
    unmerge(twins, "К2")
    assert turnover(twins)["К2"] == pytest.approx(201.21)
    assert twins.is_whole()


def test_a_report_without_codes_finds_the_card_that_stays_by_the_old_name(twins: Twins) -> None:
    twins.put(Change("clients", ("К2",), "client_name", "Ромашка ООО", "Василёк"))
    named = "Дата;Контрагент;Номенклатура;Количество;Сумма\n"
    merge(twins, "К1", "К2")
    outcome = twins.bring(twins.folder / "имена.csv", named + "20.05.2026;ООО Василёк;Товар;1;5,00\n")
    assert outcome.count_new_clients == 0
    assert turnover(twins) == {"К1": pytest.approx(305.30), "К3": 300.30}


def test_a_name_that_both_cards_have_is_no_longer_doubtful(twins: Twins) -> None:
    named = "Дата;Контрагент;Номенклатура;Количество;Сумма\n"
    merge(twins, "К1", "К2")
    outcome = twins.bring(twins.folder / "имена.csv", named + "20.05.2026;Ромашка;Товар;1;5,00\n")
    assert outcome.count_new_clients == 0
    assert turnover(twins)["К1"] == pytest.approx(305.30)


def test_a_file_of_cards_fills_only_what_is_empty_on_the_card_that_stays(twins: Twins) -> None:
    merge(twins, "К1", "К2")
    text = "Код;Клиент;Договор №;Холдинг;Архив\nК2;Другое имя;99;Цветы;нет\n"
    twins.bring(twins.folder / "карточки.csv", text)
    kept, gone = card(twins, "К1"), card(twins, "К2")
    assert (kept["client_name"], kept["contract_no"], kept["holding"]) == ("ООО «Ромашка»", "7", "Цветы")
    assert (gone["client_name"], gone["is_archived"]) == ("Ромашка ООО", True)
    assert twins.is_whole()


def test_the_card_that_stays_stays_when_its_own_import_is_undone(twins: Twins) -> None:
    twins.sell(("К7", "01.02.2026", "1,00"), name="первая", К7="Астра")
    twins.sell(("К8", "02.02.2026", "2,00"), name="вторая", К8="Вега")
    merge(twins, "К7", "К8")
    undo_import(twins.base, 2, at=twins.now(), by="тест")
    assert turnover(twins)["К7"] == 2.0
    assert card(twins, "К7")["client_name"] == "Астра"
    unmerge(twins, "К8")
    assert "К7" not in set(read_cards(twins.base)["client_code"]), "nobody but the undone import speaks for it again"
    assert turnover(twins)["К8"] == 2.0
    assert twins.is_whole()


def test_an_import_tells_which_new_clients_are_like_others_and_goes_on(twins: Twins) -> None:
    outcome = twins.sell(
        ("К7", "01.02.2026", "1,00"), ("К8", "01.02.2026", "1,00"), name="март", К7="ладья ООО", К8="Астра"
    )
    (problem,) = outcome.problems
    assert "Новый клиент К7 «ладья ООО» похож на К3 «Ладья»" in problem.message
    assert "duplicates --merge К3 К7" in problem.remedy
    assert (problem.severity, problem.file) == (Severity.WARNING, "март.csv")
    assert outcome.count_new_clients == 2
    assert read_problems(twins.base) == [], "a decision would not take away what is kept"


def test_the_first_load_of_an_empty_base_is_exempt(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    assert len(find_duplicates(twins.base, user="рожкова")) == 1
    assert read_problems(twins.base) == []


@pytest.mark.parametrize("is_parted", [False, True])
def test_erasing_a_client_erases_what_another_card_took_from_it(twins: Twins, *, is_parted: bool) -> None:
    merge(twins, "К1", "К2")
    twins.put(Change("clients", ("К3",), "phone", None, "8 900 000-00-33"))
    if is_parted:
        unmerge(twins, "К2")
        twins.put(Change("clients", ("К1",), "email", None, "a@example.ru"))
    erase_client(twins.base, "К2", at=twins.now(), by="рожкова", reason="просьба")
    assert card(twins, "К1")["phone"] is None
    assert card(twins, "К2")["phone"] is None
    assert card(twins, "К3")["phone"] == "8 900 000-00-33"
    assert card(twins, "К1")["email"] == ("a@example.ru" if is_parted else None)
    said = "".join(path.read_bytes().decode("utf-8", "ignore") for path in twins.base.folder.glob("base.sqlite*"))
    assert "8 900 000-00-01" not in said
    assert twins.is_whole()


def test_a_merge_is_one_act_of_the_journal_so_that_no_half_of_it_is_ever_there(twins: Twins) -> None:
    before = head(twins.base)[0]
    merge(twins, "К1", "К2")
    assert head(twins.base)[0] == before + 1
    with twins.base.trying() as connection:
        changes = [Change("client_pairs", ("К1", "К3"), key, None, text) for key, text in MERGED.items()]
        apply_changes(connection, changes, at=twins.now(), by="рожкова", source="дубли")
    assert read_merges(twins.base) == {"К2": "К1"}
    assert not card(twins, "К3")["is_archived"]
    assert twins.is_whole()


def test_what_is_asked_is_shown_among_the_requests_and_in_the_journal(team: Twins) -> None:
    asked = merge(team, "К1", "К2", user="иванова")
    shown = {one.column: one.new for one in requests_shown(team.base)}
    assert shown == {"Решение": "объединить", "Остаётся": "К1", "Почему": "одна фирма"}
    assert {(one.sheet, one.row) for one in requests_shown(team.base)} == {("Дубли", "К1 / К2")}
    decide(team.base, asked.request_ids, approve=True, by="рожкова", at=team.now())
    of_ivanova = shown_to("Иванова", {"К1"}, {})
    assert "Дубли" in set(journal_table(team.base, {}, of_ivanova)["sheet_title"])
    assert "Дубли" not in set(journal_table(team.base, {}, shown_to("Петров", {"К3"}, {}))["sheet_title"])
