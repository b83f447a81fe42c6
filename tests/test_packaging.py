"""What is built: the package with its data, without the article, and it works from the wheel alone."""

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import rahmen

ROOT = Path(__file__).parent.parent
DATA = ("frames.toml", "sentences.toml", "negation.toml", "report.html", "report.css", "read.css")
BUILD = "from setuptools import build_meta as b; b.build_wheel('out'); b.build_sdist('out')"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    copy = tmp_path_factory.mktemp("build") / "tree"
    skip = shutil.ignore_patterns(
        ".venv", ".git", "results*", "build", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, copy, ignore=skip)
    (copy / "out").mkdir()
    subprocess.run([sys.executable, "-c", BUILD], cwd=copy, check=True, capture_output=True)
    return copy / "out"


def names(built):
    wheel, sdist = next(built.glob("*.whl")), next(built.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        return zipfile.ZipFile(wheel).namelist(), archive.getnames()


def test_the_package_has_its_data(built):
    for listed in names(built):
        for wanted in (*DATA, "study/corpus/metadata.csv", "study/notebooks/01_first_look.ipynb"):
            assert any(name.endswith(wanted) for name in listed), wanted


def test_the_article_is_in_no_package(built):
    for listed in names(built):
        assert not [name for name in listed if "corpus/article" in name or "tiktok-xiaohongshu" in name]


def test_the_sdist_has_what_the_package_needs_and_no_half_of_the_tests(built):
    _, listed = names(built)
    below = {name.partition("/")[2] for name in listed}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "CITATION.cff", "MODEL_CARD.md", "pyproject.toml"} <= below
    assert not [name for name in below if name.startswith(("tests", "corpus", "docs", "notebooks", "benchmarks"))]


def test_versions_agree(built):
    wheel = next(built.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = email.message_from_bytes(archive.read(metadata))
    assert told["Version"] == rahmen.__version__
    assert told["License-Expression"] == "MIT"


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Install the wheel by itself; what it needs is taken from where the tests run."""
    site = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--target", site]
    subprocess.run([*pip, next(built.glob("*.whl"))], check=True, capture_output=True)
    return site


def run(installed, folder, *call):
    environment = {key: value for key, value in os.environ.items() if key != "RAHMEN_CORPUS"}
    environment["PYTHONPATH"] = str(installed)
    return subprocess.run([sys.executable, *call], cwd=folder, env=environment, capture_output=True, text=True)


def test_its_examples_run_without_the_repository(installed, tmp_path):
    rooms = ["rahmen.codebook", "rahmen.corpus", "rahmen.german", "rahmen.start"]  # `make wheel` runs those of all
    options = ["-q", "-p", "no:cacheprovider", "--doctest-modules", "-o", "doctest_optionflags=NORMALIZE_WHITESPACE"]
    done = run(installed, tmp_path, "-m", "pytest", *options, "--pyargs", *rooms)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_the_studys_corpus_is_missed_with_a_word(installed, tmp_path):
    done = run(installed, tmp_path, "-c", "import rahmen; print(rahmen.__file__); rahmen.load_corpus()")
    assert done.stdout.startswith(str(installed))
    told = done.stderr.strip().splitlines()[-1]
    assert "no corpus/metadata.csv here or above, and the package comes without it" in told
    assert "load_corpus(path)" in told
    done = run(installed, tmp_path, installed / "bin" / "rahmen", "study")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "--corpus" in done.stderr


def test_the_wheel_works_alone(built, tmp_path):
    code = "import rahmen; print(rahmen.__file__, rahmen.CodebookClassifier().predict(['Sie protestieren.'])[0, 0])"
    code += "; rahmen.new_study('mine')"
    wheel = str(next(built.glob("*.whl")))
    run = [sys.executable, "-c", f"import sys; sys.path.insert(0, {wheel!r}); {code}"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ".whl" in done.stdout
    assert done.stdout.strip().endswith("1")
    assert (tmp_path / "mine" / "corpus" / "metadata.csv").is_file()
