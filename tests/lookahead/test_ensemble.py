"""The ensemble: shapes, bounds, a known noisy function, and keeping each member's best weights."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lookahead.ensemble import Ensemble, EnsembleConfig
from lookahead.ensemble_fit import EnsembleTrainer
from saferl.errors import InputError

SMALL = EnsembleConfig(members=3, hidden=(32, 32), head=16, max_updates=3000, validate_every=250)


def made(inputs=1, numbers=1, flags=0, config=SMALL, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return Ensemble(inputs, numbers, flags, config=config, generator=generator)


def noisy_sine(n=6000, seed=0):
    """y = sin(3x) with deviation 0.05 on the left and 0.3 on the right."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (n, 1))
    deviation = np.where(x < 0, 0.05, 0.3)
    return x, np.sin(3 * x) + deviation * rng.standard_normal(x.shape)


@pytest.fixture(scope="module")
def fitted():
    ensemble = made()
    report = EnsembleTrainer(ensemble, seed=0).fit(*noisy_sine())
    return ensemble, report


def test_it_fits_the_mean_of_a_known_noisy_function(fitted):
    ensemble, _ = fitted
    x = torch.linspace(-0.9, 0.9, 50)[:, None]
    with torch.no_grad():
        mean = ensemble(x).mean.mean(0)
    assert (mean - torch.sin(3 * x)).abs().max() < 0.12


def test_predicted_deviations_are_those_of_the_noise(fitted):
    ensemble, report = fitted
    with torch.no_grad():
        deviation = (0.5 * ensemble(torch.tensor([[-0.5], [0.5]])).log_variance).exp().mean(0)
    assert 0.035 < deviation[0, 0] < 0.08
    assert 0.24 < deviation[1, 0] < 0.36
    assert 0.86 < report.coverage[0] < 0.94


def test_members_disagree_more_away_from_the_data(fitted):
    ensemble, report = fitted
    far = ensemble.disagreement(torch.tensor([[4.0], [-4.0]]))
    assert (far > 5 * report.disagreement_99).all()


def test_members_start_with_the_scale_of_a_single_network():
    ensemble = made(50, 10, config=EnsembleConfig(members=4))
    first = ensemble.trunk.weights[0]  # (M, in, out)
    for member in first:
        # orthogonal with gain sqrt 2: rows of a 50 x 200 matrix have norm sqrt 2
        assert torch.allclose(member.norm(dim=1), torch.full((50,), 2.0**0.5), atol=1e-4)
    assert not torch.allclose(first[0], first[1])
    spread = ensemble(torch.randn(500, 50)).mean.std()
    assert 0.3 < spread < 3.0


def test_log_variances_stay_within_their_bounds_with_a_gradient_at_them():
    ensemble = made(1, 1)
    inputs = torch.tensor([[-1e3], [1e3]], requires_grad=True)
    predicted = ensemble.standardised(inputs)
    upper = ensemble.max_log_variance.max().item()
    assert predicted.log_variance.max() < upper + 0.1
    assert predicted.log_variance.min() > ensemble.min_log_variance.min().item() - 0.1
    predicted.log_variance.sum().backward()
    assert ensemble.max_log_variance.grad.abs().sum() > 0


def test_truth_values_get_calibrated_odds():
    rng = np.random.default_rng(1)
    x = rng.uniform(-1, 1, (6000, 1))
    truth = (rng.random(x.shape) < np.where(x < 0, 0.1, 0.8)).astype(float)
    ensemble = made(1, 0, 1)
    EnsembleTrainer(ensemble, seed=1).fit(x, truth)
    with torch.no_grad():
        odds = torch.sigmoid(ensemble(torch.tensor([[-0.5], [0.5]])).logits).mean(0)[:, 0]
    assert abs(odds[0] - 0.1) < 0.05
    assert abs(odds[1] - 0.8) < 0.06


def test_a_fit_is_reproduced_by_its_seed():
    x, y = noisy_sine(500)
    config = EnsembleConfig(members=2, hidden=(8,), head=0, max_updates=50, validate_every=25)
    weights = []
    for _ in range(2):
        ensemble = made(config=config)
        EnsembleTrainer(ensemble, seed=3).fit(x, y)
        weights.append(ensemble.mean_head.weights[0].detach().clone())
    assert torch.equal(*weights)


def test_an_episode_is_held_out_whole_or_not_at_all():
    trainer = EnsembleTrainer(made(), seed=0)
    groups = np.repeat(np.arange(20), 10)
    held = trainer._holdout(200, groups).numpy()
    assert all(len(set(held[groups == g])) == 1 for g in range(20))
    assert 20 <= held.sum() <= 30


def test_sampling_uses_the_named_member_and_its_deviation(fitted):
    ensemble, _ = fitted
    x = torch.full((4000, 1), 0.5)
    generator = torch.Generator().manual_seed(0)
    drawn, _ = ensemble.sample(x, member=torch.tensor(1), generator=generator)
    with torch.no_grad():
        predicted = ensemble(x[:1])
    assert abs(drawn.mean() - predicted.mean[1, 0, 0]) < 0.02
    assert abs(drawn.std() - (0.5 * predicted.log_variance[1, 0, 0]).exp()) < 0.02


@pytest.mark.parametrize(
    ("inputs", "targets"),
    [((10, 2), (10, 1)), ((10, 1), (10, 2)), ((10, 1), (9, 1)), ((1, 1), (1, 1))],
)
def test_rows_that_do_not_fit_are_refused(inputs, targets):
    with pytest.raises(InputError, match="expected"):
        EnsembleTrainer(made()).fit(np.zeros(inputs), np.zeros(targets))


def test_values_that_are_not_finite_are_refused():
    x = np.zeros((10, 1))
    x[3] = np.nan
    with pytest.raises(InputError, match="finite"):
        EnsembleTrainer(made()).update(x, np.zeros((10, 1)), 1)
