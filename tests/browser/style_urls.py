"""The site's addresses with the style page, which is only routed while DEBUG is on."""

from django.urls import path

from quizsite import urls
from quizzes.views.style import style

handler500 = urls.handler500
urlpatterns = [path("style/", style, name="style"), *urls.urlpatterns]
