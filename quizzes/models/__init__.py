"""Rows: what is stored, the rules that the database holds, and the verbs that change it."""

from quizzes.models.article import Article, ArticleRevision, Block
from quizzes.models.assignment import Assignment, Extension, Visibility
from quizzes.models.attempt import Attempt
from quizzes.models.audience import Audience
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
from quizzes.models.drawing import DrawRule
from quizzes.models.entry import Entry, EntryState, Origin
from quizzes.models.errors import (
    AlreadyAnswered,
    AttemptFinished,
    AttemptsUsedUp,
    DomainError,
    EmptyQuiz,
    GuestsNotAllowed,
    NotAnEntry,
    NotEditable,
    NotPublishable,
    NotReviewable,
    QuizNotOpen,
    SignedInMeanwhile,
    StaleAnswer,
    TooLate,
)
from quizzes.models.evidence import EvidencePassage
from quizzes.models.group import Group, Leader, Member
from quizzes.models.parts import AcceptedAnswer, Citation, Option, Pair, Step
from quizzes.models.people import Learner, User
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.quiz import Quiz
from quizzes.models.quizquestion import QuizQuestion
from quizzes.models.response import Response
from quizzes.models.review import Decision, GenerationNote, GenerationRun
from quizzes.models.series import Series

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
    "Audience",
    "Behaviour",
    "Block",
    "ChosenOption",
    "ChosenPair",
    "ChosenStep",
    "Citation",
    "Concept",
    "ConceptLoad",
    "Decision",
    "Distractor",
    "DomainError",
    "DrawRule",
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
    "Option",
    "Origin",
    "Pair",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizNotOpen",
    "QuizQuestion",
    "Response",
    "Scenario",
    "Series",
    "SignedInMeanwhile",
    "Source",
    "StaleAnswer",
    "Step",
    "TooLate",
    "User",
    "Visibility",
]
