"""Writes vectors.json: worked statistics to which tests/vectors.rs holds the program.

    python3 -m venv venv && venv/bin/pip install numpy scipy statsmodels
    venv/bin/python tests/statistics/make_vectors.py > tests/statistics/vectors.json

Every number comes from scipy, statsmodels or numpy, or is written out below from the paper
that it is named after; none comes from the program. Inputs are made up.
null must be empty in an output, "inf" infinite.
"""

import itertools
import json
import math
import platform

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests


def clean(value):
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [clean(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def rate(y, n):
    if n == 0:
        return {"y": y, "n": n, "per1000": None, "garwood95": None, "wilson95": None}
    low = stats.chi2.ppf(0.025, 2 * y) / 2 if y else 0.0
    garwood = [1000 * low / n, 1000 * stats.chi2.ppf(0.975, 2 * y + 2) / 2 / n]
    low = stats.gamma.ppf(0.025, y + 0.5) if y else 0.0
    jeffreys = [1000 * low / n, 1000 * stats.gamma.ppf(0.975, y + 0.5) / n]
    wilson = stats.binomtest(y, n).proportion_ci(method="wilson")
    return {
        "y": y,
        "n": n,
        "per1000": 1000 * y / n,
        "garwood95": garwood,
        "jeffreys95": jeffreys,
        "wilson95": [1000 * wilson.low, 1000 * wilson.high],
    }


def two(a, m, b, n):
    out = {"a": a, "tokens_a": m, "b": b, "tokens_b": n}
    if m == 0 or n == 0:
        return out | {"all_null": True}
    table = np.array([[a, m - a], [b, n - b]])
    some = a + b > 0
    out["rate_ratio"] = None if not some else math.inf if b == 0 else (a / m) / (b / n)
    share = (a + b) / (m + n)
    expected = np.array([[m * share, m * (1 - share)], [n * share, n * (1 - share)]])
    term = lambda o, e: 2 * o * math.log(o / e) if o > 0 else 0.0
    out["g2_4cell"] = sum(term(o, e) for o, e in zip(table.ravel(), expected.ravel()))
    rayson = term(a, m * share) + term(b, n * share)
    out["g2_2cell_rayson"] = rayson
    if some:
        for name, correct in (("chi2", False), ("chi2_yates", True)):
            found = stats.chi2_contingency(table, correction=correct)
            out[name], out[name + "_p"] = found.statistic, found.pvalue
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert math.isclose(g2.statistic, out["g2_4cell"], rel_tol=1e-9, abs_tol=1e-9)
        out["g2_p"] = stats.chi2.sf(out["g2_4cell"], 1)
        out["min_expected"] = expected.min()
        p = m / (m + n)
        exact = stats.binomtest(a, a + b, p)
        out["poisson_exact_cond_p"] = exact.pvalue
        ci = exact.proportion_ci(method="exact")
        ratio = lambda q: math.inf if q == 1 else q / (1 - q) * n / m
        out["rate_ratio_ci95_exact_cond"] = [ratio(ci.low), ratio(ci.high)]
        log = math.log(((a + 0.5) / (m + 0.5)) / ((b + 0.5) / (n + 0.5)))
        se = math.sqrt(1 / (a + 0.5) - 1 / (m + 0.5) + 1 / (b + 0.5) - 1 / (n + 0.5))
        z = stats.norm.ppf(0.975)
        out |= {"log_rr_haldane": log, "log_rr_haldane_se": se}
        out["rr_haldane_ci95"] = [math.exp(log - z * se), math.exp(log + z * se)]
        out["log_ratio_hardie_log2"] = math.log2(((a or 0.5) / m) / ((b or 0.5) / n))
        out["pct_diff_gabrielatos"] = 100 * (a / m - b / n) / (b / n) if b else None
        least = expected.min()
        out["ell_johnston"] = rayson / ((m + n) * math.log(least)) if least > 1 else None
        out["bic_wilson"] = rayson - math.log(m + n)
    else:
        out |= {k: None for k in ("chi2", "chi2_p", "g2_p", "poisson_exact_cond_p", "rate_ratio_ci95_exact_cond")}
        out["log_rr_haldane"] = math.log(((a + 0.5) / (m + 0.5)) / ((b + 0.5) / (n + 0.5)))
    out["fisher_p"] = stats.fisher_exact(table).pvalue
    return out


def fightin_words():
    words = ["cannon", "treaty", "neighbour", "empire", "and", "unseen"]
    y_a, y_b = np.array([14, 3, 1, 9, 210, 0]), np.array([2, 19, 11, 1, 260, 0])
    background = np.array([40, 66, 30, 12, 5100, 0])
    a0 = 500.0

    def score(al, all_al):
        na, nb = y_a.sum(), y_b.sum()
        delta = np.log((y_a + al) / (na + all_al - y_a - al)) - np.log((y_b + al) / (nb + all_al - y_b - al))
        variance = 1 / (y_a + al) + 1 / (y_b + al)
        return delta, variance, delta / np.sqrt(variance)

    alpha = a0 * (background + 0.01) / (background + 0.01).sum()
    delta, variance, z = score(alpha, alpha.sum())
    flat = np.full(len(words), 0.01)
    flat_delta, _, flat_z = score(flat, flat.sum())
    return {
        "how": "Monroe, Colaresi & Quinn 2008, eq. 16 and 22",
        "words": words,
        "y_a": y_a,
        "y_b": y_b,
        "background": background,
        "a0": a0,
        "alpha": alpha,
        "delta": delta,
        "variance": variance,
        "z": z,
        "p_two_sided": 2 * stats.norm.sf(np.abs(z)),
        "flat_alpha": 0.01,
        "flat_delta": flat_delta,
        "flat_z": flat_z,
    }


def multiplicity():
    p = [0.041, 0.0003, 0.9, 0.2, 0.0101, 0.0099, 0.64, 0.2, 0.03]
    adjusted = lambda p, method: multipletests(p, method=method)[1]
    return {
        "how": "statsmodels.stats.multitest.multipletests",
        "p": p,
        "bh": adjusted(p, "fdr_bh"),
        "holm": adjusted(p, "holm"),
        "ties_p": [0.02, 0.02, 0.5, 0.02],
        "ties_bh": adjusted([0.02, 0.02, 0.5, 0.02], "fdr_bh"),
        "with_nulls_note": "null p-values (untestable) are left out of m and stay null",
    }


A = {"hits": [2, 0, 0, 6, 1, 0, 3, 0, 9], "tokens": [51, 20, 33, 70, 44, 15, 62, 28, 80]}
B = {"hits": [0, 0, 1, 0, 3, 0, 0, 1, 0, 0, 2], "tokens": [47, 30, 52, 18, 66, 25, 41, 39, 22, 31, 58]}


def cluster(side):
    h, t = np.array(side["hits"], float), np.array(side["tokens"], float)
    k, r = len(h), h.sum() / t.sum()
    se = math.sqrt(k / (k - 1) * ((h - r * t) ** 2).sum()) / t.sum()
    without = (h.sum() - h) / (t.sum() - t)
    jack = math.sqrt((k - 1) / k * ((without - without.mean()) ** 2).sum())
    poisson = math.sqrt(h.sum()) / t.sum()
    return side | {
        "rate": r,
        "se_cluster": se,
        "se_jackknife": jack,
        "se_poisson": poisson,
        "design_effect": (se / poisson) ** 2,
    }


def clusters():
    a, b = cluster(A), cluster(B)
    y = np.array(A["hits"] + B["hits"])
    x = sm.add_constant(np.r_[np.ones(len(A["hits"])), np.zeros(len(B["hits"]))])
    offset = np.log(np.array(A["tokens"] + B["tokens"]))
    poisson = sm.GLM(y, x, family=sm.families.Poisson(), offset=offset).fit(tol=1e-14, tol_criterion="params", maxiter=200)
    quasi = sm.GLM(y, x, family=sm.families.Poisson(), offset=offset).fit(scale="X2", tol=1e-14, tol_criterion="params", maxiter=200)
    hc0 = sm.GLM(y, x, family=sm.families.Poisson(), offset=offset).fit(cov_type="HC0", tol=1e-14, tol_criterion="params", maxiter=200)
    nb = sm.NegativeBinomial(y, x, offset=offset).fit(disp=0, method="newton", maxiter=500, tol=1e-12)
    log = math.log(a["rate"] / b["rate"])
    v, w = (a["se_cluster"] / a["rate"]) ** 2, (b["se_cluster"] / b["rate"]) ** 2
    se, z = math.sqrt(v + w), stats.norm.ppf(0.975)
    df = (v + w) ** 2 / (v**2 / (len(A["hits"]) - 1) + w**2 / (len(B["hits"]) - 1))
    t = stats.t.ppf(0.975, df)
    return {
        "how": "ratio estimator and its linearised error; statsmodels GLM and NegativeBinomial",
        "a": a,
        "b": b,
        "log_rate_ratio": poisson.params[1],
        "se_poisson": poisson.bse[1],
        "p_poisson": poisson.pvalues[1],
        "dispersion_pearson": quasi.scale,
        "se_quasipoisson": quasi.bse[1],
        "p_quasipoisson_z": 2 * stats.norm.sf(abs(quasi.params[1] / quasi.bse[1])),
        "se_hc0": hc0.bse[1],
        "nb_alpha": nb.params[2],
        "nb_log_rate_ratio": nb.params[1],
        "nb_se": nb.bse[1],
        "nb_p": nb.pvalues[1],
        "nb_tolerance": 1e-4,
        "log_rr_cluster_delta": {
            "log_rr": log,
            "se": se,
            "ci95": [math.exp(log - z * se), math.exp(log + z * se)],
            "p": 2 * stats.norm.sf(abs(log / se)),
        },
        "log_rr_cluster_welch": {
            "df": df,
            "p": 2 * stats.t.sf(abs(log / se), df),
            "ci95": [math.exp(log - t * se), math.exp(log + t * se)],
        },
    }


def permutation():
    a = {"hits": [4, 1, 6], "tokens": [90, 110, 130]}
    b = {"hits": [0, 2, 1, 0, 1], "tokens": [100, 60, 150, 80, 120]}
    hits, tokens = np.array(a["hits"] + b["hits"]), np.array(a["tokens"] + b["tokens"])

    def apart(chosen):
        own = np.zeros(len(hits), bool)
        own[list(chosen)] = True
        return hits[own].sum() / tokens[own].sum() - hits[~own].sum() / tokens[~own].sum()

    observed = apart(range(3))
    every = [apart(c) for c in itertools.combinations(range(len(hits)), 3)]
    p = sum(abs(s) >= abs(observed) - 1e-12 for s in every) / len(every)
    return {"a": a, "b": b, "observed": observed, "n": len(every), "p_abs": p}


MASK = (1 << 64) - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def bootstrap():
    draw, k = splitmix(20240607), len(A["hits"])
    values = []
    for _ in range(2000):
        picked = [(next(draw) * k) >> 64 for _ in range(k)]
        values.append(1000 * sum(A["hits"][i] for i in picked) / sum(A["tokens"][i] for i in picked))
    numbers = splitmix(20240607)
    return {
        "how": "whole units with replacement, index = (splitmix64() * k) >> 64, seed 20240607, 2000 samples",
        "first_five_per1000": values[:5],
        "mean": np.mean(values),
        "sd": np.std(values, ddof=1),
        "pct95": np.quantile(values, [0.025, 0.975], method="linear"),
        "first_eight_splitmix64": [str(next(numbers)) for _ in range(8)],
    }


def sentiment():
    a = [0.4215, -0.1027, 0.0, 0.7351, 0.2023, 0.0, 0.5106, -0.34]
    b = [-0.4767, 0.0, -0.6124, 0.1531, 0.2023]
    welch = stats.ttest_ind(a, b, equal_var=False)
    ci = welch.confidence_interval()
    u = stats.mannwhitneyu(a, b, method="asymptotic")
    delta = sum((x > y) - (x < y) for x in a for y in b) / (len(a) * len(b))
    return {
        "a": a,
        "b": b,
        "mean_a": np.mean(a),
        "mean_b": np.mean(b),
        "welch_t": welch.statistic,
        "welch_df": welch.df,
        "welch_p": welch.pvalue,
        "welch_ci95": [ci.low, ci.high],
        "mannwhitney_u": u.statistic,
        "mannwhitney_p": u.pvalue,
        "cliffs_delta": delta,
    }


def gries():
    h, t = np.array(B["hits"], float), np.array(B["tokens"], float)
    dp = 0.5 * np.abs(t / t.sum() - h / h.sum()).sum()
    norm = dp / (1 - t.min() / t.sum())
    return B | {"dp": dp, "dp_norm": norm, "all_zero_hits": "null"}


def main():
    scores = [-20.0, -3.2, -0.5, 0.0, 1.3, 2.8, 6.5, 60.0]
    vader = [[s, round(s / math.sqrt(s * s + 15), 4)] for s in scores]
    vectors = {
        "made_with": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "tolerance": "relative 1e-9 unless a vector says otherwise",
        "rate_per_1000": {"rows": [rate(*r) for r in [(0, 0), (0, 320), (1, 40), (2, 900), (9, 1500), (75, 8100), (30, 30)]]},
        "two_speakers": {
            "rows": [
                two(*r)
                for r in [
                    (22, 4100, 9, 5300),
                    (8, 2500, 17, 3900),
                    (0, 1800, 6, 2600),
                    (5, 90, 0, 7000),
                    (0, 700, 0, 900),
                    (4, 1200, 4, 1200),
                    (2, 35, 1, 70),
                    (310, 21000, 45, 19000),
                    (3, 0, 2, 80),
                ]
            ]
        },
        "fightin_words": fightin_words(),
        "multiplicity": multiplicity(),
        "clusters": clusters(),
        "permutation_by_cluster": permutation(),
        "bootstrap_by_quote": bootstrap(),
        "sentiment_two_groups": sentiment(),
        "vader_normalise": {"rows": vader},
        "gries_dp": gries(),
    }
    print(json.dumps(clean(vectors), indent=1))


main()
