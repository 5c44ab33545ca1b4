from scriptward.analysis.attribution import attributions
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.words import Attribution, Channel, ScriptKind
from tests.analysis.captures import CALLER, TAG, WRAPPER, at, by_debugger, sending

OTHER = RawScript(
    key="s5", page="p1", kind=ScriptKind.EXTERNAL, url="https://cdn.adnet.test/a.js", sha256="5"
)
SCRIPTS = ScriptsSeen((TAG, CALLER, WRAPPER, OTHER))
FOR_TAG = sending(key="r1", initiator=by_debugger(WRAPPER, TAG))
FOR_OTHER = sending("https://px.adnet.test/p", key="r2", initiator=by_debugger(WRAPPER, OTHER))


def test_a_script_on_top_for_several_owners_and_hosts_is_a_wrapper():
    wrappers = Wrappers((FOR_TAG, FOR_OTHER), SCRIPTS)

    assert WRAPPER.key in wrappers
    assert TAG.key not in wrappers


def test_a_script_that_sends_for_several_callers_to_its_own_host_is_none():
    sendings = (
        sending(key="r1", initiator=by_debugger(TAG, CALLER)),
        sending(key="r2", initiator=by_debugger(TAG, OTHER)),
    )

    assert TAG.key not in Wrappers(sendings, SCRIPTS)


def test_a_loader_of_many_scripts_is_none():
    sendings = (
        sending(key="r1", channel=Channel.SCRIPT, initiator=by_debugger(WRAPPER, TAG)),
        sending(
            "https://px.adnet.test/p",
            key="r2",
            channel=Channel.SCRIPT,
            initiator=by_debugger(WRAPPER, OTHER),
        ),
    )

    assert WRAPPER.key not in Wrappers(sendings, SCRIPTS)


def test_a_wrapper_in_a_wrapper_is_learned_too():
    outer = RawScript(
        key="s6", page="p1", kind=ScriptKind.EXTERNAL, url="https://cdn.outer.test/o.js", sha256="6"
    )
    sendings = (
        sending(key="r1", initiator=by_debugger(outer, WRAPPER, TAG)),
        sending("https://px.adnet.test/p", key="r2", initiator=by_debugger(WRAPPER, OTHER)),
        sending("https://c.third.test/p", key="r3", initiator=by_debugger(outer, TAG)),
        sending("https://d.fourth.test/p", key="r4", initiator=by_debugger(outer, OTHER)),
        sending("https://www.willow.test/p", key="r5", initiator=by_debugger(WRAPPER, CALLER)),
    )

    wrappers = Wrappers(sendings, ScriptsSeen((TAG, CALLER, WRAPPER, OTHER, outer)))

    assert outer.key in wrappers
    assert WRAPPER.key in wrappers


def test_the_same_script_is_a_wrapper_on_every_page():
    elsewhere = RawScript(
        key="x1", page="p9", kind=ScriptKind.EXTERNAL, url=WRAPPER.url, sha256=WRAPPER.sha256
    )
    scripts = ScriptsSeen((TAG, CALLER, WRAPPER, OTHER, elsewhere))

    assert elsewhere.key in Wrappers((FOR_TAG, FOR_OTHER), scripts)


def test_a_vendors_code_below_a_stranger_is_the_sender_of_what_its_vendor_gets():
    alone = sending(initiator=by_debugger(WRAPPER, TAG, CALLER))

    who = attributions((alone,), SCRIPTS)["r1"]

    assert (who.script, who.instigator, who.attribution) == ("s1", "s2", Attribution.LIKELY)


def test_what_the_site_itself_gets_is_not_laid_to_the_site_for_that():
    own = sending("https://www.willow.test/api", initiator=by_debugger(TAG, CALLER))

    assert attributions((own,), SCRIPTS)["r1"].script == "s1"


def test_a_wrappers_own_upload_after_an_others_call_is_its_own():
    upload = sending("https://up.watcher.test/e", key="r3", initiator=by_debugger(WRAPPER, CALLER))

    who = attributions((FOR_TAG, FOR_OTHER, upload), SCRIPTS)["r3"]

    assert who.script == WRAPPER.key


def test_a_chain_of_tasks_leads_past_a_wrapper():
    later = sending(
        "https://c.third.test/p",
        key="r3",
        initiator=by_debugger(WRAPPER, parents=((at(WRAPPER), at(OTHER)),)),
    )

    who = attributions((FOR_TAG, FOR_OTHER, later), SCRIPTS)["r3"]

    assert (who.script, who.attribution) == (OTHER.key, Attribution.LIKELY)
