from __future__ import annotations

import pytest

from studykit.generate.candidate import View
from studykit.generate.languages import language
from studykit.model import Bullet

CHINESE, JAPANESE, FRENCH = language("zh"), language("ja"), language("fr")


def test_only_numbers_with_a_measure_and_names_in_another_script_are_blanked() -> None:
    text = "抓取在 5 分鐘後掛掉，而 Firecrawl 僅花 42 秒。"
    assert [text[s.start : s.end] for s in CHINESE.spans(text)] == ["5 分鐘", "Firecrawl", "42 秒"]


@pytest.mark.parametrize(
    "text", ["あるWebサイトを再現します。", "基本的なUV座標を渡すのみ。", "補助（Claude）を借ります。"]
)
def test_halves_of_compounds_and_asides_are_not(text: str) -> None:
    assert JAPANESE.spans(text) == ()


def test_a_bullet_without_a_safe_blank_says_why() -> None:
    view = View(Bullet(1, "C'est une bonne idée."), ("C'est une bonne idée.",))
    assert "fr" in FRENCH.skip(view)


def test_a_bullet_about_the_video_is_skipped() -> None:
    text = "這部影片介紹了 42 秒的流程。"
    assert CHINESE.skip(View(Bullet(1, text), (text,))).startswith("pointer")


def test_sentences_end_at_full_width_stops() -> None:
    assert CHINESE.sentences("第一句。第二句！") == ("第一句。", "第二句！")
