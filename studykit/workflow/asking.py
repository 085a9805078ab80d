"""Cards from a language model: a request to paste into any chatbot, or one sent to an endpoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from studykit.errors import UsageError
from studykit.generate import ask
from studykit.generate.ask import Size
from studykit.generate.endpoint import Endpoint, complete
from studykit.workflow.inputs import Job
from studykit.workflow.making import find_evidence


def request_for(jobs: Sequence[Job]) -> str:
    """One self-contained request for the one summary.

    Raises:
        UsageError: there are several; a reply could not be told apart.
    """
    job = only(jobs, "--ask")
    return ask.request(job.parsed, find_evidence(job), job.parsed.source.title)


def only(jobs: Sequence[Job], option: str) -> Job:
    """The one job there is.

    Raises:
        UsageError: there are several.
    """
    if len(jobs) != 1:
        raise UsageError(f"{option} goes with one summary, and {len(jobs)} were found", "Name one of them.")
    return jobs[0]


def batches(job: Job) -> tuple[tuple[str, ...], Size]:
    """The requests that a model would get, and what they amount to."""
    texts = ask.requests(job.parsed, find_evidence(job), job.parsed.source.title)
    return texts, ask.size(texts)


def send(
    endpoint: Endpoint,
    texts: Sequence[str],
    environment: Mapping[str, str],
    progress: Callable[[int, int], None],
) -> str:
    """The model's reply to all requests. Call this only after the learner has agreed."""
    return complete(endpoint, texts, environment, progress=progress)
