"""Forms: they check what people send and hand on domain values."""

from quizzes.forms.answers import AnswerForm, form_for
from quizzes.forms.people import AccountForm, SignInForm, SignUpForm
from quizzes.forms.wording import WordingForm

__all__ = ["AccountForm", "AnswerForm", "SignInForm", "SignUpForm", "WordingForm", "form_for"]
