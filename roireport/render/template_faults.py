"""What is wrong with a workspace's own Jinja templates, as far as it can be read without filling them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from roireport.model.language import Language
from roireport.problems.problem import Problem, TemplatesRefused
from roireport.render.environment import environment, own_templates
from roireport.render.macros import calls_of, fits, macro_named, macros_of, signature
from roireport.render.part_faults import parts_in_template
from roireport.render.rendering import VIEWS, at, syntax_fault, told
from roireport.resources import TEMPLATES
from roireport.text.near import near

SUFFIX: Final = ".jinja"


@dataclass(frozen=True, slots=True)
class Template:
    """A template that could be parsed."""

    name: str
    text: str
    tree: nodes.Template
    own: bool

    def fault(self, key: str, line: int, mark: str = "", **facts: str) -> Problem:
        """A problem at a word of one of its lines."""
        place = at(f"{TEMPLATES}/{self.name}", line, self.text, mark)
        return told(Problem(key, place, tuple(facts.items())), self.text)


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates of a workspace that could be parsed, by name, and the names of all, parsed or not."""

    parsed: Mapping[str, Template]
    names: Collection[str]

    @property
    def own(self) -> tuple[Template, ...]:
        return tuple(each for each in self.parsed.values() if each.own)

    @property
    def quoted(self) -> frozenset[str]:
        """Every text that the workspace's own templates quote, such as the keys of words."""
        return frozenset(
            text.value for each in self.own for text in each.tree.find_all(nodes.Const) if isinstance(text.value, str)
        )

    @property
    def used(self) -> frozenset[str]:
        """The templates that others name."""
        return frozenset(name for each in self.parsed.values() for name, _ in references(each.tree))


def parsed_templates(workspace: Path) -> tuple[Templates, tuple[Problem, ...]]:
    """The templates of a workspace, and the problems of its own that cannot be parsed."""
    made = environment(workspace)
    own = frozenset(own_templates(made))
    names = [name for name in made.list_templates() if name.endswith(SUFFIX)]
    parsed: dict[str, Template] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            parsed[name] = _parsed(made, name, name in own)
        except TemplatesRefused as refused:
            problems.extend(refused.problems)
        except TemplateSyntaxError as wrong:
            text = wrong.source or ""
            problems.append(told(syntax_fault(wrong, text), text))
    return Templates(parsed, names), tuple(problems)


def template_faults(templates: Templates, words: Mapping[Language, Collection[str]]) -> Iterator[Problem]:
    """All faults of the workspace's own templates; the words are the keys of each language."""
    assigned = {name for each in templates.own for name in _assigned(each.tree)}
    for template in templates.own:
        yield from _undefined(template, assigned)
        yield from _not_found(template, templates)
        yield from _unknown_blocks(template, templates)
        yield from _unknown_words(template, words)
        yield from parts_in_template(template.name, template.text, template.tree)
    for template in templates.parsed.values():
        yield from _macro_faults(template, templates)


def refused_addresses(workspace: Path, addresses: Collection[str]) -> tuple[Problem, ...]:
    """Where the workspace's own templates ask for addresses that the press refused."""
    templates, _ = parsed_templates(workspace)
    return tuple(
        template.fault("external_reference", number, address, address=address)
        for template in templates.own
        for address in dict.fromkeys(addresses)
        for number, line in enumerate(template.text.splitlines(), start=1)
        if address in line
    )


def references(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """The names of the templates that one includes, extends or imports from, with their lines."""
    for kind in (nodes.Include, nodes.Extends, nodes.FromImport, nodes.Import):
        for node in tree.find_all(kind):
            name = getattr(node, "template", None)
            if isinstance(name, nodes.Const) and isinstance(name.value, str):
                yield name.value, node.lineno


def _parsed(made: Environment, name: str, own: bool) -> Template:
    loader = made.loader
    text, file, _ = loader.get_source(made, name) if loader else ("", "", None)
    tree = made.parse(text, name, file)
    made.compile(text, name, file)  # filters and tests that do not exist are found only here
    return Template(name, text, tree, own)


def _undefined(template: Template, assigned: Collection[str]) -> Iterator[Problem]:
    """Variables that neither a page nor a template gives; what a template sets, those that it includes may see."""
    unknown = meta.find_undeclared_variables(template.tree) - set(VIEWS) - set(assigned) - set(_named(template.tree))
    for name in sorted(unknown):
        lines = [node.lineno for node in template.tree.find_all(nodes.Name) if node.name == name]
        facts = {"name": name, "near": near(name, VIEWS), "allowed": ", ".join(VIEWS)}
        yield template.fault("template_undefined", min(lines, default=0), name, **facts)


def _assigned(tree: nodes.Template) -> Iterator[str]:
    yield from (node.name for node in tree.find_all(nodes.Name) if node.ctx == "store")


def _named(tree: nodes.Template) -> Iterator[str]:
    """The macros that a template has or imports: its blocks see them, though Jinja's own analysis does not say so."""
    yield from (macro.name for macro in macros_of(tree))
    yield from (each.target for each in tree.find_all(nodes.Import))
    for each in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)


def _not_found(template: Template, templates: Templates) -> Iterator[Problem]:
    for name, line in references(template.tree):
        if name not in templates.names:
            yield template.fault("template_not_found", line, name, name=name, near=near(name, templates.names))


def _unknown_blocks(template: Template, templates: Templates) -> Iterator[Problem]:
    """Blocks that fill nothing, since no template above has them."""
    bases = _bases(template, templates)
    if not bases:
        return
    known = [block.name for base in bases for block in base.tree.find_all(nodes.Block)]
    for block in template.tree.find_all(nodes.Block):
        if block.name not in known and not _within_known(block, template, known):
            facts = {"base": bases[0].name, "near": near(block.name, known), "allowed": ", ".join(dict.fromkeys(known))}
            yield template.fault("template_block_unknown", block.lineno, block.name, block=block.name, **facts)


def _within_known(block: nodes.Block, template: Template, known: Collection[str]) -> bool:
    """Whether a new block stands inside one that is filled, and so appears all the same."""
    filled = (each for each in template.tree.find_all(nodes.Block) if each.name in known)
    return any(inner is block for each in filled for inner in each.find_all(nodes.Block))


def _bases(template: Template, templates: Templates) -> Sequence[Template]:
    """The templates that one extends, the nearest first."""
    found: list[Template] = []
    at_hand: Template | None = template
    while at_hand is not None:
        extended = next(iter(at_hand.tree.find_all(nodes.Extends)), None)
        name = extended.template.value if extended and isinstance(extended.template, nodes.Const) else None
        at_hand = templates.parsed.get(name) if isinstance(name, str) else None
        if at_hand in found:
            break
        found += [at_hand] if at_hand else []
    return found


def _unknown_words(template: Template, words: Mapping[Language, Collection[str]]) -> Iterator[Problem]:
    for call in template.tree.find_all(nodes.Call):
        key = call.args[0] if call.args else None
        if not (isinstance(call.node, nodes.Name) and call.node.name == "words" and isinstance(key, nodes.Const)):
            continue
        lacking = [language for language, known in words.items() if key.value not in known]
        if lacking:
            beside = [each for each in words["en"] if each.partition(".")[0] == str(key.value).partition(".")[0]]
            facts = {"language": ", ".join(lacking), "near": near(str(key.value), beside)}
            yield template.fault("template_word_unknown", call.lineno, str(key.value), word=str(key.value), **facts)


def _macro_faults(template: Template, templates: Templates) -> Iterator[Problem]:
    """Macros that are not there, and calls that they do not take, where either side is the workspace's own."""
    imported = {name: each.tree for name, each in templates.parsed.items()}
    for call in calls_of(template.tree, imported):
        base = templates.parsed.get(call.file, template)
        if not (template.own or base.own):
            continue
        macro = macro_named(base.tree, call.macro)
        blamed, line = (template, call.line) if template.own else (base, macro.lineno if macro else 1)
        mark = call.macro if macro or template.own else ""
        facts = {"macro": call.macro, "user": template.name}
        if macro is None and call.macro not in _assigned(base.tree):
            guess = near(call.macro, [each.name for each in macros_of(base.tree)])
            yield blamed.fault("template_macro_unknown", line, mark, base=base.name, near=guess, **facts)
        elif macro is not None and call.call is not None and not fits(call.call, macro):
            facts |= {"wrong": f"`{call.written}`", "signature": f"`{signature(macro)}`"}
            yield blamed.fault("template_macro_arguments", line, mark, **facts)
