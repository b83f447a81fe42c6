"""What is built: the package with its data, without the article, and it works from the wheel alone."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

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


def test_the_wheel_works_alone(built, tmp_path):
    code = "import rahmen; print(rahmen.__file__, rahmen.CodebookClassifier().predict(['Sie protestieren.'])[0, 0])"
    code += "; rahmen.new_study('mine')"
    wheel = str(next(built.glob("*.whl")))
    run = [sys.executable, "-c", f"import sys; sys.path.insert(0, {wheel!r}); {code}"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ".whl" in done.stdout
    assert done.stdout.strip().endswith("1")
    assert (tmp_path / "mine" / "corpus" / "metadata.csv").is_file()
