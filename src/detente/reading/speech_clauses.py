"""How news tells who says what: verbs of speech ("said") and judgement ("called"), and clauses."""

from __future__ import annotations

import re

from detente.reading.quote_marks import BLANK

# Regular verbs by their stem: "warn" is warned and warning; after "to" no form counts.
_SPEAK = """acknowledg add admitt announc answer argu ask assert assur boast caution claim
    comment complain conced conclud confess confirm contend continu counter declar demand
    emphasi[sz] exclaim explain hint implor insist jok lament maintain mus not observ plead pledg
    pray predict promis protest quipp recall reckon reiterat remark remind repeat report respond
    retort scoff shout sigh snapp sneer stat stress suggest testif thunder tweet underlin urg vow
    warn whisper wonder chant post signal appeal apologi[sz] estimat insinuat"""
_JUDGE = """accus applaud attack begg blam blast brand brush call censur characteri[sz] charg chid
    condemn congratulat credit critici[sz] declin defend denounc deplor derid describ dismiss
    disput embrac express fault greet hail invok label labell lambast laud liken mock offer order
    instruct portray prais propos proclaim rebuff rebuk reject refus regrett ridicul salut scold
    scorn slamm spurn term thank threaten upbraid voic welcom question hop expect want wish cit
    quot invit wav attribut bemoan decr den"""
_IRREGULAR = """said says saying told tells telling wrote writes writing swore sworn bade bidden
    replies replied replying cried spoke speaking asks adds warns insists argues notes read reads
    ruled"""
_PRESENT = """expects wants believes believed describes accuses denies denied denying decried
    decrying rejects dismisses praises calls thanks condemns denounces criticises criticizes"""


def _verbs(stems: str, whole: str) -> str:
    return rf"(?:(?:{'|'.join(stems.split())})(?:ed|ing)|{'|'.join(whole.split())})"


SAID = _verbs(_SPEAK, _IRREGULAR)
VERB = re.compile(rf"\b(?:{SAID}|{_verbs(_JUDGE, _PRESENT)})\b")
TAG_VERB = re.compile(rf"\b{SAID}\b")
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|get|got)\s+(?:\w+ly\s+)?$")
# Where the words that can hold a verb's subject begin at the earliest.
BREAK = re.compile(
    rf"[;:—–()?!{BLANK}]|(?<=\w)\s+-+\s|\b(?:and|but|while|whereas|although|though|because|when|where"
    r"|that|which|who|whom|what|if|then|so|yet)\b"
)
_RELATIVE = re.compile(rf",\s+(?:who|which|whose|whom|where)\b[^;:{BLANK}]*?(?<!\d),(?!\d)")


def without_relatives(words: str) -> str:
    """Blank relative clauses with spaces between their commas.

    Example:
        >>> without_relatives("Lee, who leads it, said")
        'Lee,             , said'
    """
    return _RELATIVE.sub(lambda m: "," + " " * (len(m.group()) - 2) + ",", words)


def is_tag_end(words: str) -> bool:
    """Tell whether what follows "he said" only ends the sentence.

    Example:
        >>> is_tag_end(" reporters on Friday."), is_tag_end(" that it was over.")
        (True, False)
    """
    return len(words.split()) <= 7 and not re.search(rf"[:{BLANK}]|\bthat\b", words)
