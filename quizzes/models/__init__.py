"""Rows: what is stored, the rules that the database holds, and the verbs that change it."""

from quizzes.models.article import Article, ArticleRevision, Block
from quizzes.models.assignment import Assignment, Visibility
from quizzes.models.attempt import Attempt
from quizzes.models.audience import Audience
from quizzes.models.certificate import Certificate
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
from quizzes.models.draft import ArticleDraft
from quizzes.models.drawing import DrawRule
from quizzes.models.duemail import DueMail
from quizzes.models.entry import Entry, EntryState, Origin
from quizzes.models.errors import (
    AddressTaken,
    AlreadyAnswered,
    AlreadyMember,
    AttemptFinished,
    AttemptsUsedUp,
    CertificateWithdrawn,
    ChangedMeanwhile,
    DecidedMeanwhile,
    DomainError,
    DraftGone,
    EmptyQuiz,
    GroupArchived,
    GroupFull,
    GuestsNotAllowed,
    LastLeader,
    NameTaken,
    NotAnEntry,
    NotAnsweredYet,
    NotAskedNow,
    NotAssignable,
    NotEditable,
    NothingDue,
    NotKeepable,
    NotPassed,
    NotPublishable,
    NotReviewable,
    NotUndone,
    OnlyAssigned,
    OtherAttemptOpen,
    Paused,
    PauseNotAllowed,
    QuizNotOpen,
    RemarkedMeanwhile,
    ReportLookedAt,
    RunIsOver,
    SignedInMeanwhile,
    StaleAnswer,
    TooLate,
    TooManyGuesses,
    TooManyInvitations,
    UnknownCertificate,
    UnknownCode,
)
from quizzes.models.evidence import EvidencePassage
from quizzes.models.extension import Extension
from quizzes.models.group import Group, Leader, Member
from quizzes.models.memory import ConceptMemory
from quizzes.models.offering import OfferedPermission
from quizzes.models.parts import AcceptedAnswer, Citation, Option, Pair, Step
from quizzes.models.pausing import Pause
from quizzes.models.people import Learner, PermissionGroup, User
from quizzes.models.place import EvidencePlace
from quizzes.models.practice import (
    Practice,
    PracticeAnswer,
    PracticeOption,
    PracticePair,
    PracticeStep,
)
from quizzes.models.question import Question
from quizzes.models.quiz import Quiz
from quizzes.models.quizquestion import QuizQuestion
from quizzes.models.remarking import (
    RemarkedAttempt,
    RemarkedOption,
    RemarkedText,
    Remarking,
    Ruling,
)
from quizzes.models.reminder import Reminder
from quizzes.models.report import Fault, ProblemReport, ReportState
from quizzes.models.response import Response
from quizzes.models.review import Decision, Reason
from quizzes.models.run import GenerationNote, GenerationRun, WorkerSign
from quizzes.models.series import Series
from quizzes.models.statistics import (
    ItemFinding,
    ItemStatistics,
    OptionStatistics,
    QuizStatistics,
    ScoreBand,
    TypedStatistics,
)
from quizzes.models.tries import Limit, Tries
from quizzes.models.version import QuestionVersion

__all__ = [
    "ENTRIES",
    "AcceptedAnswer",
    "AddressTaken",
    "AlreadyAnswered",
    "AlreadyMember",
    "Article",
    "ArticleDraft",
    "ArticleRevision",
    "Assignment",
    "Attempt",
    "AttemptFinished",
    "AttemptsUsedUp",
    "Audience",
    "Behaviour",
    "Block",
    "Certificate",
    "CertificateWithdrawn",
    "ChangedMeanwhile",
    "ChosenOption",
    "ChosenPair",
    "ChosenStep",
    "Citation",
    "Concept",
    "ConceptLoad",
    "ConceptMemory",
    "DecidedMeanwhile",
    "Decision",
    "Distractor",
    "DomainError",
    "DraftGone",
    "DrawRule",
    "DueMail",
    "EmptyQuiz",
    "Entry",
    "EntryState",
    "EvidencePassage",
    "EvidencePlace",
    "Extension",
    "Fault",
    "GenerationNote",
    "GenerationRun",
    "Group",
    "GroupArchived",
    "GroupFull",
    "GuestsNotAllowed",
    "ItemFinding",
    "ItemStatistics",
    "LastLeader",
    "Leader",
    "Learner",
    "Limit",
    "Member",
    "Misconception",
    "NameTaken",
    "NotAnEntry",
    "NotAnsweredYet",
    "NotAskedNow",
    "NotAssignable",
    "NotEditable",
    "NotKeepable",
    "NotPassed",
    "NotPublishable",
    "NotReviewable",
    "NotUndone",
    "NothingDue",
    "OfferedPermission",
    "OnlyAssigned",
    "Option",
    "OptionStatistics",
    "Origin",
    "OtherAttemptOpen",
    "Pair",
    "Pause",
    "PauseNotAllowed",
    "Paused",
    "PermissionGroup",
    "Practice",
    "PracticeAnswer",
    "PracticeOption",
    "PracticePair",
    "PracticeStep",
    "ProblemReport",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizNotOpen",
    "QuizQuestion",
    "QuizStatistics",
    "Reason",
    "RemarkedAttempt",
    "RemarkedMeanwhile",
    "RemarkedOption",
    "RemarkedText",
    "Remarking",
    "Reminder",
    "ReportLookedAt",
    "ReportState",
    "Response",
    "Ruling",
    "RunIsOver",
    "Scenario",
    "ScoreBand",
    "Series",
    "SignedInMeanwhile",
    "Source",
    "StaleAnswer",
    "Step",
    "TooLate",
    "TooManyGuesses",
    "TooManyInvitations",
    "Tries",
    "TypedStatistics",
    "UnknownCertificate",
    "UnknownCode",
    "User",
    "Visibility",
    "WorkerSign",
]
