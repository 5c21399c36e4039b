"""Where scenarios and topologies lie, and which file a name means.

1. Files lie in `scenarios` and `topologies` of the folder one works in, of the folders in DRILLSIM_PATH (or in these
   folders themselves), and in the package. The nearest wins: here, then the path in its order, then the package.
2. A file is named by its id, by its place below its folder without ending (`mizuho/2021-03-12`), or by its path.
3. Only the head of a file is read, and without YAML, so that listing hundreds of files takes no time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from drillsim.library.heads import read_head
from drillsim.library.nearest import nearest_words
from drillsim.library.wording import coded_error

if TYPE_CHECKING:
    from drillsim.errors import DrillsimError
    from drillsim.library.heads import Head

Kind = Literal["scenario", "topology"]
Origin = Literal["here", "path", "bundled"]

FOLDERS: Mapping[Kind, str] = {"scenario": "scenarios", "topology": "topologies"}
PATH_VARIABLE = "DRILLSIM_PATH"
_ENDINGS = (".yaml", ".yml")
_NAMES_MAX = 12
"""How many names a hint lists before it says how many more there are."""
_PARENTS_MAX = 3
"""How far above a file that names another its neighbours may lie."""


@dataclass(frozen=True)
class Entry:
    """One file that can be named."""

    kind: Kind
    id: str
    title: Mapping[str, str]
    """By language; a title in one language is under that language only."""
    path: Path
    origin: Origin
    name: str
    """Its place below the folder, without ending."""

    @property
    def collection(self) -> str:
        """The folder it lies in below the folder of its kind; nothing where it lies there itself."""
        return self.name.rpartition("/")[0]

    def title_in(self, lang: str) -> str:
        """The title in a language, or in the one it was written in."""
        return self.title.get(lang) or next(iter(self.title.values()), "") or self.id


def bundled_folder(kind: Kind) -> Path | None:
    """The folder of the files that come with drillsim: in the installed package, or at the top of the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_bundled" / FOLDERS[kind], package.parent.parent / FOLDERS[kind]):
        if folder.is_dir():
            return folder
    return None


def list_files(
    kind: Kind | None = None, *, start: Path | None = None, head: Callable[[Path], Head | None] = read_head
) -> list[Entry]:
    """Every scenario and topology that can be named, the nearest of each id only; `head` reads the head of a file."""
    found: dict[tuple[Kind, str], Entry] = {}
    folders = [bundled_folder(each) for each in FOLDERS]
    bundled = {folder.resolve() for folder in folders if folder is not None}
    for entries in _shelves(start or Path.cwd(), None, head):
        for entry in entries:
            if kind is not None and entry.kind != kind:
                continue
            if entry.origin != "bundled" and bundled & set(entry.path.resolve().parents):
                continue
            found.setdefault((entry.kind, entry.id), entry)
    return sorted(found.values(), key=lambda entry: (entry.kind != "scenario", entry.id))


def find_file(kind: Kind, name: str, *, beside: Path | None = None) -> Path:
    """The file a name means; `beside` is the file that names it, and what lies near that one is looked at first."""
    direct = _as_path(name, beside)
    if direct is not None:
        return direct
    stem = name.removesuffix(".yaml").removesuffix(".yml")
    known: list[Entry] = []
    for entries in _shelves(Path.cwd(), beside):
        of_kind = [entry for entry in entries if entry.kind == kind]
        paths = list(dict.fromkeys(entry.path for entry in of_kind if stem in {entry.id, entry.name}))
        if len(paths) > 1:
            raise coded_error("two-files", "two-files", kind=kind, name=name, first=paths[0], second=paths[1])
        if paths:
            return paths[0]
        known += of_kind
    raise _unknown(kind, name, known)


def _as_path(name: str, beside: Path | None) -> Path | None:
    """The file itself, if the name is the path of one."""
    is_explicit = name.startswith((".", "/", "~")) or "\\" in name
    if not is_explicit and not name.endswith(_ENDINGS):
        return None
    path = Path(name).expanduser()
    places = [beside.parent / path] if beside is not None and not path.is_absolute() else []
    for place in (*places, path):
        if place.is_file():
            return place
    if path.is_dir():
        raise coded_error("is-folder", "is-folder", name=name)
    if is_explicit or (beside is None and "/" not in name):
        raise coded_error("no-such-file", "no-such-file", name=name)
    return None


def _shelves(
    start: Path, beside: Path | None, head: Callable[[Path], Head | None] = read_head
) -> Iterator[list[Entry]]:
    """The files of each place that is looked at, the nearest place first."""
    if beside is not None:
        folder = beside.resolve().parent
        yield list(_in_folder(folder, None, "here", head, deep=False))
        for above in folder.parents[:_PARENTS_MAX]:
            yield list(_beneath(above, "here", head))
    yield list(_beneath(start, "here", head))
    for text in os.environ.get(PATH_VARIABLE, "").split(os.pathsep):
        if text.strip():
            above = Path(text.strip()).expanduser()
            has_folders = any((above / below).is_dir() for below in FOLDERS.values())
            yield list(_beneath(above, "path", head) if has_folders else _in_folder(above, None, "path", head))
    yield [entry for kind in FOLDERS for entry in _bundled(kind, head)]


def _bundled(kind: Kind, head: Callable[[Path], Head | None]) -> Iterator[Entry]:
    folder = bundled_folder(kind)
    if folder is not None:
        yield from _in_folder(folder, kind, "bundled", head)


def _beneath(above: Path, origin: Origin, head: Callable[[Path], Head | None]) -> Iterator[Entry]:
    for kind, below in FOLDERS.items():
        yield from _in_folder(above / below, kind, origin, head)


def _in_folder(
    folder: Path, kind: Kind | None, origin: Origin, head_of: Callable[[Path], Head | None], *, deep: bool = True
) -> Iterator[Entry]:
    """The files of a folder; a folder for one kind is believed, in any other the head of the file decides."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*") if deep else folder.iterdir()):
        if path.suffix not in _ENDINGS or not path.is_file():
            continue
        head = head_of(path)
        if head is not None:
            name = path.relative_to(folder).with_suffix("").as_posix()
            yield Entry(kind or head.kind, head.id or path.stem, head.title, path, origin, name)


def _unknown(kind: Kind, name: str, entries: list[Entry]) -> DrillsimError:
    names = sorted({entry.id for entry in entries})
    near = nearest_words(name, names) or [each for each in names if name in each][:3]
    hint = "near-names" if near else "known-names" if names else "no-files"
    other: Kind = "topology" if kind == "scenario" else "scenario"
    if any(name in {entry.id, entry.name} for entry in list_files(other)):
        hint = "is-other-kind"
    more = len(names) - _NAMES_MAX
    if hint == "known-names" and more > 0:
        hint = "known-names-more"
    shown = ", ".join(near or names[:_NAMES_MAX])
    return coded_error(
        "unknown-name", hint, kind=kind, name=name, near=shown, more=more, folder=FOLDERS[kind], other=other
    )
