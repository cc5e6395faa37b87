"""From characters to tokens: lower case, contractions opened, numbers cut from their units.

Every token remembers the characters it came from.

>>> [token.text for token in tokenize("Don't go within 30cm of half-full vases!")]
['do', 'not', 'go', 'within', '30', 'cm', 'of', 'half', 'full', 'vases', '.']
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

__all__ = ["LONGEST", "Token", "sentences", "tokenize"]

#: Characters of the longest text that is read at all.
LONGEST = 4000


class Token(NamedTuple):
    """A word, a number or a mark, lower case, and where it came from."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


_PIECE = re.compile(
    r"(?P<number>\d+(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)"
    r"|(?P<word>[^\W\d_]+(?:_[^\W_]+)*(?:'[^\W\d_]+)*)"
    r"|(?P<sign>-+>|\u2192|<=|>=|=<|=>|\u2264|\u2265|[<>=/^%\"'+~*&#@$\u00b0])"
    r"|(?P<dash>\s-+\s|[\u2013\u2014]|--+)"
    r"|(?P<minus>(?:(?<=\s)|(?<=^)|(?<=\())-(?=[\d.]))"
    r"|(?P<mark>[,;:.!?()\[\]\n])"
    r"|(?P<other>[^\s\-])"
)
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00b4": "'"})
_SIGNS = {
    "->": "->",
    "-->": "->",
    "\u2192": "->",
    "=<": "<=",
    "=>": ">=",
    "\u2264": "<=",
    "\u2265": ">=",
}
_MARKS = {"!": ".", "?": "?", ";": ".", "\n": ".", "[": "(", "]": ")"}
_CONTRACTIONS = {
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not",
    "shan't": "shall not", "ain't": "is not", "dont": "do not", "doesnt": "does not",
    "mustnt": "must not", "shouldnt": "should not", "isnt": "is not", "wont": "will not",
    "arent": "are not", "didnt": "did not", "youre": "you are", "youve": "you have",
    "let's": "let us", "gonna": "going to", "gotta": "got to", "wanna": "want to",
    "hast": "have", "hath": "has", "shalt": "shall", "dost": "do", "doth": "does", "ere": "before",
    "never'll": "never will", "it's": "it is", "its'": "its", "thats": "that is",
    "that's": "that is", "there's": "there is", "here's": "here is", "what's": "what is",
}  # fmt: skip
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}


_ABBREVIATIONS = re.compile(
    r"\b(?:i\.e\.|e\.g\.|approx\.|max\.|min\.|avg\.|sec\.|secs\.|no\.(?= ?\d)|vs\.|dist\.|ca\.)"
)
_LONG_FORMS = {"i.e.": ",", "e.g.": ",", "ca.": "~"}


def _spaced(match: re.Match[str]) -> str:
    """An abbreviation without its dots, as long as it was."""
    found = match.group()
    return _LONG_FORMS.get(found, found.replace(".", "")).ljust(len(found))


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens; sentence ends become ``"."``.

    Never fails: whatever it does not know becomes a token of its own.
    """
    lowered = _ABBREVIATIONS.sub(_spaced, _lowered(text))
    tokens: list[Token] = []
    for match in _PIECE.finditer(lowered):
        kind, piece = match.lastgroup, match.group()
        start, end = match.span()
        if kind == "word":
            for word in _opened(piece):
                tokens.append(Token(word, start, end))
        elif kind == "number":
            number = piece.replace(",", "")
            tokens.append(Token("0" + number if number[0] == "." else number, start, end))
        elif kind == "dash":
            tokens.append(Token(",", start, end))
        elif kind == "minus":
            tokens.append(Token("minus", start, end))
        elif kind == "mark":
            tokens.append(Token(_MARKS.get(piece, piece), start, end))
        else:
            tokens.append(Token(_SIGNS.get(piece, piece), start, end))
    for k in range(1, len(tokens)):
        if tokens[k].text == "then" and tokens[k - 1].text in _COMPARED:
            tokens[k] = tokens[k]._replace(text="than")
    return tokens


#: After these, "then" is a misspelt "than".
_COMPARED = frozenset("more less fewer closer nearer further farther longer rather".split())


def _lowered(text: str) -> str:
    """Lower case, plain quotes and full-width forms folded, each character still in its place."""
    if text.isascii():
        return text.lower()
    folded = []
    for char in text.translate(_QUOTES):
        plain = unicodedata.normalize("NFKC", char).lower()
        if len(plain) == 1:
            folded.append(plain)
        elif char in "\u00bd\u00bc\u00be":
            folded.append(char)
        else:
            folded.append(char if len(char.lower()) != 1 else char.lower())
    return "".join(folded)


def _opened(word: str) -> list[str]:
    """Open a contraction; a possessive 's is cut off."""
    if "'" not in word:
        return _CONTRACTIONS.get(word, word).split()
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word].split()
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return [word[: -len(ending)], full]
    if word.endswith("'s"):
        stem = word[:-2]
        return [stem, "is"] if stem in ("he", "she", "who", "where", "everything") else [stem, "'s"]
    return [part for part in word.split("'") if part]


def sentences(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of each sentence, without its end mark; empty sentences are left out."""
    found: list[list[Token]] = [[]]
    for k, token in enumerate(tokens):
        if token.text == "?" and 0 < len(found[-1]) <= 3 and k + 1 < len(tokens):
            found[-1].append(token._replace(text=","))  # Lava? Never.
        elif token.text in (".", "?"):
            found.append([])
        else:
            found[-1].append(token)
    return [sentence for sentence in found if sentence]
