"""Where things lie in the checkout."""

from pathlib import Path

from netzwerk.local.problems import LocalError

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"


def data_folder(name: str) -> Path:
    """Return the folder for data, made when it is missing; a relative name counts from the checkout."""
    path = (ROOT / name).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LocalError(f"the folder {path} cannot be made ({error.strerror}). Name another in DATA_DIR.") from error
    return path
