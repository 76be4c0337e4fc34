"""How conflicts and their sides are worded."""

from __future__ import annotations

from audit.render.language import marked

CONFLICTS = (
    marked(
        "The tag of {artifact} says {license}; the license text for the {scope} says "
        "something else."
    ),
    marked("The tag of {artifact} says {license}; prose about the {scope} sets limits."),
    marked("The tag of {artifact} says {license}; {code} says something else of the weights."),
    marked(
        "{artifact} carries the {license} text of the code in {code}, which sets limits to "
        "the weights."
    ),
    marked("The packaging of {artifact} declares {license}; the license file says {other}."),
    marked("package metadata: {license}"),
    marked(
        "{artifact} publishes code without a license of its own; license files lie in "
        "vendored folders alone."
    ),
    marked("{artifact} publishes code without a license of its own."),
    marked("code is published"),
    marked("no license file for it in the complete listing"),
    marked("{artifact} publishes weights without a license: no tag, no license file."),
    marked("weights are published"),
    marked("no license in the metadata, and no license file in the complete listing"),
    marked(
        "{artifact} is under {license} on the branch that is audited and under {other} on {branch}."
    ),
    marked("other terms"),
    marked("{file} of {artifact} is {license}; before commit {commit} it was {other}."),
    marked("a text of its own"),
    marked("another text"),
    marked(
        "The {license} text of {artifact} still has the template where the copyright holder "
        "should be named."
    ),
    marked("a copyright line that names nobody"),
    marked("no holder is named in the license file"),
    marked("A license badge of {artifact} opens the license of {target}."),
    marked("the badge leads to {target}"),
    marked("{artifact} carries terms that speak of {project}."),
    marked("terms that speak of {project}"),
    marked(
        "{number} of the source files of {artifact} that were read are under {license} by "
        "their head; the license at the root is {other}."
    ),
    marked("the head of the file: {license}"),
    marked(
        "Files of {artifact} are {holder}'s and refer to a license at the root; nothing at "
        "the root names them."
    ),
    marked("{holder} claims the copyright and refers to the license at the root"),
    marked(
        "Files of {artifact} are under {license} by their head, with the copyright of "
        "{holder}; the repository has no license text for them."
    ),
    marked("the copyright of {holder}, licensed under {license}"),
    marked(
        "Heads of files of {artifact} say that {licensor} licenses them and that the "
        "copyright is {holder}'s; the notice file to which they refer is not there."
    ),
    marked(
        "Heads of files of {artifact} say that {licensor} licenses them; the notice file to "
        "which they refer is not there."
    ),
    marked("licensed by {licensor}, with a notice file and that the copyright is {holder}'s"),
    marked("licensed by {licensor}, with a notice file"),
    marked("no notice file in the complete listing"),
    marked("The documentation of {artifact} links to {file}, which is not there."),
    marked("The documentation of {artifact} runs {file}, which is not there."),
    marked("the documentation links to {file}"),
    marked("the documentation runs {file}"),
    marked("no {file} in the complete listing"),
    marked("{artifact} asks for {package} {versions} in one place and for {other} in another."),
    marked("the README asks for {package} {versions}"),
    marked("the packaging asks for {package} {versions}"),
    marked(
        "The README of {artifact} limited the use of the {scope} ({words}) before commit {commit}."
    ),
    marked("before commit {commit}: {words}"),
    marked("no such words in the README of the audited revision"),
    marked("{artifact} publishes {rows}; {why}."),
    marked("{rows}: published"),
    marked("packaging by which the code is installed"),
    marked("packaging by which the code is installed: published"),
    marked("{artifact} publishes packaging by which the code is installed; {why}."),
    marked("The publisher calls the model open; the terms of its weights are not."),
    marked("called open"),
    marked("The publisher calls the model open; {made}: {state}."),
    marked("the code that trained it"),
    marked("its training data"),
    marked("no release of {made}: {detail}"),
    marked("{artifact} still promises what is published as {name}."),
    marked("a promise for later"),
    marked("{name} is published"),
    marked("A note of {date} or before promises {rows}; more than a year later it still stands."),
    marked("A note of {date} promises {rows}; more than a year later it still stands."),
    marked("A note for {date} promises {rows}; that time is over and it still stands."),
    marked("a promise of {date} or before"),
    marked("a promise of {date}"),
    marked("a promise for {date}"),
    marked("no full release is known on {date}: {states}"),
    marked("{row}: {state}"),
    marked("{artifact} still promises {rows} for later, and that is there."),
    marked(
        "{artifact} is offered as a whole under {license}; it was made from {names}, of "
        "which {source} sets limits."
    ),
    marked(
        "{artifact} is offered as a whole under {license}; it was made from {names}, whose "
        "terms its card does not give."
    ),
    marked("made from {names}; {side}"),
    marked("made from {names}; no words on a license in the text of the card"),
    marked(
        "{artifact} is offered under {license}; it was made with {parent}, which is under {other}."
    ),
    marked("made with {parent} ({license})"),
    marked(
        "The weights are offered under {license}, but stand on {parent}, which is under "
        "{other} by its name."
    ),
    marked(
        "The weights are offered under {license}, but stand on {parent}, which is under {other}."
    ),
    marked("starts from {parent} ({license})"),
    marked(
        "The weights are offered under {license}; they were trained on {artifact}, which is "
        "under terms that set limits."
    ),
    marked(
        "The weights are offered under {license}; they were trained on {artifact}, which is "
        "under {other}."
    ),
    marked("trained on {artifact}, {side}"),
    marked("{license} applies as well"),
    marked(
        "{license} applies as well; the repository {artifact} does not show what that "
        "license asks for."
    ),
    marked(
        "Starts from {parent} ({license}); the repository {artifact} does not show what that "
        "license asks for."
    ),
    marked("no sign, in {places}, that the duty was met {duties}"),
    marked("its name"),
    marked("its name and its complete listing"),
    marked("its name and its card"),
    marked("its name and its complete listing and its card"),
    marked("to {duty} ({section})"),
    marked("{kind} in {artifact}: {named}"),
    marked("no license file of {artifact} itself was read"),
    marked("license file"),
    marked("file header"),
    marked("prose"),
    marked("metadata tag"),
    marked("package metadata"),
    marked("inherited"),
    marked("badge"),
    marked("unresolved"),
    marked("custom restricted"),
    marked("noncommercial or research"),
    marked("community restricted"),
    marked("rail use restricted"),
    marked("computational use only"),
    marked("family ambiguous"),
    marked("public domain assertion"),
    marked("open data de facto"),
    marked("osi approved"),
    marked("weights"),
    marked("code"),
    marked("data"),
    marked("documents"),
)
"""Statements that cannot both hold."""

DUTIES = (
    marked("hand on a copy of the license"),
    marked("hand on the use policy"),
    marked("hand on the use policy, of which {policy} is a part"),
    marked("hand on a copy of the license and its use policy"),
    marked("hand on a copy of the license, of which {policy} is a part"),
    marked("keep the names and notices of the authors"),
    marked("keep the names and notices of the authors, and say what was changed"),
    marked("above the numbers that the section names, {duty}"),
    marked("carry the notice file, where the work came with one"),
    marked("carry the notice file"),
    marked("keep to the conditions on changing the work"),
    marked("keep to the conditions on passing it on"),
    marked("show {quoted} and begin the name of the model with {prefix}"),
    marked("show {quoted}"),
    marked("begin the name of the model with {prefix}"),
    marked("show the name or phrase that the license asks for"),
)
"""What a license asks for."""

NAMES = (
    marked("Prose against tag"),
    marked("Card against code repository"),
    marked("Code license for weights"),
    marked("Package against license file"),
    marked("No license for weights"),
    marked("Revision against revision"),
    marked("Model against data"),
    marked("Data against its sources"),
    marked("Duties not shown"),
    marked("Stray terms"),
    marked("Header against root license"),
    marked("Vendored license dropped"),
    marked("Header names another licensor"),
    marked("Code cannot run"),
    marked("Claim against content"),
    marked("Promise overdue"),
    marked("Promise kept elsewhere"),
    marked("Documentation names missing file"),
    marked("Versions exclude each other"),
    marked("vision encoder"),
    marked("speech encoder"),
    marked("dataset"),
    marked("data generator"),
    marked("quantization"),
    marked("merge"),
    marked("distillation"),
    marked("adapter"),
    marked("fine-tune"),
    marked("initialization"),
)
"""Kinds of conflicts and relations, by their ids."""
