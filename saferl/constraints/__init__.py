"""The constraint language: what must hold, in Python, in JSON and in words.

Three sorts of things, built one on the other:

- **signals**: numbers on each step: `Distance`, `Speed`, `Displacement`, `Measured`;
- **predicates**: true or false on each step: a signal compared with a number, `Contact`, `Event`,
  joined by ``~``, ``&``, ``|`` (`Not`, `And`, `Or`);
- **formulas**: what must hold over an episode: `Always`, `Never`, `AtMost`, `ForAtMost`, `For`,
  `Until`, `After`, `Within`, `TaskCost`, joined by `All`.

A `Constraint` is a formula with a name and a budget:

>>> vases = Constraint("vases", AtMost(3, Contact("vases")), enforce="always")
>>> hazards = Constraint("hazards", Never(Distance("hazards") < 0.3), budget=25)
>>> stop = After(Event("wrong_button_pressed"), For(50, Speed() < 0.05), each=True)
>>> buttons = Constraint("stop after a wrong button", stop, budget=10)

"At most 3 per episode" is ``AtMost(3, p)`` with budget 0; "3 on average" is ``Never(p)`` with
budget 3. `saferl.monitors.Monitor` evaluates constraints while an episode runs, for a whole batch
of environments; `saferl.wording.describe` says one in English.
"""

from saferl.constraints.constraint import Constraint, Enforce, task_cost
from saferl.constraints.documents import (
    FORMAT_VERSION,
    from_json,
    load_constraints,
    save_constraints,
    seconds_to_steps,
    to_json,
)
from saferl.constraints.formulas import (
    After,
    All,
    Always,
    AtMost,
    Count,
    For,
    ForAtMost,
    Formula,
    Never,
    TaskCost,
    Until,
    Within,
)
from saferl.constraints.predicates import (
    And,
    Comparison,
    Contact,
    Event,
    Not,
    Operator,
    Or,
    Predicate,
)
from saferl.constraints.signals import Displacement, Distance, Measure, Measured, Signal, Speed
from saferl.constraints.walking import required_signals

__all__ = [
    "FORMAT_VERSION",
    "After",
    "All",
    "Always",
    "And",
    "AtMost",
    "Comparison",
    "Constraint",
    "Contact",
    "Count",
    "Displacement",
    "Distance",
    "Enforce",
    "Event",
    "For",
    "ForAtMost",
    "Formula",
    "Measure",
    "Measured",
    "Never",
    "Not",
    "Operator",
    "Or",
    "Predicate",
    "Signal",
    "Speed",
    "TaskCost",
    "Until",
    "Within",
    "from_json",
    "load_constraints",
    "required_signals",
    "save_constraints",
    "seconds_to_steps",
    "task_cost",
    "to_json",
]
