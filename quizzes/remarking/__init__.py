"""Re-marking: what would change, done in one transaction, recorded, taken back (docs/remarking.md)."""

from quizzes.remarking import large
from quizzes.remarking.applying import apply, take_back
from quizzes.remarking.planning import Change, Plan, Wish, plan_of, wish_of

__all__ = ["Change", "Plan", "Wish", "apply", "large", "plan_of", "take_back", "wish_of"]
