"""Colours, pictures, graphics states and operators."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name

from tests.render.conformance.condition import Condition, edited, painted, words
from tests.render.conformance.file import File

OPERATORS: Final = words(
    """b B b* B* BDC BI BMC BT c cm CS cs d d0 d1 Do DP EI EMC ET f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg
    ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""""
) | {"INLINE IMAGE"}
BLENDS: Final = words(
    """Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference
    Exclusion Hue Saturation Color Luminosity"""
)
INTENTS: Final = ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")
MOST_STATES: Final = 28
RESOURCES: Final = {"gs": "/ExtGState", "Tf": "/Font", "Do": "/XObject", "sh": "/Shading", "cs": "/ColorSpace"}
DEVICE: Final = ("/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "/Pattern")
ICC_VERSION, ICC_CLASS, ICC_SPACE, ICC_MARK = 8, 12, 16, 36
"""Where a profile says what it is (ISO 15076-1, 7.2)."""


def _intents(file: File) -> list[Any]:
    return list(file.root.get("/OutputIntents", []))


def _profile(file: File) -> bytes:
    return bytes(_intents(file)[0].DestOutputProfile.read_bytes())


def _output_intent(file: File) -> Iterator[str]:
    ours = [intent for intent in _intents(file) if intent.get("/S") == Name.GTS_PDFA1]
    if not ours:
        yield "there is no output intent of PDF/A"
    for intent in ours:
        if (
            not isinstance(intent.get("/DestOutputProfile"), pikepdf.Stream)
            or "/OutputConditionIdentifier" not in intent
        ):
            yield "an output intent has no profile, or no name"


def _icc(file: File) -> Iterator[str]:
    profile = _profile(file)
    if profile[ICC_MARK : ICC_MARK + 4] != b"acsp" or profile[ICC_VERSION] > 4:
        yield "the profile is none of ICC version 2 to 4"
    if profile[ICC_CLASS : ICC_CLASS + 4] not in (b"mntr", b"prtr"):
        yield "the profile is of no monitor or printer"


def _components(file: File) -> Iterator[str]:
    space, stream = _profile(file)[ICC_SPACE : ICC_SPACE + 4], _intents(file)[0].DestOutputProfile
    if {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(space) != int(stream.get("/N", 0)):
        yield f"the profile is {space!r} and is said to have {stream.get('/N')} components"


def _one_profile(file: File) -> Iterator[str]:
    profiles = {each.DestOutputProfile.objgen for each in _intents(file) if "/DestOutputProfile" in each}
    if len(profiles) > 1:
        yield "the output intents have several profiles"


def _with_second_profile(pdf: pikepdf.Pdf) -> None:
    intent = Dictionary(dict(pdf.Root.OutputIntents[0].items()))
    intent.DestOutputProfile = pdf.make_stream(intent.DestOutputProfile.read_bytes(), N=3)
    pdf.Root.OutputIntents.append(intent)


def _cmyk(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        for instruction in painting.instructions:
            if instruction.operator in ("k", "K") or "/DeviceCMYK" in map(str, instruction.operands):
                yield f"page {n} paints in CMYK"
    if any(stream.get("/ColorSpace") == "/DeviceCMYK" for stream in file.streams):
        yield "a picture is in CMYK"


def _pictures(file: File) -> Iterator[str]:
    for image in file.typed("/Subtype", "/Image"):
        if image.get("/Interpolate", False):
            yield "a picture is to be smoothed"
        yield from (f"a picture has {key}" for key in ("/Alternates", "/OPI") if key in image)


def _forms(file: File) -> Iterator[str]:
    for form in file.typed("/Subtype", "/Form", "/PS"):
        if form.Subtype == Name.PS:
            yield "there is an object in PostScript"
        yield from (f"a form has {key}" for key in ("/OPI", "/Ref", "/PS", "/Subtype2") if key in form)


def _with_postscript(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Resources.XObject.X = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS)


def _states(file: File) -> list[Any]:
    return [state for page in file.pages for state in page.Resources.get("/ExtGState", {}).values()]


def _transfers(file: File) -> Iterator[str]:
    for state in _states(file):
        yield from (f"a graphics state has {key}" for key in ("/TR", "/HTP") if key in state)
        if state.get("/TR2", Name.Default) != Name.Default:
            yield "a graphics state has its own transfer function"


def _blends(file: File) -> Iterator[str]:
    for state in _states(file):
        if str(state.get("/BM", "/Normal"))[1:] not in BLENDS:
            yield f"a graphics state blends as {state.BM}"


def _in_state(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: setattr(next(iter(pdf.pages[1].Resources.ExtGState.values())), key, value)


def _rendering_intents(file: File) -> Iterator[str]:
    used = [each.operands[0] for page in file.paintings for each in page.instructions if each.operator == "ri"]
    for intent in [*used, *(each.RI for each in _states(file) if "/RI" in each)]:
        if str(intent) not in INTENTS:
            yield f"{intent} is no rendering intent"


def _operators(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        unknown = {each.operator for each in painting.instructions} - OPERATORS
        yield from (f"page {n} uses {operator}" for operator in unknown)


def _resources(file: File) -> Iterator[str]:
    for n, (page, painting) in enumerate(zip(file.pages, file.paintings, strict=True), 1):
        if "/Resources" not in page:
            yield f"page {n} has no resources of its own"
        for instruction in painting.instructions:
            kind = RESOURCES.get(instruction.operator)
            name = str(instruction.operands[0]) if kind else ""
            if kind and name not in DEVICE and name not in painting.resources.get(kind, {}):
                yield f"page {n} uses {name}, which is not there"


def _groups(file: File) -> Iterator[str]:
    for group in file.typed("/S", "/Transparency"):
        if "/CS" not in group:
            yield "a transparent group has no colour space to blend in"


def _nesting(file: File) -> Iterator[str]:
    for n, painting in enumerate(file.paintings, 1):
        if max(each.states for each in painting.instructions) > MOST_STATES:
            yield f"page {n} saves more than {MOST_STATES} graphics states"


CONDITIONS = (
    Condition(
        "G01",
        "An output intent of PDF/A names its profile.",
        "ISO 19005-3, 6.2.3",
        _output_intent,
        edited(lambda pdf: setattr(pdf.Root.OutputIntents[0], "S", Name.GTS_PDFX)),
    ),
    Condition(
        "G02",
        "The profile is one of ICC, for a monitor or a printer.",
        "ISO 19005-3, 6.2.3",
        _icc,
        edited(lambda pdf: _write_profile(pdf, ICC_CLASS, b"scnr")),
    ),
    Condition(
        "G03",
        "The profile has as many components as it is said to have.",
        "ISO 32000-1, 8.6.5.5",
        _components,
        edited(lambda pdf: setattr(pdf.Root.OutputIntents[0].DestOutputProfile, "N", 4)),
    ),
    Condition(
        "G04",
        "All output intents have one profile.",
        "ISO 19005-3, 6.2.3",
        _one_profile,
        edited(_with_second_profile),
    ),
    Condition(
        "G05",
        "Nothing is in CMYK beside an output intent in RGB.",
        "ISO 19005-3, 6.2.4.3",
        _cmyk,
        painted(b"/Artifact BMC 0 0 0 1 k EMC"),
    ),
    Condition(
        "G06",
        "No picture is smoothed, or has an alternate.",
        "ISO 19005-3, 6.2.8",
        _pictures,
        edited(lambda pdf: setattr(_picture(pdf), "Interpolate", True)),
    ),
    Condition(
        "G07",
        "No form refers to another file, and none is in PostScript.",
        "ISO 19005-3, 6.2.9",
        _forms,
        edited(_with_postscript),
    ),
    Condition(
        "G08",
        "No graphics state has a transfer function.",
        "ISO 19005-3, 6.2.5",
        _transfers,
        edited(_in_state("TR2", Name.Identity)),
    ),
    Condition(
        "G09",
        "Every blend mode is one of PDF 1.7.",
        "ISO 19005-3, 6.2.10",
        _blends,
        edited(_in_state("BM", Name.Glow)),
    ),
    Condition(
        "G10",
        "Every rendering intent is one of PDF 1.7.",
        "ISO 19005-3, 6.2.6",
        _rendering_intents,
        painted(b"/Vivid ri"),
    ),
    Condition("G11", "Every operator is one of PDF 1.7.", "ISO 19005-3, 6.2.2", _operators, painted(b"BX 1 wobble EX")),
    Condition(
        "G12",
        "A page has its own resources, and in them whatever it uses.",
        "ISO 19005-3, 6.2.2",
        _resources,
        painted(b"/Nowhere gs"),
    ),
    Condition(
        "G13",
        "A transparent group has a colour space to blend in.",
        "ISO 19005-3, 6.2.10",
        _groups,
        edited(lambda pdf: setattr(pdf.pages[1], "Group", Dictionary(Type=Name.Group, S=Name.Transparency))),
    ),
    Condition(
        "G14",
        "No more than 28 graphics states are saved.",
        "ISO 19005-3, 6.1.13",
        _nesting,
        painted(b"q " * (MOST_STATES + 1) + b"Q " * (MOST_STATES + 1)),
    ),
)


def _write_profile(pdf: pikepdf.Pdf, at: int, text: bytes) -> None:
    stream = pdf.Root.OutputIntents[0].DestOutputProfile
    profile = bytearray(stream.read_bytes())
    profile[at : at + len(text)] = text
    stream.write(bytes(profile))


def _picture(pdf: pikepdf.Pdf) -> Any:
    return next(each for each in File.of(pdf).streams if each.get("/Subtype") == "/Image")
