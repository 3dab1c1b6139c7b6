"""Brings files here: Debian packages, npm packages, plain addresses.

Nothing is installed: packages are unpacked into a folder of their own.
"""

import pathlib
import shutil
import subprocess
import tarfile
import urllib.error
import urllib.parse
import urllib.request

TIMEOUT = 60  # seconds without a byte


class FetchError(Exception):
    """What could not be had, why, and what the reader can do about it."""


def _run(command, folder, advice):
    if shutil.which(command[0]) is None:
        raise FetchError(f"{command[0]} is not installed; {advice}")
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise FetchError(
            f"`{' '.join(command)}` failed: {lines[-1].strip()}; {advice}"
        )
    return done.stdout


def debian(packages, folder):
    """Unpacks the packages under `folder`; returns "name version" of each."""
    versions = []
    for package in packages:
        _run(
            ["apt-get", "-q", "download", package],
            folder,
            "run `apt-get update` first, on a Debian system",
        )
        archive = next(folder.glob(f"{package}_*.deb"))
        _run(
            ["dpkg-deb", "-x", str(archive), str(folder)],
            folder,
            "a Debian system is needed",
        )
        version = urllib.parse.unquote(archive.name.split("_")[1])
        versions.append(f"{package} {version}")
        archive.unlink()
    return versions


def npm(packages, folder):
    """Unpacks the packages under `folder`, each in a folder of its name."""
    versions = []
    for package in packages:
        printed = _run(
            ["npm", "pack", "--silent", package],
            folder,
            "the package npm is needed, and a registry it can reach",
        )
        archive = folder / printed.strip().splitlines()[-1]
        with tarfile.open(archive) as tar:
            members = [
                m
                for m in tar.getmembers()
                if m.isfile()
                and ".." not in m.name
                and not m.name.startswith("/")
            ]
            tar.extractall(folder / package, members=members)
        versions.append(f"{package} {archive.stem.rpartition('-')[2]}")
        archive.unlink()
    return versions


def address(url, folder, kept):
    """The file at `url`, from the folder `kept` if it is there already."""
    name = url.rpartition("/")[2]
    have = pathlib.Path(kept) / name
    if have.exists():
        return have
    target = folder / name
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as source:
            with open(target, "wb") as sink:
                shutil.copyfileobj(source, sink)
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise FetchError(
            f"cannot fetch {url}: {reason}; this text needs a machine with "
            f"internet, or the file put at {have}"
        ) from error
    return target
