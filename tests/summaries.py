"""Made-up summaries of training content, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Mapping

FULL = """\
# Public Summary of Training Content

**Version of the Summary:** 1.2
**Last update:** 14/02/2026

## 1. General information

### 1.1. Provider identification

**Provider name and contact details:** Acme Birds, summary@acme.example
**Authorised representative name and contact details:** N/A

### 1.2. Model identification

**Versioned model name(s):** Heron-7B
**Model dependencies:** None
**Date of placement of the model on the Union market:** 3 March 2026

### 1.3. Modalities, overall training data size and other characteristics

| Modality | Training data size | Types of content |
| --- | --- | --- |
| ☒ Text | ☐ Less than 1 billion tokens ☒ 1 billion to 10 trillion tokens ☐ More than 10 \
trillion \
tokens | Field notes and pages about birds |
| ☐ Image | ☐ Less than 1 million images ☐ More than 1 billion images | |

**Latest date of data acquisition/collection for model training:** 11/2025
**Description of the linguistic characteristics of the overall training data:** Dutch and Welsh.
**Other relevant characteristics of the overall training data:** Most notes are from wetlands.
**Additional comments (optional):** Tokens were counted with our own tokenizer.

## 2. List of data sources

### 2.1. Publicly available datasets

**Have you used publicly available datasets to train the model?** ☒ Yes ☐ No

**If yes, specify the modality(ies) of the content covered by the datasets concerned:** ☒ Text ☐ \
Image

**List of large publicly available datasets:**

- WingBeat-2 (https://data.example/wingbeat)
- Wikipedia

**General description of other publicly available datasets not listed above:** Small sets of \
calls.
**Additional comments (optional):** None.

### 2.2. Private non-publicly available datasets obtained from third parties

#### 2.2.1. Datasets commercially licensed by rightsholders or their representatives

**Have you concluded transactional commercial licensing agreement(s) with rightsholder(s) or \
with \
their representatives?** ☐ Yes ☒ No

#### 2.2.2. Private datasets obtained from other third parties

**Have you obtained private datasets from third parties that are not licensed as described in \
Section 2.2.1?** No

### 2.3. Data crawled and scraped from online sources

**Were crawlers used by the provider or on behalf of?** Yes.

**Crawler name(s)/identifier(s):** HeronBot/2.0
**Purposes of the crawler(s):** To gather notes of observers.
**General description of crawler behaviour:** It keeps to robots.txt and stops at paywalls.
**Period of data collection:** 01/2024 to 06/2025
**Comprehensive description of the type of content and online sources crawled:** Blogs of \
observers.
**Type of modality covered:** Text
**Summary of the most relevant domain names crawled:** reeds.example, marsh.example

### 2.4. User data

**Was data from user interactions with the AI model (e.g. user input and prompts) used to train \
the \
model?** No
**Was data collected from user interactions with the provider's other services or products used \
to \
train the model?** No

### 2.5. Synthetic data

**Was synthetic AI-generated data created by the provider or on their behalf to train the \
model?** No

### 2.6. Other sources of data

**Have data sources other than those described in Sections 2.1 to 2.5 been used to train the \
model?** No

## 3. Data processing aspects

### 3.1. Respect of reservation of rights from text and data mining exception or limitation

**Are you a Signatory to the Code of Practice for general-purpose AI models?** ☒ Yes ☐ No
**Describe the measures implemented before model training to respect reservations of rights from \
the TDM exception or limitation:** Pages with a noai tag were dropped.
**Link to the copyright policy:** https://acme.example/copyright

### 3.2. Removal of illegal content

**General description of measures taken:** Lists of hashes were used before training.

### 3.3. Other information (optional)

**Other relevant information about data processing (optional):** Notes of children were left out.
"""

CARD = """\
# Data Summary for acme/Heron-7B

## 1. General information

**1.0.1 Version of the Summary:** 1.0

**1.0.2 Last update:** 4-Jan-2026

## 1.1 Model Developer Identification

**1.1.1 Model Developer name and contact details:** Acme Birds, Tel: 555-010-7788

## 1.2 Model Identification

**1.2.1 Versioned model name(s):** Heron-7B

**1.2.2 Model release date:** 3-Mar-2026

## 1.3 Overall training data size and characteristics

### 1.3.1 Size of dataset and characteristics

**1.3.1.A Text training data size:** 40 billion tokens

**1.3.1.B Text training data content:** Field notes

**1.3.1.C Image training data size:** Not applicable. There are no images

**1.3.1.D Image training data content:** Not applicable

**1.3.2 Latest date of data acquisition/collection for model training:** July 2025

## 2. List of data sources

### 2.1 Publicly available datasets

**2.1.1 Have you used publicly available datasets to train the model?** Yes

### 2.2.1 Datasets commercially licensed by rights holders or their representatives

**2.2.1.A Have you concluded transactional commercial licensing agreement(s) with rights \
holder(s)?** \
Not applicable

### 2.2.2 Private datasets obtained from other third-parties

**2.2.2.A Have you obtained private datasets from third parties?** We keep to all laws and \
regulations

## 2.4 Synthetic data

**2.4.1 Was any synthetic AI-generated data used to train the model?** No

## 3. Data processing aspects

### 3.1 Respect of reservation of rights from text and data mining exception or limitation

**3.1.1 Does this dataset include any data protected by copyright?** Acme follows all laws
"""


def changed(old: str, new: str, text: str = FULL) -> str:
    """The summary with other words in one place."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def emptied(text: str = FULL) -> str:
    """The template: every label, every box unticked, and nothing behind them."""
    lines = (_emptied(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line is not None) + "\n"


def _emptied(line: str) -> str | None:
    if line.startswith("#") or not line.strip():
        return line
    if line.startswith("- "):
        return None
    if line.startswith("|"):
        return line.replace("☒", "☐").replace("Field notes and pages about birds", "")
    label, end, rest = line.rpartition("**")
    boxes = rest.replace("☒", "☐") if "☐" in rest else ""
    return f"{label}{end}{boxes}"


def states(fields: Mapping[str, str], **other: str) -> dict[str, str]:
    """The states with some changed."""
    return {**fields, **{name.replace("_", "-"): state for name, state in other.items()}}
