"""The concept base: search, edit, add and retire entries, with sources, use and shipped text beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes import entries, tasks
from quizzes.admin.common import HouseHistory, NoBulkDelete, ReadOnly, VerbsMixin
from quizzes.admin.entryforms import (
    DistractorFormSet,
    EntryForm,
    KeysField,
    LinesField,
    PhrasesField,
    entries_of,
    topics,
)
from quizzes.admin.pool import follow
from quizzes.generation.concepts.leaning import REFERENCES
from quizzes.models import (
    Behaviour,
    Concept,
    ConceptLoad,
    Distractor,
    Entry,
    EntryState,
    Misconception,
    Origin,
    Scenario,
    Source,
)
from quizzes.models.fields import WordsField

STANCES = [
    ("warns", _("warns of it")),
    ("recommends", _("recommends something")),
    ("mentions", _("only mentions it")),
]
SETTINGS = [
    ("home", _("home")),
    ("office", _("office")),
    ("school", _("school")),
    ("clinic", _("clinic")),
    ("shop", _("shop")),
    ("travel", _("travel")),
    ("family", _("family")),
    ("volunteers", _("volunteers")),
    ("online", _("online")),
]


class ReviewedFilter(admin.SimpleListFilter):
    title = _("brings questions")
    parameter_name = "reviewed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("yes", _("yes")), ("no", _("no: it waits for a check, or is retired"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.reviewed()
        if self.value() == "no":
            return queryset.exclude(pk__in=queryset.model.objects.reviewed().values("pk"))
        return queryset


class ComparedFilter(admin.SimpleListFilter):
    title = _("compared with what is shipped")
    parameter_name = "compared"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("same", _("as it is shipped")),
            ("changed", _("changed here")),
            ("news", _("changed here, and the shipped text is new")),
            ("left", _("shipped no more")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        shipped = queryset.filter(origin=Origin.SHIPPED)
        match self.value():
            case "same":
                return shipped.filter(sha256=F("shipped_sha256"))
            case "changed":
                return shipped.changed()
            case "news":
                is_old = ~Q(offered_sha256=F("shipped_sha256"))
                return shipped.changed().filter(is_old).exclude(offered_sha256="")
            case "left":
                return shipped.entries().filter(offered_sha256="")
        return queryset


class EntryAdmin(VerbsMixin, NoBulkDelete, HouseHistory):
    """What the five sorts of entries share; `own_fields` are what each says."""

    form = EntryForm
    list_display: Any = ("text", "topic", "state", "origin", "brings_questions")
    list_filter: Any = ("topic", "state", "origin", ReviewedFilter, ComparedFilter)
    list_per_page = 50
    actions = ("retire_selected", "bring_back_selected")
    readonly_fields = ("status", "cited", "used", "stale", "compared")
    own_fields: tuple[Any, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).whole()  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Entry | None = None) -> Any:
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        words = [*self.own_fields, *(["checked", "edit_seen"] if may else [])]
        if obj is None:
            return [(None, {"fields": words})]
        beside = [] if self.model is Source else ["cited"]
        compared = [(_("Differs from what is shipped"), {"fields": ["compared"]})]
        return [
            (None, {"fields": ["status", *beside, *words]}),
            (_("Where it is used"), {"fields": ["used"]}),
            (_("What a change would make stale"), {"fields": ["stale"]}),
            *(compared if obj.origin == Origin.SHIPPED and obj.is_changed else []),
        ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        sections = {r.field.replace(".", "_"): r.section for r in REFERENCES[self.model.section]}
        if section := sections.get(db_field.name):
            return _choice(db_field, entries_of(section, request))
        if db_field.name == "topic":
            return _choice(db_field, topics(request), required=True)
        if db_field.name == "trigger_stance":
            field = _choice(db_field, STANCES)
            field.widget = forms.CheckboxSelectMultiple(choices=STANCES)
            return field
        if db_field.name == "setting":
            return _choice(db_field, SETTINGS)
        if db_field.name == "phrases" or isinstance(db_field, WordsField):
            kind = PhrasesField if db_field.name == "phrases" else LinesField
            return kind(required=False, **_about(db_field))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edit(
            obj.judged, checked=form.cleaned_data["checked"], by=request.user, now=timezone.now()
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            formset.save(commit=False)  # the verb has stored them with the entry
        follow(request)
        self._tell(request, form.instance)

    def _tell(self, request: HttpRequest, obj: Any) -> None:
        for warning in obj.warnings:
            messages.warning(request, _now(warning.template) % warning.params)
        if not obj.is_reviewed:
            messages.warning(
                request,
                _(
                    "It is stored, and brings no questions until somebody ticks “I have checked this entry”."
                ),
            )
        told = entries.questions_from(obj).outside_the_pool()  # type: ignore[attr-defined]
        stale = told[: entries.MOST_SHOWN] if obj.edit_number > 1 else []
        if listed := _links((_url(version), version) for version in stale):
            told = _(
                "These approved questions keep the words that they had; look whether they are still right: {}"
            )
            messages.warning(request, format_html(str(told), listed))

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False  # questions point to entries, and entries to each other: they are retired

    def verbs_for(self, request: HttpRequest, obj: Entry) -> list[tuple[str, str]]:
        if not obj.is_entry:
            return []
        verbs = [
            ("retire", _("Retire"))
            if obj.state == EntryState.ACTIVE
            else ("bring_back", _("Bring back"))
        ]
        if obj.origin == Origin.SHIPPED and obj.is_changed and _shipped(obj):
            verbs.append(("take_shipped", _("Take the shipped text again")))
        return verbs

    def do_retire(self, request: HttpRequest, obj: Entry) -> None:
        obj.retire(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(
            request, _("Retired: it brings no more questions; those that there are stay.")
        )
        follow(request)

    def do_bring_back(self, request: HttpRequest, obj: Entry) -> None:
        obj.bring_back(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Brought back."))
        follow(request)

    def do_take_shipped(self, request: HttpRequest, obj: Entry) -> None:
        obj.take_shipped(_shipped(obj), by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("It says again what is shipped."))
        follow(request)

    @admin.action(description=_("Retire the selected entries"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            row.retire(by=request.user, now=timezone.now())
        self._count(request, len(queryset), _now("retired"))

    @admin.action(description=_("Bring the selected entries back"), permissions=["change"])
    def bring_back_selected(self, request: HttpRequest, queryset: Any) -> None:
        whole = [row for row in queryset if row.is_entry]
        for row in whole:
            row.bring_back(by=request.user, now=timezone.now())
        self._count(request, len(whole), _now("brought back"))

    def _count(self, request: HttpRequest, count: int, done: str) -> None:
        told = ngettext("%(n)d entry %(done)s.", "%(n)d entries %(done)s.", count)
        messages.success(request, told % {"n": count, "done": done})
        follow(request)

    @admin.display(description=_("entry"))
    def text(self, obj: Entry) -> str:
        return str(obj)

    @admin.display(description=_("brings questions"), boolean=True)
    def brings_questions(self, obj: Entry) -> bool:
        return obj.is_reviewed

    @admin.display(description=_("status"))
    def status(self, obj: Any) -> str:
        known = _known(obj)
        if known is None:
            return _now(
                "Only a name for questions: the concept base is not loaded yet (manage.py load_concepts)."
            )
        about = {
            "state": obj.get_state_display(),
            "origin": obj.get_origin_display(),
            "n": obj.edit_number,
        }
        told = [f"{obj.key}: " + _now("%(state)s, %(origin)s, version %(n)d.") % about]
        if obj.is_changed and obj.origin == Origin.SHIPPED:
            told.append(_now("It was changed here; no load overwrites it."))
        if obj.origin == Origin.SHIPPED and not obj.offered_sha256:
            told.append(_now("It is shipped no more."))
        if obj.checked_at:
            when = date_format(timezone.localtime(obj.checked_at), "SHORT_DATETIME_FORMAT")
            told.append(
                _now("Checked by %(who)s, %(when)s.") % {"who": obj.checked_by_name, "when": when}
            )
        if getattr(obj, "review_readers", None) and not obj.checked_at:
            read = {
                "readers": obj.review_readers,
                "kind": obj.review_kind,
                "agreed": obj.review_agreed,
            }
            told.append(
                _now("Answered blind by %(readers)d (%(kind)s); %(agreed)d found the key.") % read
            )
        if reason := known.silent.get((obj.section, obj.key)):
            told.append(_now(reason.template) % reason.params)
        elif not obj.is_reviewed:
            told.append(_now("It brings no questions: its review was not passed."))
        return " ".join(told)

    @admin.display(description=_("sources"))
    def cited(self, obj: Any) -> str:
        known = entries.stored()
        found = (
            [known.whole.sources[key] for key in obj.sources if key in known.whole.sources]
            if known
            else []
        )
        rows = ((s.org, s.url, s.title, s.terms or "–") for s in found)
        listed = format_html_join(
            "", '<li>{}: <a href="{}" rel="noreferrer">{}</a><br><small>{}</small></li>', rows
        )
        return format_html('<ul class="beside">{}</ul>', listed) if listed else "–"

    @admin.display(description=_("entries that lean on it, and quizzes"))
    def used(self, obj: Any) -> str:
        use = self._use(obj)
        if use is None:
            return "–"
        named = (
            (reverse(f"admin:quizzes_{entries.model_name(section)}_change", args=[pk]), text)
            for section, pk, text in use.entries
        )
        quizzes = ((reverse("admin:quizzes_quiz_change", args=[q.pk]), q) for q in use.quizzes)
        return _links([*named, *quizzes]) or _now("Nothing leans on it.")

    @admin.display(description=_("approved questions made of it"))
    def stale(self, obj: Any) -> str:
        use = self._use(obj)
        listed = _links((_url(version), version) for version in use.questions) if use else ""
        return listed or _now("None.")

    def _use(self, obj: Any) -> entries.Use | None:
        known = _known(obj)
        if known and not hasattr(obj, "use"):
            obj.use = entries.use_of(obj, known)
        return obj.use if known else None

    @admin.display(description=_("field by field"))
    def compared(self, obj: Any) -> str:
        shipped = _shipped(obj)
        if shipped is None:
            return _now("It is shipped no more.")
        head = format_html(
            "<tr><th>{}</th><th>{}</th><th>{}</th></tr>", _("Field"), _("Here"), _("Shipped")
        )
        rows = format_html_join(
            "",
            '<tr><th>{}</th><td translate="no">{}</td><td translate="no">{}</td></tr>',
            (
                (_called(obj, n), *texts)
                for n, *texts in entries.differences(obj.to_entry(), shipped)
            ),
        )
        return format_html(
            '<table class="compared"><thead>{}</thead><tbody>{}</tbody></table>', head, rows
        )


def _called(obj: Any, name: str) -> Any:
    """What a field of an entry is called on its page; by its own name where it has none there."""
    fields = {field.name: field.verbose_name for field in obj._meta.concrete_fields}
    return fields.get(name.replace(" ", "_"), name)


def _known(obj: Any) -> entries.Stored | None:
    """The base in which an entry stands, asked for once in a page; None where there is none yet."""
    if not hasattr(obj, "known_base"):
        obj.known_base = entries.stored() if obj.is_entry else None
    return obj.known_base  # type: ignore[no-any-return]


def _about(db_field: Any) -> dict[str, Any]:
    return {"label": capfirst(db_field.verbose_name), "help_text": db_field.help_text}


def _choice(db_field: Any, choices: Iterable[Any], *, required: bool = False) -> Any:
    """A field whose values are among these: several where it holds several, one or none otherwise."""
    if isinstance(db_field, WordsField):
        return KeysField(choices=choices, required=required, **_about(db_field))
    empty = [] if required else [("", "–")]
    return forms.ChoiceField(choices=[*empty, *choices], required=required, **_about(db_field))


def _shipped(obj: Entry) -> Any | None:
    """The shipped form of an entry, None where it is shipped no more."""
    return getattr(tasks.shipped_base(), obj.section).get(obj.key)


def _url(obj: Any) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def _links(rows: Iterable[tuple[str, Any]]) -> str:
    listed = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
    return format_html('<ul class="beside">{}</ul>', listed) if listed else ""


@admin.register(Source)
class SourceAdmin(EntryAdmin):
    list_display = ("text", "terms", "state", "origin", "brings_questions")
    list_filter = ("state", "origin", ReviewedFilter, ComparedFilter)
    search_fields = ("key", "org", "title", "url", "terms")
    own_fields = ("org", "title", "url", "terms")


@admin.register(Concept)
class ConceptAdmin(EntryAdmin):
    list_display = ("text", "topic", "kind", "state", "origin", "brings_questions")
    list_filter = (*EntryAdmin.list_filter, "kind")
    search_fields = ("key", "label", "definition", "aliases")
    own_fields = (
        "topic", "kind", "label", "definition", "aliases", "sources", "plain", "ambiguous", "siblings",
        "overlaps", "disjoint_with", "leads_to", "phrases", "patterns",
    )  # fmt: skip


@admin.register(Behaviour)
class BehaviourAdmin(EntryAdmin):
    list_filter = (*EntryAdmin.list_filter, "polarity")
    search_fields = ("key", "forms_imperative", "forms_gerund", "why")
    own_fields = (
        "topic", "polarity", "forms_imperative", "forms_gerund", "forms_third", "forms_noun", "why",
        "sources", "applies_to", "exceptions", "also_right", "says",
    )  # fmt: skip


TRIGGER = ("trigger_all", "trigger_any", "trigger_stance")


@admin.register(Misconception)
class MisconceptionAdmin(EntryAdmin):
    search_fields = ("key", "claim", "correction", "wrong_because")
    own_fields = (
        "topic", "claim", "correction", "wrong_because", "tempting", "sources", "about", *TRIGGER, "says",
    )  # fmt: skip


class DistractorInline(admin.StackedInline):
    model = Distractor
    formset = DistractorFormSet
    fields = ("text", "kind", "why", "misconception", "cautious")
    max_num = 4
    classes = ("parts",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "misconception":
            return _choice(db_field, entries_of("misconceptions", request))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        # Without JavaScript there is no "add another".
        return 1 if obj else 3


@admin.register(Scenario)
class ScenarioAdmin(EntryAdmin):
    list_filter = (*EntryAdmin.list_filter, "level")
    search_fields = ("key", "stem", "key_text", "key_why", "distractors__text")
    inlines = (DistractorInline,)
    own_fields = (
        "topic", "stem", "key_text", "key_why", "key_cautious", "key_behaviour", "sources", *TRIGGER,
        "says", "strict", "level", "difficulty", "setting", "audience", "after", "twin",
    )  # fmt: skip


@admin.register(ConceptLoad)
class ConceptLoadAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("at", "added", "updated")
    fields = ("at", "added", "updated", "report")
    list_per_page = 50
