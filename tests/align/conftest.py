"""An invented interview about bees in the city, as captions write it, with bullets whose words are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from studykit.model import Bullet, Cue, Source, Summary, Transcript

_PASSAGES = """\
welcome back to the show today I'm joined by Nora Velling who runs a company called bee works here in
Rotterdam thanks so much for coming Nora thank you for having me it's lovely to be here

so tell us about the beginning how did you end up with beehives on an office roof yeah um it started in 2014
when I left my job at a bank and bought two hives from a neighbor I kept them on the balcony and my landlord
was not amused

within about three years we had 120 hives on 40 rooftops and that was when it became a real company we hired
our first employee a chemist who had studied wax

okay and what do people get wrong about bees well most people think that honey bees are endangered but they
aren't endangered at all it's the wild bees that are disappearing there are more than 300 species of wild
bees in this country and roughly half of them are threatened

why is that the main reason is that they have nothing to eat the meadows are mowed too early and the flowers
are gone before the bees come out in the spring so a garden with many kinds of flowers helps far more than
another beehive

I want to ask about the sensors because that's the part I found fascinating how do you measure the health of
a hive right so every hive has a scale under it and a microphone inside the scale tells us how much nectar
comes in every day and the microphone listens to the buzz because a hive that is about to swarm sounds
different

our neural network predicts a swarm about two days before it happens with an accuracy of 87 percent it was
trained on 9,000 hours of recordings and it runs on a tiny chip that costs less than five dollars

did you build that yourself no no we worked with a group at the technical university in Delft a professor
called Ilse Brandt she had done the same thing with whales under water

let's talk about money is honey a good business honestly no honey itself doesn't make a profit the margin is
tiny because imported honey is so cheap what pays our bills is the subscription hotels and offices pay 90
euros a month for a hive on their roof

and what happens in the winter do they sleep they don't sleep they form a ball around the queen and shiver
to keep warm it stays at 35 degrees in the middle even when it's freezing outside

the biggest enemy is a mite called varroa it came to Europe in the seventies and it probably kills a third
of the colonies each winter we treat it with an organic acid that you also find in rhubarb

what would you tell somebody who wants to start maybe take a course first and find a mentor because the
first winter is when most beginners lose their bees wonderful Nora thanks for your time thank you
"""


@dataclass(frozen=True)
class Told:
    """A bullet, and words that its quote must hold."""

    text: str
    words: str


_TOLD = (
    Told("그녀는 2014년 은행을 그만두고 이웃에게서 벌집 두 개를 샀습니다", "bought two hives from a neighbor"),
    Told("약 3년 만에 40개 옥상에서 120개의 벌집을 운영하게 되었습니다", "120 hives on 40 rooftops"),
    Told("꿀벌이 아니라 야생벌이 사라지고 있으며, 300종이 넘는 야생벌 가운데 약 절반이 위협받고 있습니다", "300 species of wild bees"),
    Told("센서는 저울로 꿀의 양을 재고 마이크로 벌집의 소리를 듣습니다", "a scale under it and a microphone inside"),
    Told("신경망은 9,000시간의 녹음으로 훈련되었으며 87%의 정확도로 예측합니다", "accuracy of 87 percent"),
    Told("델프트 공대의 교수 Ilse Brandt는 고래로 같은 연구를 했습니다", "professor called Ilse"),
    Told("꿀 자체는 이익이 나지 않으며, 호텔과 사무실이 한 달에 90유로를 내는 구독이 수익을 냅니다", "90 euros a month"),
    Told("겨울에 벌은 잠을 자지 않고 여왕벌 주위에 모여 몸을 떨며 35도를 유지합니다", "35 degrees in the middle"),
    Told("바로아 진드기는 70년대에 유럽에 왔고 겨울마다 아마 군집의 3분의 1을 죽입니다", "a mite called varroa"),
)  # fmt: skip

TEXT = " ".join(_PASSAGES.split())
SECONDS_A_CHARACTER = 0.065
TITLE = "Bees on the Roof with Nora Velling of BeeWorks"


def second(offset: int) -> float:
    """When a character of the invented talk is said."""
    return 6 + SECONDS_A_CHARACTER * offset


@pytest.fixture(scope="session")
def transcript() -> Transcript:
    """The interview without times."""
    return Transcript("bees.txt", Source(title=TITLE), TEXT)


@pytest.fixture(scope="session")
def timed(transcript: Transcript) -> Transcript:
    """The same with a cue every two lines."""
    starts = range(0, len(TEXT), 180)
    ends = [*starts[1:], len(TEXT)]
    cues = tuple(Cue(a, b, second(a), second(b)) for a, b in zip(starts, ends, strict=True))
    return replace(transcript, cues=cues)


@pytest.fixture(scope="session")
def summary() -> Summary:
    """Nine bullets, each linked to a few seconds before the words it rests on."""
    bullets = []
    for line, told in enumerate(_TOLD, 1):
        at = round(second(TEXT.index(told.words)) - 4)
        bullets.append(Bullet(line, told.text, at, times=(at,)))
    return Summary("bees.md", Source(title=TITLE), "ko", tuple(bullets))


@pytest.fixture(scope="session")
def held() -> tuple[str, ...]:
    """For each bullet, words its quote must hold."""
    return tuple(told.words for told in _TOLD)
