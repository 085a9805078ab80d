"""The sheet's own words, in the deck's language where it is known."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "name": "Name",
    "date": "Date",
    "score": "Score",
    "number": "No.",
    "question": "Question",
    "answer": "Answer",
    "answers": "Answers",
    "said": "Said in the talk",
    "unproven": "No evidence found in the talk.",
    "time": "Time",
    "sheet": "Sheet",
    "note": "Note",
    "qr": "QR code, link to {time} of the video",
    "decks": "{count} decks",
    "fronts": "Questions",
    "backs": "Answers",
    "flip_long": "Print on both sides, flip on the long edge, at 100%",
    "flip_short": "Print on both sides, flip on the short edge, at 100%",
    "flip_fold": "Print on one side at 100%, cut, fold each card on the dashed line",
    "flip_single": "Print on one side at 100%",
    "calibration": "Where does the back land?",
    "calibration_light": "Hold the sheet against a light, this side towards you.",
    "calibration_read": "Read where the cross of the back meets the two scales in the middle: across, then down.",
    "calibration_type": "Print cards with these two numbers: --back-offset=ACROSS,DOWN. At 0,0 nothing is needed.",
    "calibration_behind": "This is the back.",
}
_KOREAN = {
    "name": "이름",
    "date": "날짜",
    "score": "점수",
    "number": "번호",
    "question": "문제",
    "answer": "답",
    "answers": "정답",
    "said": "영상에서 한 말",
    "unproven": "영상에서 근거를 찾지 못했습니다.",
    "time": "시각",
    "sheet": "시트",
    "note": "메모",
    "qr": "QR 코드, 영상의 {time}로 가는 링크",
    "decks": "덱 {count}개",
    "fronts": "문제",
    "backs": "정답",
    "flip_long": "양면 인쇄, 긴 쪽으로 넘기기, 배율 100%",
    "flip_short": "양면 인쇄, 짧은 쪽으로 넘기기, 배율 100%",
    "flip_fold": "단면 인쇄, 배율 100%, 자른 뒤 점선을 따라 접기",
    "flip_single": "단면 인쇄, 배율 100%",
    "calibration": "뒷면은 어디에 찍힐까요?",
    "calibration_light": "이 면을 앞으로 하고 빛에 비춰 보세요.",
    "calibration_read": "뒷면의 십자가 가운데 두 눈금과 만나는 곳을 가로, 세로 순서로 읽으세요.",
    "calibration_type": "그 두 수로 카드를 인쇄하세요: --back-offset=가로,세로. 0,0이면 필요 없습니다.",
    "calibration_behind": "여기는 뒷면입니다.",
}


def labels(language: str) -> Mapping[str, str]:
    """The labels for a deck's language; English where there are none."""
    return _KOREAN if language == "ko" else _ENGLISH
