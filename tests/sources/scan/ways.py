"""Ways code comes to run on a page: each a piece with a name, its kind and who brought it.

Pieces are told from each other by their whole text; `/quiet/` pieces must not be listed, since
they never run.
"""

from dataclasses import dataclass

from scriptward.vocabulary.words import ScriptKind as Kind

DOCUMENT = "document"


def does(name: str) -> str:
    """Code of a piece."""
    return f"globalThis.ran_{name} = 1"


@dataclass(frozen=True, kw_only=True)
class Way:
    """One piece of code that runs."""

    name: str
    text: str
    kind: Kind
    loader: str
    """Name of another way, or `document`."""


WAYS: dict[str, Way] = {}


def way(name: str, kind: Kind, loader: str, text: str = "", made: str = "") -> str:
    """Note a piece; gives its text. `made`: how the browser spells it, where that differs."""
    text = text or does(name)
    WAYS[name] = Way(name=name, text=made or text, kind=kind, loader=loader)
    return text


def function(head: str, body: str) -> str:
    """The text V8 makes of a constructor's argument."""
    return f"({head} anonymous(\n) {{\n{body}\n}})"


def _files() -> dict[str, str]:
    files = {
        "/file.js": way("file", Kind.EXTERNAL, DOCUMENT),
        "/defer.js": way("defer", Kind.EXTERNAL, DOCUMENT),
        "/async.js": way("async", Kind.EXTERNAL, DOCUMENT),
        "/never.js": does("never"),
        "/part.js": way("part", Kind.MODULE, "module_file"),
        "/deep.js": way("deep", Kind.MODULE, "part_two"),
        "/dynamic.js": way("dynamic", Kind.IMPORT, "imports"),
        "/dynamic-of-module.js": way("dynamic_of_module", Kind.IMPORT, "module_file"),
        "/mapped.js": way("mapped", Kind.MODULE, "inline_module"),
        "/third.js": way("third", Kind.EXTERNAL, "second"),
        "/written.js": way("written_file", Kind.EXTERNAL, "writes"),
        "/sw-part.js": way("sw_part", Kind.IMPORT, "service"),
        "/worker-part.js": way("worker_part", Kind.IMPORT, "worker"),
        "/worker-module-part.js": way("worker_module_part", Kind.MODULE, "worker_module"),
        "/worker-dynamic.js": way("worker_dynamic", Kind.IMPORT, "worker_module"),
        "/nested.js": way("nested", Kind.WORKER, "worker"),
        "/audio.js": way("audio", Kind.WORKLET, "workers"),
        "/paint.js": way("paint", Kind.WORKLET, "workers"),
        "/framed.js": way("framed_file", Kind.EXTERNAL, DOCUMENT),
        "/far.js": way("far_file", Kind.EXTERNAL, DOCUMENT),
        "/far-second.js": way("far_second", Kind.EXTERNAL, "far_inserts"),
        "/drawing.js": way("drawing_file", Kind.EXTERNAL, DOCUMENT),
        "/popup.js": way("popup_file", Kind.EXTERNAL, DOCUMENT),
    }
    files["/part-two.js"] = way(
        "part_two", Kind.MODULE, "inline_module", f"import '/deep.js'; {does('part_two')}"
    )
    files["/module.js"] = way(
        "module_file",
        Kind.MODULE,
        DOCUMENT,
        f"import '/part.js'; import('/dynamic-of-module.js'); {does('module_file')}",
    )
    files["/second.js"] = way(
        "second",
        Kind.EXTERNAL,
        "inserts",
        f"document.head.append(Object.assign(document.createElement('script'),{{src:'/third.js'}}));"
        f" {does('second')}",
    )
    files["/service.js"] = way(
        "service",
        Kind.SERVICE_WORKER,
        "workers",
        f"importScripts('/sw-part.js'); {does('service')}",
    )
    files["/worker.js"] = way(
        "worker",
        Kind.WORKER,
        "workers",
        "importScripts('/worker-part.js'); new Worker('/nested.js');"
        f" eval({way('worker_eval', Kind.EVAL, 'worker')!r}); {does('worker')}",
    )
    files["/worker-module.js"] = way(
        "worker_module",
        Kind.WORKER,
        "workers",
        f"import '/worker-module-part.js'; import('/worker-dynamic.js'); {does('worker_module')}",
    )
    files["/shared.js"] = way("shared", Kind.SHARED_WORKER, "workers")
    return files


_IMPORTS = way("imports", Kind.INLINE, DOCUMENT, f"import('/dynamic.js'); {does('imports')}")

_EVAL_OUTER = way(
    "eval_outer",
    Kind.EVAL,
    "strings",
    f"eval({way('eval_inner', Kind.EVAL, 'eval_outer')!r}); {does('eval_outer')}",
)
way("by_function", Kind.EVAL, "strings", made=function("function", does("by_function")))
way("by_call", Kind.EVAL, "strings", made=function("function", does("by_call")))
way("by_async", Kind.EVAL, "strings", made=function("async function", does("by_async")))
way("by_generator", Kind.EVAL, "strings", made=function("function*", does("by_generator")))
_STRINGS = way(
    "strings",
    Kind.INLINE,
    DOCUMENT,
    f"""
eval({way("by_eval", Kind.EVAL, "strings")!r});
(0, eval)({way("by_indirect", Kind.EVAL, "strings")!r});
eval({_EVAL_OUTER!r});
new Function({does("by_function")!r})();
Function({does("by_call")!r})();
new (async () => {{}}).constructor({does("by_async")!r})();
new (function* () {{}}).constructor({does("by_generator")!r})().next();
setTimeout({way("by_timer", Kind.EVAL, "strings")!r}, 5);
const again = setInterval({way("by_interval", Kind.EVAL, "strings")!r}, 5);
setTimeout(() => clearInterval(again), 60);
""",
)

_INSERTED = {
    name: way(name, kind, "inserts")
    for name, kind in {
        "inserted_text": Kind.INLINE,
        "inserted_before": Kind.INLINE,
        "adjacent": Kind.INLINE,
        "fragment": Kind.INLINE,
        "data": Kind.DATA,
        "blob": Kind.BLOB,
        "inserted_module": Kind.MODULE,
        "in_shadow": Kind.INLINE,
        "data_module": Kind.DATA,
        "blob_module": Kind.BLOB,
    }.items()
}
_INSERTS = way(
    "inserts",
    Kind.INLINE,
    DOCUMENT,
    f"""
const script = set => Object.assign(document.createElement('script'), set);
document.head.append(script({{src: '/second.js'}}));
document.head.append(script({{textContent: {_INSERTED["inserted_text"]!r}}}));
document.head.insertBefore(script({{text: {_INSERTED["inserted_before"]!r}}}), null);
const adjacent = script({{innerHTML: {_INSERTED["adjacent"]!r}}});
document.body.insertAdjacentElement('beforeend', adjacent);
const fragment = '<script>{_INSERTED["fragment"]}</' + 'script>';
document.body.append(document.createRange().createContextualFragment(fragment));
const address = code => 'data:text/javascript,' + encodeURIComponent(code);
const stored = code => URL.createObjectURL(new Blob([code], {{type: 'text/javascript'}}));
document.head.append(script({{src: address({_INSERTED["data"]!r})}}));
document.head.append(script({{src: stored({_INSERTED["blob"]!r})}}));
const module = {{type: 'module', textContent: {_INSERTED["inserted_module"]!r}}};
document.head.append(script(module));
document.body.append(document.getElementById('template').content.cloneNode(true));
const root = document.getElementById('host').attachShadow({{mode: 'closed'}});
root.append(script({{textContent: {_INSERTED["in_shadow"]!r}}}));
import(address({_INSERTED["data_module"]!r}));
import(stored({_INSERTED["blob_module"]!r}));
const dead = script({{type: 'text/template', textContent: {does("quiet_inserted")!r}}});
document.body.append(dead);
""",
)

_WRITES = way(
    "writes",
    Kind.INLINE,
    DOCUMENT,
    f"""
document.write('<script>{way("written", Kind.INLINE, "writes")}</' + 'script>');
document.write('<script src=/written.js></' + 'script>');
""",
)

_HANDLERS = way(
    "handlers",
    Kind.INLINE,
    DOCUMENT,
    f"""
document.getElementById('press').click();
document.getElementById('address').click();
const made = document.createElement('i');
made.setAttribute('onclick', {way("set_attribute", Kind.EVENT_HANDLER, "handlers")!r});
made.click();
const box = document.createElement('div');
box.innerHTML = '<img src=data:, onerror="{way("inner_error", Kind.EVENT_HANDLER, "handlers")}">';
document.body.append(box);
const link = document.createElement('a');
link.href = {"javascript:" + way("made_address", Kind.JAVASCRIPT_URL, "handlers")!r};
document.body.append(link);
link.click();
""",
)


def _in_tree(mode: str) -> str:
    """A script that fills a shadow tree with text that has code in attributes."""
    script, name = f"fills_{mode}", f"tree_error_{mode}"
    code = way(name, Kind.EVENT_HANDLER, script, f"{does(name)} + '1'").replace("'", "\\'")
    return way(
        script,
        Kind.INLINE,
        DOCUMENT,
        f"""
const of_{mode} = document.body.appendChild(document.createElement('div'));
of_{mode}.attachShadow({{mode: '{mode}'}}).innerHTML = '<img src=data:, onerror="{code}">';
""",
    )


_TREES = [_in_tree("open"), _in_tree("closed")]
_TREE_ADDRESS = way(
    "tree_address", Kind.JAVASCRIPT_URL, "goes", f"void ({does('tree_address')} + '1')"
)
_GOES = way(
    "goes",
    Kind.INLINE,
    DOCUMENT,
    f"""
const goes = document.body.appendChild(document.createElement('div'));
const tree = goes.attachShadow({{mode: 'open'}});
tree.innerHTML = "<a href=\\"javascript:{_TREE_ADDRESS.replace("'", "&#39;")}\\">go</a>";
tree.querySelector('a').click();
""",
)

_WORKING = {
    name: way(name, kind, "workers")
    for name, kind in {
        "blob_worker": Kind.WORKER,
        "data_worker": Kind.WORKER,
    }.items()
}
_WORKERS = way(
    "workers",
    Kind.INLINE,
    DOCUMENT,
    f"""
new Worker('/worker.js');
new Worker('/worker-module.js', {{type: 'module'}});
new Worker(URL.createObjectURL(new Blob([{_WORKING["blob_worker"]!r}])));
new Worker('data:text/javascript,' + encodeURIComponent({_WORKING["data_worker"]!r}));
new SharedWorker('/shared.js');
navigator.serviceWorker.register('/service.js');
CSS.paintWorklet.addModule('/paint.js');
new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule('/audio.js');
""",
)

_FRAME_ADDRESS = way(
    "frame_address", Kind.JAVASCRIPT_URL, "frames", f"'<p>' + ({does('frame_address')})"
)
_BLOB_FRAME = way("blob_frame", Kind.INLINE, "frames")
_FRAMES = way(
    "frames",
    Kind.INLINE,
    DOCUMENT,
    f"""
const holder = () => document.createElement('iframe');
const frame = set => document.body.appendChild(Object.assign(holder(), set));
frame({{srcdoc: '<script>{way("made_srcdoc", Kind.INLINE, "frames")}</' + 'script>'}});
const empty = frame({{}});
const inside = empty.contentDocument.createElement('script');
inside.textContent = {way("in_blank", Kind.INLINE, "frames")!r};
empty.contentDocument.body.append(inside);
empty.contentWindow.eval({way("eval_in_blank", Kind.EVAL, "frames")!r});
const open = frame({{}}).contentDocument;
open.open();
open.write('<script>{way("frame_written", Kind.INLINE, "frames")}</' + 'script>');
open.close();
frame({{src: {"javascript:" + _FRAME_ADDRESS!r}}});
const text = '<script>{_BLOB_FRAME}</' + 'script>';
frame({{src: URL.createObjectURL(new Blob([text], {{type: 'text/html'}}))}});
window.open('/popup');
""",
)

_INLINE_MODULE = way(
    "inline_module",
    Kind.MODULE,
    DOCUMENT,
    f"import 'mapped'; import '/part-two.js'; {does('inline_module')}",
)

FILES = _files()
PAGES = {
    "/framed": f"""<!doctype html><title>framed</title>
<script>{way("framed_inline", Kind.INLINE, DOCUMENT)}</script><script src=/framed.js></script>""",
    "/far": f"""<!doctype html><title>far</title>
<script>{way("far_inline", Kind.INLINE, DOCUMENT)}</script><script src=/far.js></script>
<script>{
        way(
            "far_inserts",
            Kind.INLINE,
            DOCUMENT,
            "document.head.append(Object.assign(document.createElement('script'),"
            f"{{src:'/far-second.js'}})); {does('far_inserts')}",
        )
    }</script>""",
    "/popup": """<!doctype html><title>popup</title><script src=/popup.js></script>""",
}
DRAWING = f"""<svg xmlns="http://www.w3.org/2000/svg" onload="{
    way("drawing_load", Kind.EVENT_HANDLER, DOCUMENT)
}"><script>{
    way("drawing_inline", Kind.INLINE, DOCUMENT)
}</script><script href="/drawing.js"/></svg>"""


def page(far: str) -> str:
    """The page. `far`: address of `/far` on another site."""
    return f"""<!doctype html><meta charset=utf-8><title>ways</title><link rel=icon href="data:,">
<script type=importmap>{{"imports": {{"mapped": "/mapped.js"}}}}</script>
<script type=speculationrules>{{"prefetch": []}}</script>
<script type=application/json>{{"{does("quiet_json")}": 1}}</script>
<script type=text/template>{does("quiet_template")}</script>
<script nomodule src=/never.js></script><script nomodule>{does("quiet_nomodule")}</script>
<script>{way("inline", Kind.INLINE, DOCUMENT)}</script>
<script src=/file.js></script><script defer src=/defer.js></script>
<script async src=/async.js></script>
<script type=module src=/module.js></script><script type=module>{_INLINE_MODULE}</script>
<body onload="{way("body_load", Kind.EVENT_HANDLER, DOCUMENT)}">
<template id=template><script>{way("of_template", Kind.INLINE, "inserts")}</script></template>
<div id=host></div>
<button id=press onclick="{way("pressed", Kind.EVENT_HANDLER, DOCUMENT)}">x</button>
<button onclick="{does("quiet_handler")}">never pressed</button>
<a id=address href="javascript:{way("address", Kind.JAVASCRIPT_URL, DOCUMENT)}">x</a>
<img src="data:," onerror="{way("image_error", Kind.EVENT_HANDLER, DOCUMENT)}">
<svg><script>{way("in_svg", Kind.INLINE, DOCUMENT)}</script></svg>
<iframe srcdoc="<script>{way("srcdoc", Kind.INLINE, DOCUMENT)}</script>"></iframe>
<iframe sandbox=allow-scripts srcdoc="<script>{
        way("sandboxed", Kind.INLINE, DOCUMENT)
    }</script>"></iframe>
<iframe src=/framed></iframe><iframe src={far}></iframe><iframe src=/drawing.svg></iframe>
<iframe src="data:text/html,<script>{way("data_frame", Kind.INLINE, DOCUMENT)}</script>"></iframe>
<script>{_IMPORTS}</script><script>{_STRINGS}</script><script>{_WRITES}</script>
<script>{_INSERTS}</script><script>{_HANDLERS}</script><script>{_WORKERS}</script>
<script>{_TREES[0]}</script><script>{_TREES[1]}</script><script>{_GOES}</script>
<script>{_FRAMES}</script>"""
