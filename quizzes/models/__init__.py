"""Rows: what is stored, the rules that the database holds, and the verbs that change it."""

from quizzes.models.article import Article, ArticleRevision, Block
from quizzes.models.assignment import Assignment, Extension, Visibility
from quizzes.models.attempt import Attempt
from quizzes.models.chosen import ChosenOption, ChosenPair, ChosenStep
from quizzes.models.concept import (
    ENTRIES,
    Behaviour,
    Concept,
    ConceptLoad,
    Distractor,
    Misconception,
    Scenario,
    Source,
)
from quizzes.models.entry import Entry, EntryState, Origin
from quizzes.models.errors import (
    AlreadyAnswered,
    AttemptFinished,
    AttemptsUsedUp,
    DecidedMeanwhile,
    DomainError,
    EmptyQuiz,
    GuestsNotAllowed,
    NotAnEntry,
    NotEditable,
    NotPublishable,
    NotReviewable,
    NotUndone,
    QuizNotOpen,
    RunIsOver,
    SignedInMeanwhile,
    StaleAnswer,
    TooLate,
)
from quizzes.models.evidence import EvidencePassage
from quizzes.models.group import Group, Leader, Member
from quizzes.models.parts import AcceptedAnswer, Citation, Option, Pair, Step
from quizzes.models.people import Learner, User
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.quiz import Quiz, QuizQuestion
from quizzes.models.response import Response
from quizzes.models.review import Decision, Reason
from quizzes.models.run import GenerationNote, GenerationRun, WorkerSign

__all__ = [
    "ENTRIES",
    "AcceptedAnswer",
    "AlreadyAnswered",
    "Article",
    "ArticleRevision",
    "Assignment",
    "Attempt",
    "AttemptFinished",
    "AttemptsUsedUp",
    "Behaviour",
    "Block",
    "ChosenOption",
    "ChosenPair",
    "ChosenStep",
    "Citation",
    "Concept",
    "ConceptLoad",
    "DecidedMeanwhile",
    "Decision",
    "Distractor",
    "DomainError",
    "EmptyQuiz",
    "Entry",
    "EntryState",
    "EvidencePassage",
    "Extension",
    "GenerationNote",
    "GenerationRun",
    "Group",
    "GuestsNotAllowed",
    "Leader",
    "Learner",
    "Member",
    "Misconception",
    "NotAnEntry",
    "NotEditable",
    "NotPublishable",
    "NotReviewable",
    "NotUndone",
    "Option",
    "Origin",
    "Pair",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizNotOpen",
    "QuizQuestion",
    "Reason",
    "Response",
    "RunIsOver",
    "Scenario",
    "SignedInMeanwhile",
    "Source",
    "StaleAnswer",
    "Step",
    "TooLate",
    "User",
    "Visibility",
    "WorkerSign",
]
