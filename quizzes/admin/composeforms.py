"""Forms of the page on which a quiz gets its questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from quizzes.composing import Line, Wanted
from quizzes.models import Article, Concept, DrawRule, QuestionVersion, Quiz
from quizzes.models.kinds import KIND_LABELS, LEVEL_LABELS
from quizzes.models.topics import topic_name
from quizzes.reviews.explaining import family

ANY = ("", _("any"))


def topics() -> list[tuple[str, Any]]:
    """The topics on which there are approved questions."""
    drawable = QuestionVersion.objects.approved().outside_the_pool()
    asked = Concept.objects.filter(versions__in=drawable).exclude(topic="")
    found = asked.order_by("topic").values_list("topic", flat=True).distinct()
    return [ANY, *((topic, topic_name(topic)) for topic in found)]


def articles() -> QuerySet[Article]:
    """The articles with approved questions."""
    return Article.objects.filter(questions__versions__state="approved").distinct()


def families() -> list[tuple[str, Any]]:
    found = QuestionVersion.objects.approved().exclude(family="").order_by("family")
    names = [(name, family(name)) for name in found.values_list("family", flat=True).distinct()]
    return [ANY, ("-", _("written by hand")), *names]


class PickForm(forms.Form):
    """What one looks for among the approved questions."""

    q = forms.CharField(
        label=_("Words in the question or its options"), max_length=100, required=False
    )
    article = forms.ModelChoiceField(
        Article.objects.none(), label=_("Article"), required=False, empty_label=_("any")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[ANY, *((k.value, v) for k, v in LEVEL_LABELS.items())],
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[ANY, *((k.value, v) for k, v in KIND_LABELS.items())],
    )
    family = forms.ChoiceField(label=_("Way of asking"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = articles()  # type: ignore[attr-defined]
        self.fields["topic"].choices = topics()  # type: ignore[attr-defined]
        self.fields["family"].choices = families()  # type: ignore[attr-defined]

    def found(self, quiz: Quiz) -> QuerySet[QuestionVersion]:
        """The approved questions outside the quiz that are looked for.

        First those on its articles, then the newest, last those of the practice pool.
        """
        wanted = self.cleaned_data if self.is_valid() else {}
        found = QuestionVersion.objects.approved().exclude(question__quiz_questions__quiz=quiz)
        for name in ("level", "kind"):
            if value := wanted.get(name):
                found = found.filter(**{name: value})
        if article := wanted.get("article"):
            found = found.filter(question__article=article)
        if topic := wanted.get("topic"):
            found = found.filter(pk__in=_on(topic))
        if family := wanted.get("family"):
            found = found.filter(family="" if family == "-" else family)
        for word in wanted.get("q", "").split():
            options = QuestionVersion.objects.filter(options__text__icontains=word)
            found = found.filter(Q(stem__icontains=word) | Q(pk__in=options.values("pk")))
        own = Case(
            When(question__article__in=quiz.articles.values("pk"), then=0),
            When(question__practice_of__isnull=False, then=2),
            default=1,
        )
        return found.order_by(own, "-pk")


def _on(topic: str) -> QuerySet[Any, Any]:
    return QuestionVersion.objects.filter(concepts__topic=topic).values("pk")


class RuleForm(forms.ModelForm):
    """A rule that draws questions."""

    topic = forms.ChoiceField(label=_("On the topic"), required=False)

    class Meta:
        model = DrawRule
        fields = ("count", "article", "topic", "level", "kind", "unseen_first", "max_mark")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topics()  # type: ignore[attr-defined]
        article: Any = self.fields["article"]
        article.queryset, article.empty_label = articles(), _("any")
        for name in ("level", "kind"):
            field: Any = self.fields[name]
            field.choices = [ANY, *(choice for choice in field.choices if choice[0])]


class LineForm(forms.Form):
    """Place and marks of one line; how many, where it is a rule."""

    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=999)
    count = forms.IntegerField(label=_("Questions"), min_value=1, max_value=100)
    marks = forms.DecimalField(
        label=_("Marks"), min_value=0, max_value=999, max_digits=7, decimal_places=4
    )

    def __init__(self, line: Line, place: int, data: Any = None) -> None:
        initial = {
            "place": place,
            "marks": line.row.max_mark.normalize(),
            "count": getattr(line.row, "count", 0),
        }
        super().__init__(data, prefix=line.key, initial=initial)
        self.line = line
        if not line.is_rule:
            del self.fields["count"]
        else:
            self.fields["marks"].label = _("Marks for each")

    def clean_marks(self) -> Any:
        marks = self.cleaned_data["marks"]
        if not marks:
            raise forms.ValidationError(_("Give it marks above zero."))
        return marks

    def to_wanted(self) -> Wanted:
        """What the editor typed, from a valid form."""
        values = self.cleaned_data
        return Wanted(values["place"], values["marks"], values.get("count", 0))
