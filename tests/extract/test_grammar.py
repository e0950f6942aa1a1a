"""The ways of English to tell who takes part in an initiative, what it is for, what it consists of, what stands in its way and
where it stands; and how two actors stand to each other. With the language model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

pytestmark = pytest.mark.model
Said = Callable[[str], Extraction]

# Text, a word of the initiative's name, property (or status), what has to be among its values.
INITIATIVES = [
    ("Kenya and Ethiopia signed a border agreement on Monday.", "agreement", "participant", ["Kenya", "Ethiopia"]),
    (
        "The border agreement between Kenya and Ethiopia was initialled in March.",
        "agreement",
        "participant",
        ["Kenya", "Ethiopia"],
    ),
    ("A Qatar-brokered truce between Chad and Sudan took effect on Friday.", "truce", "participant", ["Qatar", "Chad", "Sudan"]),
    (
        "Talks between Serbia and Kosovo, mediated by the European Union, resumed in Brussels.",
        "alks",
        "participant",
        ["Serbia", "Kosovo", "European Union"],
    ),
    ("Egypt hosted ceasefire talks between Israel and Hamas in Cairo.", "talks", "participant", ["Egypt", "Israel", "Hamas"]),
    ("Greece joined the maritime security initiative launched by France.", "initiative", "participant", ["Greece", "France"]),
    ("The deal commits Iran to export its uranium.", "deal", "participant", ["Iran"]),
    ("The US-Russia arms treaty expired in February.", "treaty", "participant", ["United States", "Russia"]),
    ("Poland is a signatory to the landmines convention.", "convention", "participant", ["Poland"]),
    ("Rwanda's withdrawal from the mining agreement surprised its partners.", "agreement", "participant", ["Rwanda"]),
    ("Peru proposed a joint patrol plan to Ecuador.", "plan", "proposedBy", ["Peru"]),
    ("Peru proposed a joint patrol plan to Ecuador.", "plan", "proposedTo", ["Ecuador"]),
    ("Norway put forward a proposal on fisheries.", "proposal", "proposedBy", ["Norway"]),
    ("The proposal from Oman was welcomed by Iran.", "proposal", "proposedBy", ["Oman"]),
    ("The proposal from Oman was welcomed by Iran.", "proposal", "supportedBy", ["Iran"]),
    ("The Saudi peace initiative was rejected by Israel.", "initiative", "opposedBy", ["Israel"]),
    ("Hungary vetoed the aid package for Ukraine.", "package", "opposedBy", ["Hungary"]),
    ("Canada criticised the tariff plan.", "plan", "opposedBy", ["Canada"]),
    ("France endorsed the Moroccan autonomy plan.", "plan", "supportedBy", ["France"]),
    ("The United States imposed an arms embargo on Eritrea.", "embargo", "proposedBy", ["United States"]),
    ("Talks on water rights between Egypt and Ethiopia stalled.", "alks", "addresses", ["water rights"]),
    ("Spain unveiled a plan to curb illegal migration.", "plan", "addresses", ["illegal migration"]),
    ("The treaty bans chemical weapons.", "treaty", "addresses", ["chemical weapons"]),
    ("The grain deal between Russia and Turkey lapsed.", "deal", "addresses", ["grain"]),
    ("The two sides held counter-terrorism talks in Doha.", "talks", "addresses", ["terrorism"]),
    ("Negotiations for the release of hostages continued.", "egotiations", "addresses", ["hostages"]),
    ("The pact seeks to protect fish stocks.", "pact", "addresses", ["fish stocks"]),
    ("The peace talks stalled over the fate of prisoners.", "talks", "hinderedBy", ["prisoners"]),
    ("The ceasefire collapsed after an attack on a convoy.", "ceasefire", "hinderedBy", ["attack"]),
    ("The agreement was blocked by Hungary.", "agreement", "hinderedBy", ["Hungary"]),
    ("A lack of funding has delayed the reconstruction plan.", "plan", "hinderedBy", ["lack of funding"]),
    ("The main obstacle to the peace deal is corruption.", "deal", "hinderedBy", ["corruption"]),
    ("The sticking point in the talks is border demarcation.", "talks", "hinderedBy", ["border demarcation"]),
    ("The truce failed amid mutual accusations.", "truce", "hinderedBy", ["mutual accusations"]),
    ("The reform plan faces opposition from trade unions.", "plan", "hinderedBy", ["opposition"]),
    (
        "The peace plan faces several obstacles, including poverty and corruption.",
        "plan",
        "hinderedBy",
        ["poverty", "corruption"],
    ),
    ("The ceasefire agreement has been violated repeatedly.", "agreement", "status", ["Suspended"]),
    ("The two countries ratified the extradition treaty.", "treaty", "status", ["Agreed"]),
    ("The extradition treaty entered into force in May.", "treaty", "status", ["Active"]),
    ("Georgia suspended the visa agreement.", "agreement", "status", ["Suspended"]),
    ("Parliament shelved the reform bill.", "bill", "status", ["Rejected"]),
    ("Kosovo and Serbia resumed the talks.", "talks", "status", ["Active"]),
    ("Libya froze the oil deal.", "deal", "status", ["Suspended"]),
    ("The truce expired on Sunday.", "truce", "status", ["Completed"]),
    ("The mandate of the mission was renewed.", "mission", "status", ["Active"]),
    ("Mali plans to sign the mining agreement next week.", "agreement", "status", ["Proposed"]),
    ("Algeria has not yet ratified the border agreement.", "agreement", "status", ["Agreed"]),
    ("The withdrawal plan was fully implemented.", "plan", "status", ["Active"]),
    ("The peace plan includes a prisoner exchange and a buffer zone.", "plan", "hasPart", ["prisoner exchange", "buffer zone"]),
    ("The accord provides for elections and a unity government.", "accord", "hasPart", ["elections"]),
    ("The deal requires Iran to open its sites and ship out uranium.", "deal", "hasPart", ["open its sites"]),
    (
        "Kenya and Sudan signed a fishing pact in 2021. It includes a hotline and joint patrols.",
        "pact",
        "hasPart",
        ["hotline", "joint patrols"],
    ),
    ("Chad proposed a water plan to Niger. On Friday Niger rejected the proposal.", "plan", "opposedBy", ["Niger"]),
    (
        "Ghana and Togo reached a customs agreement. Under the deal, Togo will open its ports and Ghana will cut its tariffs.",
        "agreement",
        "hasPart",
        ["open its ports", "cut its tariffs"],
    ),
    ("Kenya called for the port to be reopened.", "reopened", "proposedBy", ["Kenya"]),
    ("Togo asked the African Union to impose sanctions on Mali.", "sanctions", "targets", ["Mali"]),
    ("Togo demands that all sides cease hostilities at once.", "cease hostilities", "proposedBy", ["Togo"]),
    ("Kenya and Sudan agreed not to move troops.", "move troops", "participant", ["Kenya", "Sudan"]),
    ("The ministers of Kenya and Sudan committed themselves to freeze deployments.", "freeze deployments", "status", ["Agreed"]),
    ("Ghana proposed extending the truce for a month.", "extending the truce", "proposedBy", ["Ghana"]),
    ("Mali declared the truce over.", "truce", "status", ["Suspended"]),
    ("The session in Doha ended with a ten-point agreement.", "agreement", "status", ["Agreed"]),
    ("Chad urged both sides to respect the arms embargo.", "embargo", "status", ["Active"]),
    ("Morocco tabled a plan in 2007. The king promised to expand the plan.", "expand the plan", "status", ["Proposed"]),
    ("President Macron signed a law on asylum.", "law", "proposedBy", ["Macron"]),
    (
        "The road map rests on three pillars: a legal framework, a prisoner exchange and a buffer zone.",
        "road map",
        "hasPart",
        ["prisoner exchange", "buffer zone"],
    ),
    (
        "Ghana and Togo signed a border treaty. Under the treaty, Togo will cede two villages. Ghana gets a road to the coast.",
        "treaty",
        "hasPart",
        ["cede two villages", "gets a road"],
    ),
    ("The reforms, which a lack of money continues to delay, began in Mali.", "reforms", "hinderedBy", ["lack of money"]),
    ("The Security Council adopted Resolution 2797.", "2797", "status", ["Active"]),
    ("Chad voiced support for a permanent ceasefire.", "ceasefire", "status", ["Proposed"]),
    ("Both parliaments have yet to ratify the border treaty.", "treaty", "hinderedBy", ["yet to ratify"]),
    ("The peace talks stuck on a point of protocol.", "talks", "hinderedBy", ["point"]),
    ("Ghana and Togo signed a truce. Ghana called the raid a violation of the truce.", "truce", "hinderedBy", ["violation"]),
    ("The ministers of Kenya are considering imposing a levy on ships.", "levy", "status", ["Proposed"]),
    ("Togo promised that the road would be reopened.", "reopened", "status", ["Proposed"]),
    ("Kenya and Togo signed an accord setting up a hotline.", "accord", "hasPart", ["hotline"]),
]

RELATIONS = [
    ("Jean Dupont, a senior fellow at the Atlantic Council, spoke.", "Jean Dupont", "memberOf", "Atlantic Council"),
    ("Estonia is a member of NATO.", "Estonia", "memberOf", "NATO"),
    ("The African Union, based in Addis Ababa, sent observers.", "African Union", "basedIn", "Addis Ababa"),
    ("The Iran-backed Houthis fired a missile.", "Iran", "supports", "Houthi"),
    ("Boko Haram operates in Nigeria.", "Boko Haram", "operatesIn", "Nigeria"),
    ("Hamas leader Yahya Sinwar was killed.", "Yahya Sinwar", "leads", "Hamas"),
    ("NATO Secretary General Mark Rutte visited Kyiv.", "Mark Rutte", "leads", "NATO"),
    ("Moussa Faki, chairperson of the African Union Commission, resigned.", "Moussa Faki", "leads", "African Union Commission"),
    ("India and Pakistan are rivals.", "India", "opposes", "Pakistan"),
    ("Sergei Lavrov, Russia's foreign minister, spoke.", "Sergei Lavrov", "represents", "Russia"),
    ("Houthi spokesman Yahya Saree claimed the attack.", "Yahya Saree", "represents", "Houthi"),
    ("The Qassam Brigades, the armed wing of Hamas, released a video.", "Qassam", "partOf", "Hamas"),
    ("NATO member Hungary objected.", "Hungary", "memberOf", "NATO"),
    ("Hezbollah, an ally of Iran, fired rockets.", "Hezbollah", "supports", "Iran"),
    ("President Emmanuel Macron met President Volodymyr Zelensky of Ukraine in France.", "Emmanuel Macron", "leads", "France"),
    ("The Warsaw Institute in Poland published a report.", "Warsaw Institute", "basedIn", "Poland"),
    ("Maria Lopez, an analyst at the Carnegie Endowment, disagreed.", "Maria Lopez", "memberOf", "Carnegie Endowment"),
]

NONE = [
    "The foreign ministry's statement said that bilateral trade had grown.",
    "A great deal of uncertainty remained in Kenya.",
    "Critics said the talks had produced no agreement.",
    "Kenya and Sudan have had a strained relationship for years.",
    "War talk spread in Kenya.",
    "Kenya pledged to carry it out.",
]


def words(found: Extraction) -> dict[str, str]:
    """All that each finding is called in the text, by its key."""
    out = {}
    for x in (*found.actors, *found.places, *found.issues, *found.events, *found.initiatives):
        mentions = x.evidence if hasattr(x, "evidence") else x.mentions
        out[x.key] = " ".join((x.label, *getattr(x, "aliases", ()), *(m.text for m in mentions)))
    return out


def told(found: Extraction, name: str, prop: str) -> list[str]:
    plans = [i for i in found.initiatives if name in " ".join((i.label, *i.aliases, *(m.text for m in i.evidence)))]
    if prop == "status":
        return [i.status.value for i in plans]
    called = words(found)
    return [called[c.object] for c in found.claims if c.predicate == prop and c.subject in {i.key for i in plans}]


@pytest.mark.parametrize(("text", "name", "prop", "wanted"), INITIATIVES)
def test_initiative(said: Said, text: str, name: str, prop: str, wanted: list[str]) -> None:
    values = told(said(text), name, prop)
    assert [w for w in wanted if not any(w in v for v in values)] == []


@pytest.mark.parametrize(("text", "subject", "predicate", "obj"), RELATIONS)
def test_relation(said: Said, text: str, subject: str, predicate: str, obj: str) -> None:
    found = said(text)
    called = words(found)
    pairs = [(called[c.subject], called[c.object]) for c in found.claims if c.predicate == predicate]
    assert any(subject in a and obj in b for a, b in pairs)


@pytest.mark.parametrize("text", NONE)
def test_no_initiative(said: Said, text: str) -> None:
    assert said(text).initiatives == ()


def test_when_it_was_made_and_who_says_so(said: Said) -> None:
    (pact,) = said("Ghana said Kenya and Sudan had signed a fishing pact on 3 May 2021.").initiatives
    assert (pact.time, pact.attributed_to) == ("2021-05-03", ("State/ghana",))


def test_an_office_without_its_state_is_that_of_a_known_leader_and_of_no_other(said: Said) -> None:
    text = "President {} met officials of France and Brazil in Mexico. France welcomed it; Brazil did not."
    known, unknown = (said(text.format(name)).claims for name in ("Emmanuel Macron", "Emil Marcon"))
    assert [(c.predicate, c.object) for c in known if c.predicate == "leads"] == [("leads", "State/france")]
    assert [c for c in unknown if c.predicate == "leads"] == []
