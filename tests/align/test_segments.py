"""A line without punctuation falls into utterances; questions are told from answers."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.align.hearing import hear
from studykit.align.segments import is_question, utterances
from studykit.align.words import read_words
from studykit.model import Cue, Mark, Source, Transcript


def talk(text: str, **more: tuple[Mark, ...] | tuple[Cue, ...]) -> Transcript:
    return Transcript("t", Source(), text, **more)  # type: ignore[arg-type]


def pieces(transcript: Transcript) -> list[str]:
    return [transcript.text[u.start : u.end] for u in utterances(transcript)]


def test_clauses_of_unpunctuated_speech_come_apart_where_they_open(transcript: Transcript) -> None:
    found = pieces(transcript)
    assert any(
        piece.startswith("our neural network predicts") or "our neural network predicts" in piece
        for piece in found
    )
    lengths = [len(piece.split()) for piece in found]
    assert 8 <= sorted(lengths)[len(lengths) // 2] <= 24
    assert max(lengths) <= 60


def test_no_utterance_ends_on_an_article_or_a_preposition(transcript: Transcript) -> None:
    endings = {piece.split()[-1] for piece in pieces(transcript)}
    assert not endings & {"the", "a", "of", "to", "with", "because"}


def test_punctuation_decides_where_there_is_some() -> None:
    assert pieces(
        talk("The first hive was a gift. It stood on a balcony for years. Nobody minded it at all.")
    ) == [
        "The first hive was a gift.",
        "It stood on a balcony for years.",
        "Nobody minded it at all.",
    ]


def test_a_speaker_mark_opens_an_utterance_and_names_it() -> None:
    text = "do you like bees in the city yes they are very good company for me"
    found = utterances(talk(text, speakers=(Mark(0, "Host"), Mark(text.index("yes"), "Nora"))))
    assert [(u.speaker, text[u.start : u.end].split(maxsplit=1)[0]) for u in found] == [
        ("Host", "do"),
        ("Nora", "yes"),
    ]


def test_a_long_pause_between_cues_is_a_boundary() -> None:
    text = "they shiver to keep the queen warm honey is another matter for them"
    cut = text.index("honey")
    transcript = talk(text, cues=(Cue(0, cut - 1, 0, 3), Cue(cut, len(text), 9, 12)))
    assert text[:cut].strip() in pieces(transcript)


def test_korean_sentences_end_with_their_verbs() -> None:
    text = "오늘은 벌에 대해 이야기하겠습니다 벌은 꽃이 필요합니다 그래서 정원이 중요합니다"
    assert len(pieces(talk(text))) >= 2


def test_questions_are_told_from_statements() -> None:
    assert is_question("so tell us about the beginning how did you end up with beehives")
    assert is_question("what do you think about that")
    assert is_question("Is honey a good business?")
    assert not is_question("what pays our bills is the subscription")
    assert not is_question("the margin is tiny because imported honey is so cheap")


def test_what_is_heard_in_a_question_counts_less_than_in_its_answer(transcript: Transcript) -> None:
    words = read_words(transcript.text)
    heard = hear(transcript, words)
    asked = words.number_at(transcript.text.index("how did you end up"))
    answered = words.number_at(transcript.text.index("bought two hives"))
    assert heard.damp(asked) < heard.damp(answered) == 1.0


@given(st.text(alphabet="ab so.?,가\u3042\n ", max_size=300))
def test_utterances_cover_every_word_once_in_order(text: str) -> None:
    transcript = talk(text)
    words = read_words(text)
    covered = [n for u in utterances(transcript) for n in words.within(u.start, u.end)]
    assert covered == list(range(len(words)))
