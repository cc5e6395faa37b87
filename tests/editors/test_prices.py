"""Prices: in training, and from a calibrated curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from editors.calibration import fitted_costs
from editors.finishing import cheapened, confirmed, settled
from editors.price_curve import PriceCurve, falling
from editors.price_table import PriceTable
from saferl.constraints import task_cost
from saferl.errors import InputError, SimulationError

PLACES = np.linspace(0.0, 1.0, 9)


def table(**changes) -> PriceTable:
    return PriceTable([4.0, 0.0], [49.0, 3.0], **({"knots": 3, "jitter": 0.0} | changes))


def test_knots_hold_budgets_that_shrink_by_equal_factors():
    budgets = table().budgets
    np.testing.assert_allclose(budgets[0], [49.0, 3.0])
    np.testing.assert_allclose(budgets[-1], [4.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(1 + budgets[1], np.sqrt((1 + budgets[0]) * (1 + budgets[2])))


def test_an_episode_moves_the_prices_of_the_knots_beside_it_only():
    prices = table(initial=1.0, rate=0.1)
    before = prices.logs.copy()
    prices.update(np.full(20, 0.25), np.tile([100.0, 0.0], (20, 1)))
    change = prices.logs - before
    assert (change[:2, 0] > 0).all()  # cost 100 is above both budgets
    assert (change[:2, 1] < 0).all()  # cost 0 is below both
    assert (change[2] == 0).all()


def test_the_step_of_a_price_by_hand():
    prices = PriceTable([4.0], [49.0], knots=2, initial=0.5, rate=0.1)
    prices.update(np.zeros(10), np.full((10, 1), 99.0))
    # log(100 / 50) = 0.693, and 10 episodes have full weight
    np.testing.assert_allclose(prices.logs[0], np.log(1.25) + 0.1 * np.log(2.0))
    prices.update(np.zeros(10), np.full((10, 1), 49.0))
    mean = 99.0 + (49.0 - 99.0) * 10 / (10 + 15)
    step = 0.1 * np.log((1 + mean) / 50)
    np.testing.assert_allclose(prices.logs[0], np.log(1.25) + 0.1 * np.log(2.0) + step)


def test_prices_never_fall_with_tightness_nor_leave_their_bounds():
    prices = table(initial=0.0, rate=1.0, maximum=10.0)
    prices.update(np.zeros(50), np.full((50, 2), 1e6))
    assert (np.diff(prices.log_prices(np.linspace(0, 1, 11)), axis=0) >= 0).all()
    for _ in range(200):
        prices.update(np.linspace(0, 1, 50), np.full((50, 2), 1e6))
    np.testing.assert_allclose(prices.log_prices(np.ones(1)), np.log(11.0))
    for _ in range(400):
        prices.update(np.linspace(0, 1, 50), np.zeros((50, 2)))
    assert (prices.logs[:, 0] == 0).all()


def test_tightness_of_the_strictest_budget():
    prices = table()
    assert prices.tightness_of(np.array([49.0, 3.0])) == 0.0
    assert prices.tightness_of(np.array([49.0, 0.0])) == 1.0
    middle = prices.budgets[1]
    np.testing.assert_allclose(prices.tightness_of(middle), 0.5)
    np.testing.assert_allclose(prices.tightness_of(np.array([middle[0], 3.0])), 0.5)


def test_draws_follow_from_their_source_and_stay_near_the_table():
    prices = table(initial=1.0, jitter=0.1)
    one = prices.draw(100, np.random.default_rng(3))
    two = prices.draw(100, np.random.default_rng(3))
    np.testing.assert_array_equal(one[1], two[1])
    assert one[1].shape == (100, 2)
    table_says = prices.log_prices(one[0])
    assert (np.abs(one[1] / table_says - 1) <= 0.1 + 1e-12).all()
    assert (one[1] / table_says).std() > 0.01


def test_prices_start_at_half_the_initial_one_and_end_at_twice():
    prices = table(initial=1.0)
    np.testing.assert_allclose(np.expm1(prices.logs), [[0.5, 0.5], [1.0, 1.0], [2.0, 2.0]])


def test_a_table_survives_json():
    prices = table(initial=1.0)
    prices.update(np.zeros(3), np.full((3, 2), 9.0))
    copy = table()
    copy.load(prices.to_json())
    np.testing.assert_array_equal(copy.logs, prices.logs)
    np.testing.assert_array_equal(copy.costs, prices.costs)


def test_a_cost_that_is_not_finite_is_refused():
    with pytest.raises(SimulationError):
        table().update(np.zeros(1), np.array([[np.nan, 0.0]]))


# -- calibration -----------------------------------------------------------------------------------


def test_fitted_costs_recover_a_smooth_curve_and_their_limits_hold_it():
    source = np.random.default_rng(0)
    truth = 60 * np.exp(-2.5 * np.linspace(0, 1, 9))
    inside = 0
    for _ in range(40):
        costs = source.gamma(1.0, truth[:, None], (9, 40))[..., None]
        means, limits = fitted_costs(costs)
        inside += (limits[:, 0] >= truth).mean()
        assert (limits >= means).all()
        assert (np.diff(limits, axis=0) <= 0).all()
    assert inside / 40 > 0.88  # 95% asked for; a bootstrap of 40 skewed costs gives a little less


@pytest.mark.parametrize(
    "truth",
    [
        60 * np.exp(-2.2 * PLACES),
        np.where(PLACES < 0.55, 55.0, 8.0),
        8 + 45 / (1 + np.exp((PLACES - 0.5) * 25)),
        60 * np.exp(-3 * PLACES) + 25 * np.exp(-(((PLACES - 0.75) / 0.08) ** 2)),
    ],
    ids=["smooth", "step", "knee", "hill"],
)
def test_the_price_of_a_budget_seldom_costs_more_whatever_the_curve(truth):
    source = np.random.default_rng(0)
    logs, beyond = np.linspace(0.2, 1.5, 9), []
    for _ in range(60):
        layouts = source.gamma(2.5, 1 / 2.5, (1, 60))
        costs = np.round(truth[:, None] * layouts * source.gamma(1.67, 1 / 1.67, (9, 60)))
        means, limits = fitted_costs(costs[..., None])
        if limits[-1, 0] > 25.0:
            continue
        curve = PriceCurve(
            prices=np.expm1(logs)[:, None],
            means=means,
            limits=limits,
            lowest=np.array([1.0]),
            highest=np.array([99.0]),
        )
        price = np.log1p(curve.prices_for(np.array([25.0]), ["cost"])[0])
        beyond.append(np.expm1(np.interp(price, logs, np.log1p(truth))) > 25.0)
    assert len(beyond) > 30
    assert np.mean(beyond) <= 0.15  # 5% asked for; see the module on skewed costs


def test_fitting_shares_evidence_between_neighbours():
    source = np.random.default_rng(1)
    truth = np.full(9, 20.0)
    errors = []
    for _ in range(60):
        costs = source.gamma(1.0, truth[:, None], (9, 40))[..., None]
        means, _ = fitted_costs(costs)
        errors.append([means[4, 0] - 20, costs[4].mean() - 20])
    fitted, alone = np.abs(errors).mean(axis=0)
    assert fitted < 0.75 * alone


def test_falling_is_the_least_bound_that_never_rises():
    np.testing.assert_array_equal(
        falling(np.array([[1.0, 9.0], [4.0, 5.0], [2.0, 6.0]])), [[4, 9], [4, 6], [2, 6]]
    )


def test_a_curve_out_of_order_is_refused():
    good = {
        "prices": np.array([[0.0], [1.0]]),
        "means": np.array([[9.0], [5.0]]),
        "limits": np.array([[10.0], [6.0]]),
        "lowest": np.array([5.0]),
        "highest": np.array([10.0]),
    }
    PriceCurve(**good)
    for name in ("means", "limits"):
        with pytest.raises(InputError, match="rise"):
            PriceCurve(**(good | {name: good[name][::-1]}))
    with pytest.raises(InputError, match="fall"):
        PriceCurve(**(good | {"prices": good["prices"][::-1]}))
    with pytest.raises(InputError, match="shape"):
        PriceCurve(**(good | {"means": np.zeros((3, 1))}))


def test_a_curve_survives_json_and_interpolates_between_rows():
    curve = PriceCurve(
        prices=np.array([[0.0], [3.0]]),
        means=np.array([[30.0], [2.0]]),
        limits=np.array([[31.0], [3.0]]),
        lowest=np.array([2.0]),
        highest=np.array([40.0]),
    )
    again = PriceCurve.from_json(curve.to_json())
    # 1 + budget is the geometric mean of 32 and 4, so log(1 + price) is half of log 4
    middle = np.array([np.sqrt(32.0 * 4.0) - 1.0])
    np.testing.assert_allclose(again.prices_for(middle, ["cost"]), [1.0])


# -- prices confirmed after the fact ---------------------------------------------------------------


def measured_by(truth):
    """Measure a row whose mean is truth(price), with a limit a tenth above it."""

    def measure(prices):
        mean = np.array([[truth(float(prices[0]))]])
        return PriceCurve(
            prices=prices[None],
            means=mean,
            limits=1.1 * mean,
            lowest=np.array([5.0]),
            highest=np.array([90.0]),
        )

    return measure


def coarse_curve(truth, prices=(0.5, 1.5, 2.5, 3.5)):
    means = np.array([[truth(price)] for price in prices])
    return PriceCurve(
        prices=np.array(prices)[:, None],
        means=means,
        limits=1.1 * means,
        lowest=np.array([5.0]),
        highest=np.array([90.0]),
    )


@pytest.mark.parametrize("step", [1.6, 2.0, 2.2, 2.4, 2.49])
def test_a_guess_between_two_prices_is_measured_before_it_counts(step):
    """Costs fall by a step somewhere between two rows, which interpolation smooths over."""

    def truth(price):
        return 60.0 if price < step else 10.0

    curve = coarse_curve(truth)
    guess = float(curve.prices_for(np.array([30.0]), ["cost"])[0])
    assert 1.5 < guess < 2.5
    asked = [task_cost(30.0)]
    price = float(
        confirmed(asked, curve, measured_by(truth)).prices_for(np.array([30.0]), ["cost"])[0]
    )
    assert truth(price) == 10.0
    assert price == guess if truth(guess) == 10.0 else price > guess


def test_what_needs_no_confirmation_is_not_measured():
    def truth(price):
        return 80.0 / (1.0 + price)

    def never(prices):
        raise AssertionError(f"measured {prices}")

    at_a_row = coarse_curve(truth)
    budget = float(at_a_row.limits[2, 0])
    assert confirmed([task_cost(budget)], at_a_row, never) is at_a_row
    assert confirmed([task_cost(6.0)], at_a_row, never) is at_a_row  # out of reach


# -- prices cheaper than those of training ---------------------------------------------------------


def test_cheaper_prices_are_measured_until_the_loosest_budget_is_used_up():
    def truth(price):
        return 200.0 / (1.0 + price) ** 2

    curve = coarse_curve(truth, prices=(3.0, 4.0, 5.0))  # 13.75 at most, where 90 is allowed
    longer = cheapened(curve, measured_by(truth))
    assert longer.limits[0, 0] > 90.0 >= longer.limits[1, 0]
    assert len(longer.prices) > len(curve.prices)
    np.testing.assert_array_equal(longer.prices[-3:], curve.prices)
    price = float(longer.prices_for(np.array([60.0]), ["cost"])[0])
    assert price < 3.0
    assert truth(price) <= 60.0
    # where the budget was used up already, nothing is measured
    assert cheapened(longer, None) is longer


def test_cheaper_prices_end_at_none_at_all_or_after_eight():
    asked = []

    def measure(prices):
        asked.append(float(prices[0]))
        return measured_by(lambda price: 8.0)(prices)

    cheapened(coarse_curve(lambda price: 8.0, prices=(0.0, 1.0)), measure)
    assert asked == []
    eight = cheapened(coarse_curve(lambda price: 8.0, prices=(2.0, 3.0)), measure)
    assert len(asked) == 8
    assert len(eight.prices) == 10
    assert asked == sorted(asked, reverse=True)
    assert asked[-1] > 0.0


def test_a_constraint_that_uses_up_its_budget_ends_the_search_for_both():
    curve = PriceCurve(
        prices=np.array([[2.0, 1.0], [3.0, 2.0]]),
        means=np.array([[20.0, 5.0], [10.0, 4.0]]),
        limits=np.array([[22.0, 6.0], [11.0, 5.0]]),
        lowest=np.array([5.0, 1.0]),
        highest=np.array([90.0, 5.5]),
    )
    assert cheapened(curve, None) is curve


# -- more episodes where chance alone stands in the way --------------------------------------------


def looked_at(mean, limit):
    """Measure a row to have this mean and this limit; tell of which prices it was asked."""
    asked = []

    def measure(prices):
        asked.append(float(prices[0]))
        row = measured_by(lambda price: mean)(prices)
        return replace(row, limits=np.array([[limit]]))

    return measure, asked


@pytest.mark.parametrize(("limit", "met"), [(9.0, True), (12.0, False)])
def test_the_dearest_price_is_looked_at_again_where_its_mean_is_within_the_budget(limit, met):
    curve = replace(
        coarse_curve(lambda price: 8.0 / price),
        limits=np.array([[40.0], [40.0], [30.0], [30.0]]),  # one stuck episode has made them so
    )
    measure, asked = looked_at(2.0, limit)
    again = settled([task_cost(10.0)], curve, measure)
    assert asked == [3.5]
    assert again.limits.ravel().tolist() == [40.0, 40.0, 30.0, limit]
    assert again.means[-1, 0] == 2.0
    if met:
        assert 2.5 < again.prices_for(np.array([10.0]), ["cost"])[0] < 3.5
    else:
        with pytest.raises(InputError, match="was not reached"):
            again.prices_for(np.array([10.0]), ["cost"])


def test_more_episodes_are_not_played_for_what_is_settled():
    curve = coarse_curve(lambda price: 80.0 / (1.0 + price))
    lowest = float(curve.limits[-1, 0])
    for budget in (lowest, 0.9 * float(curve.means[-1, 0])):  # met; beyond what the mean allows
        assert settled([task_cost(budget)], curve, None) is curve


def test_a_worse_second_look_counts_for_every_row():
    curve = coarse_curve(lambda price: 80.0 / (1.0 + price))
    measure, _ = looked_at(30.0, 70.0)
    again = settled([task_cost(0.5 * (curve.means[-1, 0] + curve.limits[-1, 0]))], curve, measure)
    assert again.limits.min() == 70.0
    assert again.means.min() == 30.0  # and is told as it was
