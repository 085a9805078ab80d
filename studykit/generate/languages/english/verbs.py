"""Forms of common English verbs, made from their base forms."""

from __future__ import annotations

import re

from studykit.generate.languages.lexicon import listed, of

# Regular verbs of talks.
_REGULAR = listed(
    """
    prosper stagnate struggle incorporate thrive flourish flee value
    calculate compute specify cruise facilitate interact navigate retain verify validate authenticate authorize communicate collaborate
    coordinate expire explode fluctuate formulate generalize illustrate inform inhibit insert inspect integrate interpret justify leverage
    migrate monitor normalize notify occupy outweigh overlap parse patent penetrate perceive permit persist persuade precede preserve
    prohibit pursue quantify recall reconstruct recover regulate reinforce repeat reproduce rescue restore resume retrieve retry reuse
    reverse sample secrete sense settle specialize stabilize stimulate supervise supply surpass suspect sustain synthesize terminate
    transcribe transmit trap unify unlock upgrade utilize vanish vote encourage discourage resist conduct consult construct convince
    use allow require need help create provide include offer enable contain explain describe show
    introduce discuss present cover argue suggest recommend warn claim note predict estimate measure
    increase decrease reduce improve raise lower change move turn call name define consist involve
    represent produce generate develop design launch release announce invent discover publish
    train learn test evaluate compare achieve reach exceed outperform perform execute implement
    handle process manage control store save load transform convert translate transfer connect link
    join separate split divide combine merge mix apply follow follow start begin end stop finish
    continue return receive accept deliver ensure prevent avoid block protect support serve act work
    play operate run depend rely focus concentrate target aim try attempt intend plan expect hope
    want prefer like love enjoy hate fear believe consider treat regard view see look watch observe
    detect identify recognize recognise classify label mark track record register collect gather
    store acquire obtain earn gain win lose cost pay charge save spend invest fund sell buy trade
    own possess add remove delete replace update modify edit adjust tune set install configure
    deploy ship host serve scale grow expand extend shrink double triple double halve cut drop fall
    rise climb jump decline remain stay keep maintain hold lack miss fail succeed cause trigger lead
    drive force push pull draw attract affect influence shape determine decide choose select pick
    assign allocate map match fit suit belong appear seem happen occur exist live die kill survive
    evolve emerge originate derive stem arise result refer mean imply indicate signal express state
    say tell ask answer respond reply report demonstrate illustrate prove confirm reveal highlight
    emphasize emphasise stress focus summarize summarise outline review visit travel leave arrive
    enter exit join attend hire employ recruit join build rebuild encode decode encrypt compress
    cache index query search sort filter group iterate inject initialize initialise inherit override
    return render display animate capture record expose wrap bind attach mount listen fire emit
    dispatch throw catch raise resolve reject await schedule synchronize synchronise replicate
    predict infer reason simulate model visualize visualise optimize optimise minimize minimise
    maximize maximise balance weigh absorb emit reflect heat cool burn melt freeze dissolve react
    bind store release consume eat drink digest breathe sleep rest exercise train walk wait stand
    sit lie rank rate score count total average span last date belong owe equal match exhaust
    relocate damage bet slice track blend trigger form enforce listen route redirect force intercept
    restrict explain emphasise offload simplify solve tackle address explore examine analyze analyse
    investigate study research teach educate advise guide encourage motivate inspire promote boost
    strengthen weaken undermine threaten challenge question doubt deny oppose criticize criticise
    praise reward punish share distribute spread broadcast stream upload download copy paste import
    export print scan read write rewrite draw paint guarantee promise commit dedicate devote suffer
    benefit profit survive qualify differ vary range account correspond relate resemble mimic
    imitate simulate replace substitute exchange swap rotate shift slide roll spin fly swim sail
    ride carry bring place position locate situate surround enclose fill empty pour pump inflate
    deflate stretch bend fold break crack crash repair fix mend maintain clean wash wipe scrub
    activate deactivate disable toggle switch press click type tap hover scroll
    """
)
# A base form, its past tense and, where it differs, its participle.
_IRREGULAR = listed(
    """
    build:built feed:fed bend:bent bind:bound sink:sank/sunk stick:stuck sweep:swept tear:tore/torn swing:swung find:found make:made take:took/taken give:gave/given get:got go:went/gone come:came
    become:became begin:began/begun know:knew/known think:thought see:saw/seen say:said tell:told
    write:wrote/written read:read run:ran lead:led hold:held keep:kept leave:left lose:lost
    mean:meant meet:met pay:paid put:put sell:sold send:sent set:set show:showed/shown sit:sat
    spend:spent stand:stood teach:taught understand:understood win:won buy:bought bring:brought
    choose:chose/chosen cut:cut draw:drew/drawn drive:drove/driven eat:ate/eaten fall:fell/fallen
    feel:felt fight:fought fly:flew/flown forget:forgot/forgotten grow:grew/grown hear:heard hit:hit
    lay:laid lie:lay lend:lent let:let rise:rose/risen shrink:shrank speak:spoke/spoken split:split
    spread:spread steal:stole/stolen strike:struck swim:swam throw:threw/thrown wear:wore/worn
    break:broke/broken catch:caught cost:cost deal:dealt freeze:froze/frozen hide:hid/hidden
    prove:proved/proven sleep:slept shoot:shot bet:bet arise:arose/arisen overcome:overcame
    withdraw:withdrew
    """
)


def _third(base: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", base):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


_DOUBLING = of(
    """
    stop plan map fit drop ship cut run set begin split get put let win sit hit bet swap spin tap
    scan scrub wrap step infer refer occur prefer commit submit trim
    """
)


def _stem(base: str) -> str:
    return base + base[-1] if base in _DOUBLING else base


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    return _stem(base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str], dict[str, str]]:
    third: dict[str, str] = {}
    past: dict[str, str] = {}
    gerunds: dict[str, str] = {}
    bases: set[str] = set()
    irregular = {entry.partition(":")[0]: entry.partition(":")[2].split("/") for entry in _IRREGULAR}
    for base in [*_REGULAR, *irregular]:
        bases.add(base)
        third[_third(base)] = base
        gerunds[_gerund(base)] = base
        if base in irregular:
            past[irregular[base][0]] = base
        else:
            past[_past(base)] = base
    for base, forms in irregular.items():
        for form in forms[:1]:
            past[form] = base
    return third, past, frozenset(bases), gerunds


# Verbs whose -s form is as often a plural noun.
NOUNS_TOO = of(
    """
    use need result work change test model score plan step cost run show value point cause effect function process program
    design release move turn name place state type form group record report study research question answer start end help
    offer match track play load store source scale share trade cut drop fall rise jump limit target aim force draw hold lead
    loss gain view look watch focus stress review visit leave build cache index query search sort filter display capture fire
    catch wrap stream copy print scan paint picture bend break crash fix wash press click tap switch position account range
    influence challenge experience request demand contact trigger link map tree bet damage blend call sleep rest exercise walk
    wait rank rate count drink burn heat reward doubt benefit profit swap shift slide roll spin light brain signal guide
    """
)

# Inflected form -> base form.
THIRD, PAST, BASES, GERUNDS = _tables()
PARTICIPLES = frozenset(form for entry in _IRREGULAR for form in entry.partition(":")[2].split("/")[-1:])


def base(word: str) -> str:
    """The base form of a verb, or the word itself where it is none that is known."""
    low = word.casefold()
    return THIRD.get(low) or PAST.get(low) or low
