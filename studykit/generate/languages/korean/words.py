"""Korean words that decide what a card may ask: weak heads, frames, dangling openers, slogans."""

from __future__ import annotations

import re

from studykit.generate.languages.lexicon import listed, of

# A blank that holds only one of these asks for the sentence's scaffolding.
WEAK = of(
    """
    뒤 앞 위 아래 옆 안 밖 방법 과정 방식 기능 로직 시스템 문제 이유 경우 작업 역할 효과 결과 사용자 정답 내용 부분 구조 사례 예시 예 점 측면 사람 사람들 사실 상황 상태 정보 데이터 값 요소
    특징 장점 단점 중요성 필요 필요성 영향 변화 차이 관계 일 말 생각 영상 강의 강연 발표 발표자 강연자 화자 저자 시간 순간 시점 단계 부분들 것들 자신 모두 다음 이후
    이전 현재 최근 처음 마지막 별개 최고 최대 최소 전체 일부 다양 여러 각각 하나 둘 우리 그것 이것 여기 거기 목적 목표 의미 도움 기반 활용 사용 수행 구현 설정 적용
    진행 처리 제공 설명 소개 시작 완료 추가 생성 가능 규모 기반 중심 위주 통해 대상 기준 이름 종류 반대 실시간 순서 차례 방향 위아래 답 때 후 전 시 클래스 함수 객체 파일 코드
    """
)

# Words that say what kind of thing a name is the name of. Left beside the blank they tell what is wanted.
KINDS = of(
    """
    함수 태그 축 모델 도구 기능 방식 기법 알고리즘 명령어 옵션 모드 파일 섹션 클래스 이벤트 이펙트 어빌리티 컴포넌트 변수 배열 메서드
    프레임워크 라이브러리 언어 시스템 엔진 데이터셋 네트워크 효과 현상 이론 법칙 원리 공법 공정 검색 저장소 계층 레이어 프로토콜 서버
    패턴 전략 정책 단계 기술 물질 세포 호르몬 수용체 지표 지수 패러다임 운동 시장 산업 제도 협정 조약 전쟁 혁명 왕조 문제 버그 오류
    """
)

# Verbs that only say that something was said or shown: their object is the frame, not the point.
SAYING = re.compile(
    r"(설명|소개|언급|강조|예고|안내|논의|제안|주장|요약|정리|다루|다룹|다뤘|말합|말했|보여\s*(주|줍|준|줬)|살펴|알아보|알아봅|공유)"
    r"[^.]{0,12}$"
)
POINTER = re.compile(
    r"(영상|동영상|비디오|강의|강연|튜토리얼|발표자|강연자|진행자|채널|다음\s*(파트|편|강의|시간)|이번\s*(파트|편|강의|시간))"
)
SLOGAN = re.compile(
    r"(최전선|발전시키는 데|혁신을 (이끌|선도)|미래를 (만들|이끌|열)|노력하고 있|주력하고 있|중요한 역할|기여하고 있|최선을 다"
    r"|방법을 파악하기를 원|원합니다$|큰 도움이 됩니다|유용합니다$|기대(됩|하고|합)|더 나은 (세상|미래)|가능성을 (보여|열))"
)
OPINION = re.compile(r"(자연스러운 일|당연한 일|좋은 일|중요하다|필요하다)(이?라)?고 (생각|말|믿|강조)")

DANGLING = re.compile(
    r"^(이는|이를|이것|이러한|이런|이렇게|이로|이때|이들|이후|그는|그녀|그것|그들|그러|그런|그래서|그 |이 |저 |해당|본 |따라서|또한|"
    r"하지만|그리고|반면|즉|여기서|여기에|이에|이와|이처럼|둘 다|전자|후자|현재는|당시)"
)
OPENERS = re.compile(
    r"^(또한|특히|즉|예를 들어|그리고|결국|결론적으로|참고로|먼저|우선|마지막으로|다음으로|더불어|아울러),?\s+"
)
# Modifiers that make no name: 모델의 핵심 (기능), 새로운 게임플레이 (어빌리티).
LOOSE = re.compile(r"의 |새로운 |(핵심|주요|기본|전체|최종|중요|해당|특정|다음|이전)$")
# Verbs that work as prepositions: 위해, 통해, 따라.
LEANING = of("위하 통하 대하 따르 관하 의하 비하 걸치 더하 인하 향하")
VAGUE = re.compile(
    r"^(새|새로운|여러|다양한|다른|모든|최신|주요|기존의?|각|특정|추가|전체|일부|많은|더 나은|좋은|큰|작은) "
)
WONDERING = re.compile(r"(는가|은가|인가|ᆫ가|까|나요|을까요)$")
POINTING = re.compile(r"^(해당|이|그|저|본|위|아래|앞|뒤|다음|이러한|그러한|동일한|기존) ")
_MIDWAY = re.compile(r"(?<=[가-힣A-Za-z0-9])(은|는|이|가) 또한 ")
# What follows a noun that only sets the terms: …를 기준으로.
FRAMED = re.compile(r"(을|를) (기준|바탕|중심|토대|기반|위주|대상|목표|포함)(으로|하여|해)")
# Before the side of a contrast that is meant: A가 아니라 [B].
ASSERTED = re.compile(r"(아니라|아닌|대신|보다는|라기보다|이라기보다),?\s+(?:\S+ ){0,2}$")
CONTRAST = re.compile(r"^\s*(이|가)?\s*(아니라|아닌|대신|보다는|이라기보다|라기보다|외에|말고|뿐만)")
EXAMPLE = re.compile(r"^\s*(과|와)?\s*(같은|같이|처럼|이나|나)\b|^\(예")
AND_SO_ON = re.compile(r"^\s*등")
BEFORE_EXAMPLE = re.compile(r"(예를 들어|예컨대|예:|가령|예시로|예시 \S+에서는)[^.]{0,24}$")

UNITS = listed(
    """
    년대 년 월 일 시간 시 분 초 개월 주 세기 개 명 배 번 회 차례 건 곳 종 가지 단계 층 장 권 편 대 달러 원 유로 엔 위안 퍼센트 프로 미터 킬로미터 센티미터 인치
    마일 그램 킬로그램 톤 도 리터 와트 바이트 비트 살 세 인 점 줄 칸 쪽 페이지 단어 토큰 파라미터 레벨 등급 위 점수 에이커 헥타르 자유도 층수 마리 그루 잔 차원
    포인트 픽셀 프레임
    """
)
# A count asked as 몇 …; other numbers are asked by their measure.
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
# What may stand right after a number's unit: nothing, or a particle; more letters make it another word (2 시리즈).
_AFTER_UNIT = r"(?=[^가-힣]|$|은|는|이|가|을|를|의|에|로|으로|도|만|와|과|씩|당|간|경|짜리|까지|부터|보다|마다|정도|이상|이하|미만|초과|입니다|였|동안|쯤|밖|뿐|째|만에|내)"
NUMBER = re.compile(
    r"(?<!\d)(?:\d{4}년 )?\d{1,2}월 \d{1,2}일|(?<!\d)\d{4}년 \d{1,2}월(?![가-힣])|"
    r"(?<![A-Za-z0-9가-힣.,])(?:[$€£₩]\s?)?\d[\d,]*(?:\.\d+)?(?:\s?(?:조|억|천만|백만|십만|만|천|백)?\s?[~–—-]\s?\d[\d,]*(?:\.\d+)?)?"
    r"(?:\s?(?:조|억|천만|백만|십만|만|천|백))*(?:(?<=[조억만천])\s?\d[\d,]*(?:천만|백만|십만|[억만천백])*)*"
    rf"(?:\s?(?:%|퍼센트|(?!번째)(?:{_UNIT}){_AFTER_UNIT}|(?:[KMGT]?B|[kKMG]?Hz|FPS|fps|px|ms|km|cm|mm|kg|[xX])(?![A-Za-z])))?"
    rf"|(?<![가-힣])(?<!여러 )(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|수십|수백|수천)\s?(?:만|억|조)?\s?(?!번째)(?:{_UNIT}){_AFTER_UNIT}"
)
YEAR = re.compile(r"^\d{4}년(대)?$|^\d{4}$")
# Somebody's story, whose figures nobody needs.
STORY = re.compile(r"(회상|일화|농담|떠올|기억난다|기억합니다)")
# What measures nothing worth remembering: years, ages, ranks, durations, counts of people, round words.
_NO_MEASURE = re.compile(
    r"(?:세|살|위|레벨|명|인|년대?|월|일|주|개월|시간?|분|초|세기|수십.*|수백.*|수천.*)$"
    r"|^(?:[1-5]|한|두|세|네|다섯)\s?(?:개|마리|그루|번|회|차례|대|건|곳|종|가지|편|권|장|점|층|단계)$"
)
# After the figure that another is held against: 70개에서 165개로, 14회보다, 90분으로 고정된 것이 아니라.
BASELINE = re.compile(r"(?:에서 |보다 |이 아니|가 아니|(?:으로|로) \S+ (?:것이|것은) 아니)")

# Names of bodies, which act as people do.
BODY = re.compile(
    r"(기구|위원회|대학교|대학|연구소|연구원|은행|협회|재단|정부|법원|의회|학회|병원|기업|회사|연구팀|기관|단체|학교|도시|나라|국가|지역)$"
)
PERSON = re.compile(
    r"(사람|인물|[가-힣]*학자|수학자|과학자|책임자|창업자|대표|교수|작가|감독|화가|왕|대통령|수상|CEO|CTO)$"
)


def measures(value: str) -> bool:
    """Whether a number says how much: it has a unit or a power of ten worth remembering."""
    return re.search(r"[^\d\s,.~–—-]", value) is not None and not _NO_MEASURE.search(value)


def number_traits(text: str, start: int, value: str) -> set[str]:
    """What the score should know of a number at ``start``."""
    facts = {
        "measure": measures(value),
        "baseline": BASELINE.match(text, start + len(value)),
        "story": STORY.search(text),
    }
    return {name for name, holds in facts.items() if holds}


def content(text: str) -> str:
    """A sentence without the opener (또한, 예를 들어) that ties it to the one before."""
    return _MIDWAY.sub(r"\1 ", OPENERS.sub("", text))
