"""Rows: what is stored, the rules that the database holds, and the verbs that change it."""

from quizzes.models.article import Article, ArticleRevision, Block, Concept
from quizzes.models.attempt import Attempt
from quizzes.models.chosen import ChosenOption, ChosenPair, ChosenStep
from quizzes.models.errors import (
    AlreadyAnswered,
    AttemptFinished,
    AttemptsUsedUp,
    DomainError,
    EmptyQuiz,
    GuestsNotAllowed,
    NotEditable,
    NotPublishable,
    NotReviewable,
    QuizNotOpen,
    SignedInMeanwhile,
    StaleAnswer,
    TooLate,
)
from quizzes.models.evidence import EvidencePassage
from quizzes.models.parts import AcceptedAnswer, Citation, Option, Pair, Step
from quizzes.models.people import Learner, User
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.quiz import Quiz, QuizQuestion
from quizzes.models.response import Response
from quizzes.models.review import Decision, GenerationNote, GenerationRun

__all__ = [
    "AcceptedAnswer",
    "AlreadyAnswered",
    "Article",
    "ArticleRevision",
    "Attempt",
    "AttemptFinished",
    "AttemptsUsedUp",
    "Block",
    "ChosenOption",
    "ChosenPair",
    "ChosenStep",
    "Citation",
    "Concept",
    "Decision",
    "DomainError",
    "EmptyQuiz",
    "EvidencePassage",
    "GenerationNote",
    "GenerationRun",
    "GuestsNotAllowed",
    "Learner",
    "NotEditable",
    "NotPublishable",
    "NotReviewable",
    "Option",
    "Pair",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizNotOpen",
    "QuizQuestion",
    "Response",
    "SignedInMeanwhile",
    "StaleAnswer",
    "Step",
    "TooLate",
    "User",
]
