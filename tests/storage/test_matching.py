"""The same association in two lists is one; what only looks like it is not; and nobody guesses in between."""

import random
import time
from typing import Any

import pytest

from storage.matching import Match, Matcher, Profile
from storage.spelling import better, same_name


def profile(name: str, town: str = "", key: int = 1, mail: str = "", **more: Any) -> Profile:
    emails = frozenset({mail} if mail else ())
    return Profile(key, name, town, emails=emails, phones=frozenset(more.pop("phones", ())), **more)


def compared(new: Profile, *known: Profile) -> Match:
    return Matcher(known).find(new)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Türkischer Bildungsverein Mettmann", "Mettmann"), ("Türkischer Bildungs-Verein Mettmann e.V.", "Mettmann")),
        (("Serbische Gemeinde Monheim e. V.", "Monheim"), ("Serbische Gemeinde Monheim am Rhein", "Monheim am Rhein")),
        (("Serbische Gemeinde", "Monheim a. Rh."), ("SERBISCHE GEMEINDE MONHEIM", "Monheim am Rhein")),
        (("Tuerkische Frauengruppe Haan eV", "HAAN"), ("Türkische Frauen-Gruppe Haan", "Haan")),
        (("Deutsch-Türkischer Verein gGmbH", "Haan"), ("Deutschtürkischer Verein", "Haan")),
        (("Verein der Eltern in Haan (e.V.)", "Haan"), ("Verein Eltern", "Haan")),
        (("Türkicher Elternverein", "Haan"), ("Türkischer Eltern-Verein", "Haan")),
        (("Polnischer Sportverein Haan", ""), ("Polnischer Sportverein", "Haan")),
        (("Polnischer Sportverein", ""), ("Polnischer Sportverein e.V.", "")),
    ],
)
def test_the_same_name_in_the_same_town_is_the_same_association(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert compared(profile(*one), profile(*other)) == Match(1, 100, "certain")
    assert compared(profile(*other), profile(*one)) == Match(1, 100, "certain")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Albanischer Elternverein Wülfrath", "Albanischer Elternverein Mettmann"),
        ("Kurdischer Selbsthilfeverein Velbert", "Kurdischer Selbsthilfeverein Monheim am Rhein e.V."),
        ("Albanischer Kulturverein Heiligenhaus", "Albanischer Kulturverein Wülfrath e. V."),
    ],
)
def test_the_same_name_in_another_town_is_another_association(name: str, known: str) -> None:
    towns = {"Monheim": "Monheim am Rhein"}
    one, other = (profile(text, towns.get(text.split()[2], text.split()[2])) for text in (name, known))
    assert compared(one, other).verdict == "new"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Syrischer Elternverein", "Serbischer Elternverein"),
        ("Iranischer Kulturverein", "Irakischer Kulturverein"),
        ("Interkultureller Kulturverein", "Interkultureller Kunstverein"),
        ("Türkischer Elternverein", "Türkischer Altenverein"),
        ("Roma-Sportverein 1907", "Roma-Sportverein 1908"),
        ("Haus 1907er Freunde", "Haus 1908er Freunde"),
        ("Türkischer Bildungsverein", "Türkischer Bildungs- und Kulturverein"),
        ("Albanische Gemeinde", "Afghanische Gemeinde"),
    ],
)
def test_a_name_that_only_looks_alike_is_another_association(name: str, known: str) -> None:
    assert compared(profile(name, "Haan"), profile(known, "Haan")).verdict == "new"


def test_a_misspelt_name_is_certain_only_with_evidence() -> None:
    known = profile("Türkischer Bildungsverein", "Haan", mail="info@bildung-haan.de", street="Hauptstr. 5b")
    misspelt = "Tükischer Bildungsverein"
    assert compared(profile(misspelt, "Haan"), known).verdict == "doubtful"
    assert compared(profile(misspelt, "Haan", mail="kasse@andere.de"), known).verdict == "doubtful"
    for found in (
        compared(profile(misspelt, "Haan", mail="vorstand@bildung-haan.de"), known),
        compared(profile(misspelt, "Haan", website="https://www.bildung-haan.de/start"), known),
        compared(profile(misspelt, "Haan", street="HAUPTSTRASSE 5 B"), known),
    ):
        assert found.verdict == "certain"


def test_a_free_mail_provider_is_no_evidence_and_an_address_there_is() -> None:
    known = profile("Türkischer Bildungsverein", "Haan", mail="haan@gmx.de")
    assert compared(profile("Tükischer Bildungsverein", "Haan", mail="andere@gmx.de"), known).verdict == "doubtful"
    assert compared(profile("Tükischer Bildungsverein", "Haan", mail="haan@gmx.de"), known).verdict == "certain"


def test_a_domain_that_many_share_is_no_evidence() -> None:
    others = [profile(f"Verein {name}", "Haan", key, f"{name}@haus.de") for key, name in enumerate(("a", "b", "c"), 2)]
    known = profile("Türkischer Bildungsverein", "Haan", mail="bildung@haus.de")
    assert (
        compared(profile("Tükischer Bildungsverein", "Haan", mail="neu@haus.de"), known, *others).verdict == "doubtful"
    )


def test_a_name_that_says_more_is_doubtful_with_evidence() -> None:
    known = profile("Türkischer Bildungsverein", "Haan", phones=["+49212912345"])
    longer = profile("Türkischer Bildungs- und Kulturverein", "Haan", phones=["+49212912345"])
    assert compared(longer, known).verdict == "doubtful"


def test_two_associations_of_one_person_are_two() -> None:
    known = profile("Roma-Frauengruppe", "Haan", mail="sami@haan.example.org", phones=["+49212912345"])
    second = profile("Boxclub Haan", "Haan", mail="sami@haan.example.org", phones=["+49212912345"])
    assert compared(second, known).verdict == "new"


def test_an_association_that_may_have_moved_is_doubtful() -> None:
    known = profile("Roma-Verein", "Haan", mail="info@roma.example.org")
    assert compared(profile("Roma-Verein", "Hilden", mail="info@roma.example.org"), known).verdict == "doubtful"
    assert compared(profile("Roma-Verein", "Hilden"), known).verdict == "new"


def test_without_a_town_a_name_needs_evidence() -> None:
    known = profile("Roma-Verein", "Haan", mail="info@roma.example.org")
    assert compared(profile("Roma-Verein"), known).verdict == "doubtful"
    assert compared(profile("Roma-Verein", mail="info@roma.example.org"), known).verdict == "certain"


def test_two_that_fit_equally_well_are_a_doubt() -> None:
    twins = [profile("Roma-Verein", "Haan", key) for key in (1, 2)]
    assert compared(profile("Roma-Verein e.V.", "Haan"), *twins).verdict == "doubtful"
    assert compared(profile("Roma-Verein e.V.", "Haan"), twins[0], twins[0]).verdict == "certain"


def test_five_thousand_rows_are_compared_with_five_thousand_associations_in_seconds() -> None:
    chance = random.Random(7)
    syllables = ["ka", "lo", "mi", "ter", "san", "du", "re", "vo", "pil", "zan", "ne", "gur"]
    peoples = ["".join(chance.choices(syllables, k=3)).title() + "ischer" for _ in range(400)]
    kinds = ["Elternverein", "Kulturverein", "Sportverein", "Bildungsverein", "Selbsthilfeverein"]
    towns = [f"Stadt{number}" for number in range(10)]
    known = [
        profile(f"{chance.choice(peoples)} {chance.choice(kinds)} Nr. {key}", chance.choice(towns), key, f"i@{key}.de")
        for key in range(5000)
    ]
    begun = time.perf_counter()
    matcher = Matcher(known)
    found = [matcher.find(profile(one.name.replace("verein", "-Verein") + " e.V.", one.town)) for one in known]
    assert time.perf_counter() - begun < 20
    assert [match.key for match in found if match.verdict == "certain"] == list(range(5000))


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("Zîlan Petrovi?", "Zîlan Petrović"),
        ("Jürgen Müller-?ahin", "Jürgen Müller-Şahin"),
        ("?ukasz Nguyen", "Łukasz Nguyen"),
        ("Ma?gorzata Schewtschenko", "Małgorzata Schewtschenko"),
        ("SAMI HADDAD", "Sami Haddad"),
        ("Gro?", "Groß"),
    ],
)
def test_a_name_with_lost_letters_is_the_same_and_the_intact_one_is_better(lost: str, whole: str) -> None:
    assert same_name(lost, whole)
    assert same_name(whole, lost)
    assert better(lost, whole) == better(whole, lost) == whole


def test_names_are_the_same_in_any_order_but_not_for_other_people() -> None:
    assert same_name("Frau Dr. Leyla Demir", "Demir, Leyla")
    assert not same_name("Leyla Demir", "Leila Demir")
    assert not same_name("Petrovi?", "Petrowna")
    assert not same_name("", "")
    assert not same_name("?", "Haddad")
