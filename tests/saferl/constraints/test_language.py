"""The constraint language: what can be said, what is refused, equality, JSON."""

import copy
import json
import pickle

import numpy as np
import pytest
from hypothesis import given, settings

from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Measured,
    Never,
    Or,
    Speed,
    TaskCost,
    Until,
    Within,
    from_json,
    load_constraints,
    required_signals,
    save_constraints,
    seconds_to_steps,
    task_cost,
    to_json,
)
from saferl.errors import InputError
from tests.saferl.monitors.traces import constraints as some_constraints

VASES, SLOW = Contact("vases"), Speed() < 0.5


@settings(max_examples=200, deadline=None)
@given(some_constraints())
def test_json_reads_back_what_it_wrote(constraint):
    document = json.loads(json.dumps(to_json(constraint), allow_nan=False))
    again = from_json(document)
    assert again == constraint
    assert again.name == constraint.name
    assert hash(again) == hash(constraint)
    assert Constraint.from_json(json.dumps(constraint.to_json())) == constraint


@settings(max_examples=100, deadline=None)
@given(some_constraints())
def test_repr_is_the_python_that_makes_it(constraint):
    import saferl.constraints as language

    names = {name: getattr(language, name) for name in language.__all__}
    assert eval(repr(constraint), names) == constraint  # noqa: S307
    assert pickle.loads(pickle.dumps(constraint)) == copy.deepcopy(constraint)  # noqa: S301


def test_equality_ignores_name_and_text_and_nothing_else():
    one = Constraint("a", Never(VASES), budget=1, text="do not touch vases")
    assert one == Constraint("b", Never(VASES), budget=1)
    assert hash(one) == hash(Constraint("b", Never(VASES), budget=1))
    assert one != Constraint("a", Never(VASES), budget=2)
    assert one != Constraint("a", Never(VASES), budget=1, enforce="always")
    assert one != Constraint("a", Always(VASES), budget=1)
    assert Distance("hazards") != Distance("hazards", measure="centre")
    assert AtMost(1, VASES) != AtMost(1, VASES, count="steps")


def test_joining_is_flat():
    a, b, c = Contact("a"), Contact("b"), Contact("c")
    assert a & b & c == And(a, b, c) == And(a, And(b, c))
    assert a | b | c == Or(a, b, c)
    assert (a & b) | c == Or(And(a, b), c)
    f, g, h = Never(a), Never(b), Never(c)
    assert All(All(f, g), h) == All(f, g, h)


def test_numbers_of_numpy_are_taken_as_they_are():
    assert (Speed() < np.float32(0.5)) == (Speed() < 0.5)
    assert AtMost(np.int64(3), VASES) == AtMost(3, VASES)
    assert isinstance(AtMost(np.int64(3), VASES).n, int)
    assert Constraint("v", Never(VASES), budget=np.float64(2)).budget == 2.0
    assert repr((Speed() < -0.0).value) == "0.0"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Always(Speed()), r"compare the signal.*Speed\(\) < 0.3"),
        (lambda: Always(Never(VASES)), "Formulas are joined by All"),
        (lambda: Always("no vases"), r"expected a predicate, such as Distance\('hazards'\)"),
        (lambda: All(Never(VASES), VASES), r"must hold, such as Always\(Contact\('vases'\)\)"),
        (lambda: All(Never(VASES)), "two or more formulas; got 1"),
        (lambda: And(VASES), "two or more predicates; got 1"),
        (lambda: After(Never(VASES), Never(VASES)), "trigger of After was given the formula"),
        (lambda: After(VASES, Speed()), r"such as Always\(Speed\(\) >= 0.3\)"),
        (lambda: After(VASES, Never(VASES), each=1), "expected True or False"),
        (lambda: AtMost(-1, VASES), "n of AtMost is -1; expected at least 0"),
        (lambda: AtMost(True, VASES), "whole number"),
        (lambda: AtMost(1, VASES, count="visit"), "did you mean 'visits'"),
        (lambda: AtMost(1, VASES, window=0), "window of AtMost, in steps, is 0"),
        (lambda: AtMost(1, VASES, window=-3), "expected at least 1"),
        (lambda: ForAtMost(-1, VASES), "expected at least 0"),
        (lambda: For(0, VASES), "expected at least 1"),
        (lambda: For(1.5, VASES), r"world.steps\(seconds\)"),
        (lambda: Within(VASES, SLOW, -1), "expected at least 0"),
        (lambda: Until(VASES, None), "release of Until was given None"),
        (lambda: Speed() < float("nan"), "expected a finite number"),
        (lambda: Speed() < "fast", "expected a finite number"),
        (lambda: Speed() < True, "expected a finite number"),
        (lambda: Speed() < Distance("hazards"), "compares two signals"),
        (lambda: Comparison(Speed(), "==", 1), "unknown comparison '=='"),
        (lambda: Comparison(1, "<", 1), "expected a signal"),
        (lambda: Distance("hazards", measure="center"), "did you mean 'centre'"),
        (lambda: Distance("nearest hazards"), "cannot name a group"),
        (lambda: Displacement(3), "cannot name a group"),
        (lambda: Event(""), "cannot name an event"),
        (lambda: Measured("speed"), r"use Speed\(\)"),
        (lambda: Measured("t", unit="degrees C"), "short word"),
        (lambda: Constraint("v", VASES), "expected a formula, which says when"),
        (lambda: Constraint("", Never(VASES)), "name is ''"),
        (lambda: Constraint(" v", Never(VASES)), "name is ' v'"),
        (lambda: Constraint("v", Never(VASES), budget=-1), "budget of 'v' is -1"),
        (lambda: Constraint("v", Never(VASES), budget=float("inf")), "finite"),
        (lambda: Constraint("v", Never(VASES), enforce="mean"), "unknown enforce of 'v' 'mean'"),
        (lambda: Constraint("v", Never(VASES), text=3), "expected a str or None"),
        (lambda: bool(VASES), "not with `and`"),
        (lambda: bool(Speed()), "neither true nor false"),
        (lambda: bool(Never(VASES)), "All"),
        (lambda: 0.1 < Speed() < 0.5, "chained comparison"),
        (lambda: VASES and SLOW, "join predicates with &"),
        (lambda: seconds_to_steps(0.005, 0.02), "less than half a step"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(make, message):
    with pytest.raises(InputError, match=message):
        make()


NEVER = {"type": "never", "predicate": {"type": "contact", "group": "vases"}}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", "not JSON"),
        ({"name": "v"}, "the field 'formula' is missing"),
        ({"name": "v", "formula": NEVER, "buget": 1}, "did you mean 'budget'"),
        ({"name": "v", "formula": {"type": "nver"}}, "did you mean 'never'"),
        ({"name": "v", "formula": {"predicate": 1}}, "constraint.formula has no type"),
        ({"name": "v", "formula": {"type": "never"}}, "formula: the field 'predicate' is missing"),
        ({"name": "v", "formula": {"type": "never", "predicate": 3}}, "expected a predicate"),
        ({"name": "v", "formula": {"type": "all", "of": NEVER}}, "expected a list"),
        ({"name": "v", "formula": {"type": "all", "of": [NEVER]}}, "two or more"),
        ({"name": "v", "formula": NEVER, "format_version": 2}, "format_version 2"),
        ({"name": "v", "formula": {**NEVER, "predicate": [1]}}, "expected a predicate"),
        ({"name": ["v"], "formula": NEVER}, "name is"),
        ([], "constraint is"),
        ("[1]", "constraint is"),
        (
            {"name": "v", "formula": {**NEVER, "type": "for", "steps": {"seconds": 1}}},
            "how long a step takes is not known",
        ),
        (
            {"name": "v", "formula": {**NEVER, "type": "for", "steps": {"minutes": 1}}},
            "expected steps, or",
        ),
    ],
)
def test_malformed_documents_are_refused_with_the_place(document, message):
    with pytest.raises(InputError, match=message):
        from_json(document)


def test_deeply_nested_documents_are_refused():
    document = NEVER["predicate"]
    for _ in range(3000):
        document = {"type": "not", "of": document}
    with pytest.raises(InputError, match="nested too deeply"):
        from_json({"name": "v", "formula": {"type": "never", "predicate": document}})
    text = '{"name":"v","formula":' + "[" * 100_000 + "]" * 100_000 + "}"
    with pytest.raises(InputError):
        from_json(text)


def test_seconds_become_steps_where_the_step_length_is_known():
    formula = {"type": "for", "steps": {"seconds": 1.5}, "predicate": NEVER["predicate"]}
    found = from_json({"name": "v", "formula": formula}, dt=0.1)
    assert found.formula == For(15, VASES)


def test_files_hold_one_or_several(tmp_path):
    several = (task_cost(25), Constraint("v", AtMost(3, VASES), enforce="always", text="max. 3"))
    path = tmp_path / "constraints.json"
    save_constraints(path, several)
    assert load_constraints(path) == several
    assert load_constraints(path)[1].text == "max. 3"
    path.write_text(json.dumps(several[0].to_json()))
    assert load_constraints(path) == several[:1]
    path.write_text(json.dumps([one.to_json() for one in several]))
    assert load_constraints(path) == several
    for content, message in [
        ("[]", "holds no constraints"),
        ('{"constraints": 3}', "holds no constraints"),
        (json.dumps([several[0].to_json()] * 2), "two constraints named 'cost'"),
        (json.dumps([{"name": "v"}]), r"constraints\[0\]: the field 'formula'"),
        ("\x00", "not JSON"),
    ]:
        path.write_text(content)
        with pytest.raises(InputError, match=message):
            load_constraints(path)
    with pytest.raises(InputError, match="cannot read"):
        load_constraints(tmp_path / "none.json")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="cannot read"):
        load_constraints(path)


def test_required_signals_are_listed_once_in_order():
    formula = All(
        After(Event("go"), Within(SLOW, VASES & ~SLOW, 3)),
        Never(Distance("hazards", "centre") < 1),
        TaskCost(),
    )
    keys = ("event/go", "speed", "contact/vases", "centre_distance/hazards", "cost")
    assert required_signals(Constraint("all", formula)) == keys
