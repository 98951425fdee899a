"""One row to read, and one to write for each visit."""

from django.db import models


class Page(models.Model):
    title = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    page = models.ForeignKey(Page, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.page} at {self.at}"
