"""The data: real sets arrive whole and fairly split, synthetic ones follow the rule that their docstring states."""

import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest
from sklearn import datasets

from ce_helpers import data as da
from ce_helpers.data.structured import NEXT_STATE

REAL = {"iris": (150, 4, 3), "wine": (178, 13, 3), "breast_cancer": (569, 30, 2), "digits": (1797, 64, 10)}
MAKERS = [
    da.make_blobs,
    da.make_hairpins,
    da.make_binding_screen,
    da.make_compartments,
    da.make_photographs,
    da.make_loans,
    da.make_structures,
    da.make_clicks,
]
WITH_TRUTH = [m for m in MAKERS if m not in (da.make_photographs, da.make_structures)]


def _nats(truth, y):
    """Mean cross-entropy of the labels under their true probabilities."""
    if y.shape == truth.shape:
        return -np.log(np.where(y == 1, truth, 1 - truth)).mean()
    return -np.log(truth[np.arange(len(y)), y]).mean()


def _entropy(truth, y):
    """Its expectation, the entropy of the true probabilities."""
    p = np.stack([truth, 1 - truth], axis=-1) if y.shape == truth.shape else truth
    return -(p * np.log(np.clip(p, 1e-300, 1))).sum(axis=-1).mean()


# ------------------------------------------------------------------------------- real sets


def test_the_mortgages_are_all_there_and_fairly_split():
    data = da.load_mortgages(standardise=False)
    assert len(data.x_train) + len(data.x_test) == 2380
    assert len(data.feature_names) == data.x_train.shape[1] == 13
    group, y = np.append(data.x_train[:, -1], data.x_test[:, -1]), np.append(data.y_train, data.y_test)
    assert [(int(y[group == g].sum()), int((group == g).sum())) for g in (0, 1)] == [(189, 2041), (96, 339)]
    test_group = data.x_test[:, -1]
    assert abs(data.y_test[test_group == 1].mean() - 96 / 339) < 0.005
    assert data.real
    assert "Federal Reserve Bank of Boston" in data.source


def test_implausible_ratios_of_the_mortgages_are_clipped_unless_they_are_asked_for():
    def ratios(clip):
        return da.load_mortgages(test_size=0, standardise=False, clip=clip).x_train[:, :3]

    assert ratios(False).max(axis=0).tolist() == [3.0, 3.0, 1.95]
    assert ratios(True).max(axis=0).tolist() == [1.0, 1.0, 1.5]
    assert (ratios(True) != ratios(False)).sum(axis=0).tolist() == [5, 3, 3]


def test_the_mortgages_are_standardised_but_for_the_group():
    data = da.load_mortgages(seed=3)
    np.testing.assert_allclose(data.x_train[:, :-1].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.x_train[:, :-1].std(axis=0), 1)
    assert set(np.unique(data.x_train[:, -1])) == {0.0, 1.0}


@pytest.mark.parametrize("name", REAL)
def test_real_sets_arrive_whole(name):
    n, d, k = REAL[name]
    data = da.load(name, standardise=False)
    raw = getattr(datasets, f"load_{name}")()
    assert data.x_train.shape[1] == len(data.feature_names) == d
    assert len(data.class_names) == k
    assert data.real
    assert data.truth_train is None
    assert "synthetic" not in data.source
    together = np.column_stack([np.vstack([data.x_train, data.x_test]), np.append(data.y_train, data.y_test)])
    expected = np.column_stack([raw.data, raw.target])
    np.testing.assert_array_equal(np.sort(together, axis=0), np.sort(expected, axis=0))
    assert len(together) == n


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("test_size", [0.0, 0.25, 0.5])
def test_split_is_stratified_and_disjoint(name, test_size):
    y = getattr(datasets, f"load_{name}")().target
    train, test = da.split_rows(y, test_size=test_size, seed=3)
    np.testing.assert_array_equal(np.sort(np.append(train, test)), np.arange(len(y)))
    for c, count in zip(*np.unique(y, return_counts=True), strict=True):
        assert abs((y[test] == c).sum() - test_size * count) <= 0.5


def test_regression_is_split_without_classes():
    data = da.load("diabetes", test_size=0.3)
    assert data.class_names == ()
    assert len(data.y_test) == round(0.3 * 442)
    assert len(np.unique(data.y_train)) > 100


def test_standardising_learns_from_the_training_part_alone():
    raw, data = (da.load("wine", seed=5, standardise=flag) for flag in (False, True))
    mean, spread = raw.x_train.mean(axis=0), raw.x_train.std(axis=0)
    np.testing.assert_allclose(data.x_train.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.x_train.std(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(data.x_test, (raw.x_test - mean) / spread, rtol=1e-12)


def test_pixels_that_never_vary_are_centred_only():
    data = da.load("digits")
    assert np.isfinite(data.x_test).all()
    np.testing.assert_array_equal(data.x_train[:, 0], 0)


def test_seed_decides_the_split():
    one, again, other = (da.load("iris", seed=s).x_train for s in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()


def test_columns_and_the_positive_class_can_be_chosen():
    plain = da.load("breast_cancer", standardise=False)
    data = da.load("breast_cancer", standardise=False, features=("mean texture", 0), positive="malignant", test_size=0)
    assert data.feature_names == ("mean texture", "mean radius")
    assert data.class_names == ("benign", "malignant")
    raw = datasets.load_breast_cancer()
    np.testing.assert_array_equal(data.x_train, raw.data[:, [1, 0]])
    np.testing.assert_array_equal(data.y_train, 1 - raw.target)
    assert plain.class_names == ("malignant", "benign")
    assert da.load("iris", positive="setosa").class_names == ("not setosa", "setosa")
    assert da.load("digits", positive="3").y_train.mean() == pytest.approx(0.1, abs=0.01)


def test_importing_the_package_does_not_import_scikit_learn():
    code = "import sys, ce_helpers.data, ce_helpers.learning; print({'sklearn', 'tqdm', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def test_descriptions_are_english_text():
    names = da.description_names()
    assert {"iris", "wine", "breast_cancer", "digits", "diabetes"} <= set(names)
    for name in names:
        text = da.description_text(name)
        assert len(text) > 500
        assert text.count(" the ") > 1 or name == "linnerud"  # that one is mostly a table
        assert sum(c.isascii() for c in text) > len(text) - 5
    assert da.description_text("wine").strip() in da.load("wine").description.strip()


def test_ratings_are_those_of_the_lexicon_and_agree_with_its_own_means():
    words, ratings = da.load_ratings()
    assert len(words) == len(ratings) == 7520
    assert ratings.shape[1] == 10
    assert (np.abs(ratings) <= 4).all()
    lines = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8").splitlines()
    told = np.array([[float(x) for x in line.split("\t")[1:3]] for line in lines])
    means = np.abs(ratings.mean(axis=1) - told[:, 0])
    assert (means > 0.051).sum() == 1  # of "lmfao": 2.5 there, and 2.4 by its ratings
    assert words[int(means.argmax())] == "lmfao"
    assert (ratings.std(axis=1) <= 2.5).all()  # how the authors chose their words
    assert (ratings.mean(axis=1) != 0).all()


def test_ratings_say_what_they_need(monkeypatch):
    monkeypatch.setitem(sys.modules, "vaderSentiment", None)
    with pytest.raises(
        ModuleNotFoundError, match=r"vaderSentiment, which is not installed: pip install .ce_helpers\[data\]"
    ):
        da.load_ratings()


# ------------------------------------------------------------------------------- labels


@pytest.mark.parametrize(("rate", "k"), [(0.0, 3), (0.1, 2), (0.4, 10), (1.0, 3)])
def test_flipped_labels_follow_their_matrix(rate, k):
    y = np.repeat(np.arange(k), 20_000)
    kept = y.copy()
    noisy = da.flip_labels(y, rate, k, np.random.default_rng(0))
    np.testing.assert_array_equal(y, kept)
    table = np.zeros((k, k))
    np.add.at(table, (y, noisy), 1 / 20_000)
    np.testing.assert_allclose(table, da.flip_matrix(rate, k), atol=5 * np.sqrt(0.25 / 20_000))
    np.testing.assert_allclose(da.flip_matrix(rate, k).sum(axis=1), 1, rtol=1e-14)
    if rate in (0.0, 1.0):
        assert (noisy != y).mean() == rate


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
def test_kept_rows_have_the_share(share):
    y = da.load("breast_cancer", test_size=0, positive="malignant").y_train
    rows = da.keep_share(y, label=1, share=share, seed=1)
    assert len(np.unique(rows)) == len(rows)
    assert y[rows].mean() == pytest.approx(share, abs=1 / len(rows))
    complete = [(y[rows] == c).sum() == (y == c).sum() for c in (0, 1)]
    assert any(complete)
    np.testing.assert_array_equal(rows, da.keep_share(y, label=1, share=share, seed=1))


@pytest.mark.parametrize(("rate", "k"), [(0.0, 2), (0.2, 3), (0.45, 10)])
def test_flip_matrix_is_found_from_labels_given_twice(rate, k):
    clean = np.random.default_rng(1).integers(0, k, 40_000)
    found = da.estimate_flip_matrix(clean, da.flip_labels(clean, rate, k, 0), k)
    true = da.flip_matrix(rate, k)
    assert (np.abs(found - true) <= 5 * np.sqrt(true * (1 - true) / (0.9 * 40_000 / k))).all()
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-14)


@pytest.mark.parametrize("k", [2, 4])
def test_flip_matrix_is_found_at_the_anchors_of_a_model_of_noisy_labels(k):
    rng = np.random.default_rng(2)
    true = 0.6 * np.eye(k) + 0.4 * rng.dirichlet(np.ones(k), k)
    clean = np.concatenate([np.eye(k), rng.dirichlet(np.ones(k), 500)])  # P(class | x), with an anchor of each class
    np.testing.assert_allclose(da.flip_matrix_from_anchors(clean @ true), true, rtol=1e-14)


def test_the_quantile_of_an_anchor_is_its_rank():
    q = np.linspace(0.005, 0.995, 100)
    rows = np.column_stack([q, 1 - q])
    assert da.flip_matrix_from_anchors(rows, quantile=0.97)[0, 0] == q[96]
    assert da.flip_matrix_from_anchors(rows, quantile=0.97)[1, 0] == q[3]
    assert da.flip_matrix_from_anchors(rows, quantile=1)[0, 0] == q[99]


# ------------------------------------------------------------------------------- synthetic sets


@pytest.mark.parametrize("make", MAKERS)
def test_synthetic_sets_say_so_and_have_the_shapes_asked_for(make):
    data = make(30, 20, seed=1)
    assert not data.real
    assert "Synthetic" in data.description
    assert "Synthetic" in make.__doc__.split("\n\n")[0]
    assert data.source == f"synthetic, ce_helpers.{make.__name__}"
    assert "synthetic" in repr(data)
    assert (len(data.x_train), len(data.y_train), len(data.x_test), len(data.y_test)) == (30, 30, 20, 20)
    assert np.isfinite(data.x_train).all()
    if make is not da.make_structures:
        assert data.x_train.shape[-1] == len(data.feature_names)
    assert set(np.unique(data.y_train)) <= set(range(max(2, len(data.class_names))))
    assert len(make(5, 0).x_test) == 0


@pytest.mark.parametrize("make", MAKERS)
def test_synthetic_sets_are_reproduced_by_their_seed(make):
    one, again, other = (make(40, 10, seed=s) for s in (1, np.random.default_rng(1), 2))
    np.testing.assert_array_equal(one.x_train, again.x_train)
    np.testing.assert_array_equal(one.y_test, again.y_test)
    assert (one.x_train != other.x_train).any() or (one.y_train != other.y_train).any()


@pytest.mark.parametrize("make", [*WITH_TRUTH, lambda *a, **k: da.make_compartments(*a, multi_label=True, **k)])
def test_labels_follow_the_true_probabilities(make):
    """Within any band of the true probability the labels come that often, and the loss of the truth is its entropy."""
    data = make(20_000, 0, seed=0)
    truth, y = data.truth_train, data.y_train
    if y.shape != truth.shape:
        np.testing.assert_allclose(truth.sum(axis=1), 1, rtol=1e-12)
        hits, p = (np.eye(truth.shape[1])[y]).ravel(), truth.ravel()
    else:
        hits, p = y.ravel(), truth.ravel()
    for low in np.arange(0, 1, 0.1):
        band = (p >= low) & (p < low + 0.1)
        if band.sum() > 200:
            deviation = np.sqrt((p[band] * (1 - p[band])).sum()) / band.sum()
            assert abs(hits[band].mean() - p[band].mean()) < 4.5 * deviation
    assert _nats(truth, y) == pytest.approx(_entropy(truth, y), rel=0.05)


def test_blobs_overlap_as_their_docstring_says():
    from scipy.stats import norm

    data = da.make_blobs(100_000, 0, distance=2.0)
    wrong = (data.x_train.sum(axis=1) > 0) != data.y_train
    assert wrong.mean() == pytest.approx(norm.cdf(-1), abs=0.004)
    centres = [data.x_train[data.y_train == c].mean(axis=0) for c in (0, 1)]
    assert np.linalg.norm(centres[1] - centres[0]) == pytest.approx(2, abs=0.02)
    np.testing.assert_allclose(np.cov(data.x_train[data.y_train == 0].T), np.eye(2), atol=0.03)
    assert da.make_blobs(100_000, 0, share=0.2).y_train.mean() == pytest.approx(0.2, abs=0.005)


def test_separable_blobs_are_a_distance_apart():
    data = da.make_blobs(500, 500, distance=1.0, separable=True)
    along = (data.x_train.sum(axis=1)) / np.sqrt(2)
    assert along[data.y_train == 1].min() - along[data.y_train == 0].max() >= 1
    np.testing.assert_array_equal(data.truth_test, data.y_test)


@pytest.mark.parametrize("rate", [0.005, 0.03, 0.3])
def test_binding_screen_has_its_rate(rate):
    data = da.make_binding_screen(20_000, 20_000, rate=rate)
    assert np.append(data.truth_train, data.truth_test).mean() == pytest.approx(rate, rel=1e-9)
    assert data.y_train.mean() == pytest.approx(rate, abs=4.5 * np.sqrt(rate / 20_000))


def test_uninformative_settings_tell_nothing():
    np.testing.assert_allclose(da.make_binding_screen(50, 0, strength=0).truth_train, 0.03, rtol=1e-9)
    np.testing.assert_allclose(da.make_compartments(50, 0, strength=0).truth_train, 0.25, rtol=1e-12)
    np.testing.assert_allclose(da.make_blobs(50, 0, distance=0, share=0.3).truth_train, 0.3, rtol=1e-12)


def test_multi_label_sets_show_none_and_several():
    for data in (da.make_compartments(multi_label=True), da.make_photographs()):
        counts = data.y_train.sum(axis=1)
        assert counts.min() == 0
        assert counts.max() >= 3
    y = da.make_photographs(5000, 0).y_train
    assert np.corrcoef(y.T)[2, 3] < -0.1


def test_photographs_show_what_their_labels_say():
    data = da.make_photographs(300, 0, noise=0.0)
    images = data.x_train.reshape(-1, 8, 8)
    sky = images[:, 0, 7] >= 0.5
    np.testing.assert_array_equal(sky, data.y_train[:, 0] == 1)


def test_loans_were_unfair_to_group_1():
    fair, unfair = (da.make_loans(20_000, 0, gap=0.0, prejudice=p) for p in (0.0, 1.0))
    for data, low, high in ((fair, -0.03, 0.03), (unfair, 0.1, 0.3)):
        group = data.x_train[:, -1]
        assert low < data.y_train[group == 0].mean() - data.y_train[group == 1].mean() < high


def test_structures_follow_their_chain_and_preferences():
    data = da.make_structures(2000, 0, length=60)
    y, x = data.y_train, data.x_train
    assert (y[:, 0] == 2).all()
    steps = np.zeros((3, 3))
    np.add.at(steps, (y[:, :-1], y[:, 1:]), 1)
    np.testing.assert_allclose(steps / steps.sum(axis=1, keepdims=True), NEXT_STATE, atol=0.015)
    glycine, alanine = (data.feature_names.index(r) for r in "GA")
    for residue, state, favourites in ((glycine, 2, 5), (alanine, 0, 8)):
        assert (x[y == state] == residue).mean() == pytest.approx(4 / (20 + 3 * favourites), abs=0.01)
    assert set(np.unique(x)) == set(range(20))


def test_clicks_fall_off_with_the_place_and_purchases_need_a_click():
    y = da.make_clicks(20_000, 0, items=4).y_train
    clicks = y[..., 0].mean(axis=0)
    np.testing.assert_allclose(clicks * np.arange(1, 5), clicks[0], rtol=0.06)
    assert (y[..., 1] <= y[..., 0]).all()
    assert y[..., 1].any()


def test_a_hairpin_has_the_probability_its_docstring_gives():
    data = da.make_hairpins(200, 0, temperature=2.0)
    weak, strong, wrong, loop = data.x_train.T
    energy = -0.5 * weak - strong + wrong + 0.4 * (loop - 3)
    np.testing.assert_allclose(data.truth_train, 1 / (1 + np.exp((energy + 3.5) / 2)), rtol=1e-12)
    assert 0.2 < da.make_hairpins(5000, 0).y_train.mean() < 0.8


# ------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: da.load("titanic"), "name = 'titanic'.*iris"),
        (lambda: da.load("iris", test_size=1.0), "test_size = 1"),
        (lambda: da.load("iris", test_size=-0.1), "test_size = -0.1"),
        (lambda: da.load("iris", test_size=50), "test_size = 50"),
        (lambda: da.load("iris", test_size=0.999), "nothing to learn from"),
        (lambda: da.load("iris", seed=None), "seed = None"),
        (lambda: da.load("iris", seed=1.5), "seed = 1.5"),
        (lambda: da.load("iris", features=("petal",)), "features holds 'petal'"),
        (lambda: da.load("iris", features=(4,)), "features holds 4"),
        (lambda: da.load("iris", features=()), "features = .. is no list"),
        (lambda: da.load("iris", features=3), "features = 3 is no list"),
        (lambda: da.load("iris", features="petal width"), "is no list"),
        (lambda: da.load("iris", positive="rose"), "positive holds 'rose'.*setosa"),
        (lambda: da.load("diabetes", positive="ill"), "regression"),
        (lambda: da.split_rows([]), "empty"),
        (lambda: da.split_rows([[0, 1]]), r"shape \(1, 2\)"),
        (lambda: da.description_text("moby dick"), "'moby dick'.*iris"),
        (lambda: da.keep_share([0, 1], 1, 1.0), "share = 1.0"),
        (lambda: da.keep_share([0, 1], 1, 1.2), "share = 1.2"),
        (lambda: da.keep_share([0, 1], 2, 0.5), "label = 2"),
        (lambda: da.flip_labels([0, 3], 0.1, 3, 0), r"3 is no class index"),
        (lambda: da.flip_labels([0, 1], 1.1, 3, 0), "rate = 1.1"),
        (lambda: da.flip_labels([0, 1], float("nan"), 3, 0), "rate = nan"),
        (lambda: da.flip_labels([0, 0], 0.1, 1, 0), "n_classes = 1"),
        (lambda: da.flip_matrix(-0.1, 3), "rate = -0.1"),
        (lambda: da.estimate_flip_matrix([0, 0], [0, 1], 2), "class 1"),
        (lambda: da.estimate_flip_matrix([0, 1], [0], 2), "shapes differ"),
        (lambda: da.flip_matrix_from_anchors([0.5, 0.5]), "shape"),
        (lambda: da.flip_matrix_from_anchors([[1.0], [1.0]]), "K ≥ 2"),
        (lambda: da.flip_matrix_from_anchors([[0.5, 0.5]], quantile=2), "quantile = 2"),
        (lambda: da.make_blobs(0), "n = 0"),
        (lambda: da.make_blobs(2.5), "n = 2.5"),
        (lambda: da.make_blobs(10, -1), "n_test = -1"),
        (lambda: da.make_blobs(distance=-1), "distance = -1"),
        (lambda: da.make_blobs(share=0), "share = 0"),
        (lambda: da.make_hairpins(temperature=0), "temperature = 0"),
        (lambda: da.make_binding_screen(rate=1.0), "rate = 1.0"),
        (lambda: da.make_binding_screen(strength=float("inf")), "strength = inf"),
        (lambda: da.make_compartments(strength=-1), "strength = -1"),
        (lambda: da.make_photographs(noise="much"), "noise = 'much'"),
        (lambda: da.make_loans(gap=float("nan")), "gap = nan"),
        (lambda: da.make_structures(length=0), "length = 0"),
        (lambda: da.make_structures(preference=0.5), "preference = 0.5"),
        (lambda: da.make_clicks(items=0), "items = 0"),
    ],
)
def test_bad_input_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
