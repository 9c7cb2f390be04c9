# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Read YAML as it was meant: no duplicate keys, no aliases, no YAML 1.1 booleans, and every mapping knows its line.

JSON is read by the same door, since JSON is YAML without surprises.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 40
GETAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
SOORTEN = frozenset(
    f"tag:yaml.org,2002:{soort}"
    for soort in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)


class YamlFout(ValueError):
    """The text cannot be read; `lijn` is the 1-based line, or None when no line is to blame."""

    def __init__(self, boodschap: str, lijn: int | None = None) -> None:
        super().__init__(boodschap)
        self.boodschap = boodschap
        self.lijn = lijn

    def __str__(self) -> str:
        return f"regel {self.lijn}: {self.boodschap}" if self.lijn else self.boodschap


class Kaart(dict[str, Any]):
    """A mapping that remembers the line it starts on and the line of each key."""

    lijn: int = 0
    lijnen: dict[str, int]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The C loader where it is there; only node construction is ours."""


def decode(data: bytes) -> str:
    """Return the text of UTF-8 bytes (with or without BOM).

    :raises YamlFout: on any other encoding, on control characters and on a text above `MAX_CHARACTERS`.
    """
    if len(data) > 4 * MAX_CHARACTERS:
        raise YamlFout(f"De tekst is te groot (meer dan {MAX_CHARACTERS:,} tekens).".replace(",", "."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        lijn = data[: fout.start].count(b"\n") + 1
        raise YamlFout("Dit is geen UTF-8. Sla het bestand op als UTF-8.", lijn) from None


def read(text: str) -> Any:
    """Return the one document in `text`: `Kaart`, list, str, int, float, date or None.

    :raises YamlFout: with the line, for anything that is not plain, unambiguous YAML.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlFout(f"De tekst is te groot (meer dan {MAX_CHARACTERS:,} tekens).".replace(",", "."))
    loader = None
    try:
        loader = _Loader(text)
        _refuse_traps(text)
        node = loader.get_single_node()
        if node is None:
            raise YamlFout("Het bestand is leeg.")
        return _construct(loader, node, 0)
    except yaml.MarkedYAMLError as fout:
        mark = fout.problem_mark or fout.context_mark
        raise YamlFout(f"Dit is geen geldige YAML of JSON ({fout.problem}).", mark.line + 1 if mark else None) from None
    except yaml.YAMLError:
        raise YamlFout("Dit is geen geldige YAML of JSON: er staat een teken in dat niet mag.") from None
    except RecursionError:
        raise YamlFout("De tekst is te diep genest.") from None
    finally:
        if loader is not None:
            loader.dispose()


def _refuse_traps(text: str) -> None:
    """Refuse aliases, and nesting so deep that the C loader, which calls itself, would bring the program down."""
    diepte = 0
    for event in yaml.parse(text, Loader=_Loader):
        lijn = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFout("Ankers en verwijzingen (& en *) zijn niet toegestaan.", lijn)
        if isinstance(event, yaml.CollectionStartEvent):
            diepte += 1
            if diepte > MAX_DEPTH:
                raise YamlFout("De tekst is te diep genest.", lijn)
        elif isinstance(event, yaml.CollectionEndEvent):
            diepte -= 1


def _construct(loader: Any, node: yaml.Node, depth: int) -> Any:
    lijn = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise YamlFout("De tekst is te diep genest.", lijn)
    if node.tag not in SOORTEN:
        raise YamlFout("Een eigen YAML-soort (!) is niet toegestaan.", lijn)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, depth, lijn)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, child, depth + 1) for child in node.value]
    if node.tag == "tag:yaml.org,2002:bool":
        if node.value in ("true", "false"):
            return node.value == "true"
        raise YamlFout(f"Schrijf {node.value!r} als ja of nee, of tussen aanhalingstekens.", lijn)
    if node.tag == "tag:yaml.org,2002:merge":
        return node.value
    if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float") and not GETAL.fullmatch(node.value):
        # YAML 1.1 reads 017 as 15, 12:30 as 750 and 1_000 as 1000.
        raise YamlFout(f"Schrijf {node.value[:40]!r} als gewoon getal, of tussen aanhalingstekens.", lijn)
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError, OverflowError):
        raise YamlFout(f"{str(node.value)[:40]!r} is geen bestaande datum of getal.", lijn) from None


def _mapping(loader: Any, node: yaml.MappingNode, depth: int, lijn: int) -> Kaart:
    kaart = Kaart()
    kaart.lijn = lijn
    kaart.lijnen = {}
    for key_node, value_node in node.value:
        key = _construct(loader, key_node, depth + 1) if isinstance(key_node, yaml.ScalarNode) else None
        key_lijn = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise YamlFout("Een naam vóór de dubbele punt moet gewone tekst zijn.", key_lijn)
        if key == "<<":
            raise YamlFout("Samenvoegen met << is niet toegestaan.", key_lijn)
        if key in kaart:
            raise YamlFout(f"{key!r} staat er twee keer.", key_lijn)
        kaart[key] = _construct(loader, value_node, depth + 1)
        kaart.lijnen[key] = key_lijn
    return kaart
