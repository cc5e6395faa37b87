import json

from saferl.commands import exits
from saferl.envs.tasks import task_ids
from tests.saferl.commands.conftest import TASK


def test_every_task_is_listed(saferl):
    code, out, _ = saferl("envs", "--json")
    assert code == exits.DONE
    assert json.loads(out) == list(task_ids())
    _, out, _ = saferl("envs")
    assert all(name in out for name in task_ids())


def test_part_of_an_id_filters(saferl):
    _, out, _ = saferl("envs", "pointgoal", "--json")
    assert json.loads(out) == [f"SafetyPointGoal{level}-v0" for level in range(3)]


def test_one_task_is_described(saferl, zoo):
    code, out, _ = saferl("envs", f"saferl/{TASK}")
    assert code == exits.DONE
    assert "8, radius 0.2 m" in out
    assert "1000 steps of 0.02 s" in out
    assert f"zoo:{TASK}/ppo-lagrangian" in out


def test_an_unknown_task_suggests_the_nearest(saferl):
    code, _, err = saferl("envs", "SafetyPointGoa11-v0")
    assert code == exits.BAD_INPUT
    assert "did you mean 'SafetyPointGoal1-v0'" in err
