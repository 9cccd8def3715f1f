"""A row of a list as it would be stored, and what it is looked up by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.records import LabelledValue, LeadRecord
from pisteur.services.candidates import candidate_of, keys_of, keys_of_record

reach = st.lists(
    (
        st.sampled_from(
            ["06 39 98 12 34", "+33 6 39 98 12 34", "a@b.example", " A@b.Example", "12", "poste 4"]
        )
        | st.text(min_size=1, max_size=8)
    ).map(LabelledValue),
    max_size=3,
).map(tuple)


@given(emails=reach, phones=reach, name=st.text(max_size=8))
def test_a_row_is_looked_up_by_the_same_before_and_after_it_is_cleaned(
    emails: tuple[LabelledValue, ...], phones: tuple[LabelledValue, ...], name: str
) -> None:
    record = LeadRecord(line=2, name=name, emails=emails, phones=phones)
    assert keys_of(candidate_of(record, "FR")) == keys_of_record(record, "FR")
