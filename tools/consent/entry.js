/**
 * Drives a consent banner from a world of the scanner's own in one frame: what `sources/scan` asks of
 * autoconsent (MPL-2.0, bundled unchanged, its licence beside the built file).
 */
import AutoConsent from "@duckduckgo/autoconsent";
import { getActionablePopups } from "../../node_modules/@duckduckgo/autoconsent/lib/heuristics";

const CLOSING = /^[\s×✕x]*$|^\s*(close|dismiss|ok|okay|got it|hide)\b.{0,12}$/i;
const GONE_WITHIN = 3000;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

let engine;
let told = [];
const words = [];
let hidden = false;
let looked = 0;

function tell(message) {
  told.push(message);
  return Promise.resolve();
}

function heard(message) {
  if (message.type === "eval") tell({ ask: message.id, code: message.code });
  else if (message.type === "cmpDetected") tell({ detected: message.cmp });
  else if (message.type === "popupFound") tell({ found: message.cmp });
  else if (message.type === "report" && message.state.findCmpAttempts > looked)
    tell({ looked: (looked = message.state.findCmpAttempts) });
  return Promise.resolve();
}

function labelled(event) {
  const element = event.composedPath()[0];
  const text = element?.innerText || element?.getAttribute?.("aria-label") || element?.value || "";
  words.push(String(text).trim().replace(/\s+/g, " ").slice(0, 60));
}

/** A step that only hides the banner makes no choice: it fails. */
function hide() {
  hidden = true;
  return false;
}

async function accept(cmp) {
  if (!cmp.name.startsWith("HEURISTIC")) return cmp.optIn();
  const button = cmp.popups[0]?.buttons.find((one) => one.regexClassification === "accept");
  return button ? engine.domActions.clickElement(button.element) : false;
}

/** Whether a person can see an element or something in it: rules look at its own `display` only. */
function seen(element) {
  if (!element.checkVisibility()) return false;
  const box = element.getBoundingClientRect();
  const drawn = { checkOpacity: true, checkVisibilityCSS: true };
  if (box.width * box.height > 0 && element.checkVisibility(drawn)) return true;
  return [...element.children, ...(element.shadowRoot?.children ?? [])].some(seen);
}

/** The banner whose words say that they refuse, and its button, where a rule knows no control. */
function refusing() {
  const popup = getActionablePopups("reject", 1000)[0];
  const button = popup?.buttons.find((one) => one.regexClassification === "reject");
  return button && { banner: popup.element, button: button.element };
}

async function refused(cmp) {
  let made = false;
  try {
    made = Boolean(await cmp.optOut());
  } catch (error) {
    made = false;
  }
  const found = made ? null : refusing();
  if (!found) return { made };
  hidden = false;
  return { made: await engine.domActions.clickElement(found.button), banner: found.banner };
}

async function closed(cmp, banner) {
  const own = banner ?? (cmp.name.startsWith("HEURISTIC") ? cmp.popups[0].element : null);
  for (const end = Date.now() + GONE_WITHIN; Date.now() < end; await wait(200))
    if (!(own ? seen(own) : await cmp.detectPopup())) return true;
  return false;
}

globalThis.scriptwardConsent = {
  /** Looks for a banner by these rules. */
  begin(rules, accepting) {
    const config = {
      autoAction: null,
      enablePrehide: false,
      enableCosmeticRules: false,
      detectRetries: 20,
      heuristicMode: accepting ? "tier2" : "reject",
      heuristicPopupSearchTimeout: 1000,
      logs: { errors: false },
    };
    engine = new AutoConsent(heard);
    engine.initialize(config, { autoconsent: rules });
    engine.domActions.hide = hide;
    const visible = engine.domActions.elementVisible.bind(engine.domActions);
    engine.domActions.elementVisible = (selector, check) =>
      visible(selector, check) &&
      (check === "none" || engine.domActions.elementSelector(selector).some(seen));
    // unknown banners are sought in each second look, and each look but the first waits for the
    // page to change: one that comes late and changes it once would not be sought at all
    const changes = engine.domActions.waitForMutation.bind(engine.domActions);
    engine.domActions.waitForMutation = (selector) =>
      engine.state.findCmpAttempts % 2 ? Promise.resolve() : changes(selector);
    return "";
  },

  /** Makes the choice with the banner that was found; tells how it went. */
  async act(accepting) {
    for (let turns = 0; !engine.foundCmp && turns < 20; turns++) await wait(50);
    const cmp = engine.foundCmp;
    const done = { product: cmp?.name ?? "", made: false, closed: false, recorded: null };
    addEventListener("click", labelled, true);
    try {
      const { made, banner } = accepting ? { made: await accept(cmp) } : await refused(cmp);
      done.made = Boolean(made);
      done.intermediate = Boolean(cmp.isIntermediate);
      if (done.made && !done.intermediate) {
        done.closed = await closed(cmp, banner);
        if (!accepting && cmp.hasSelfTest && !cmp.name.startsWith("HEURISTIC"))
          done.recorded = Boolean(await cmp.test());
      }
    } catch (error) {
      done.made = false;
    }
    removeEventListener("click", labelled, true);
    done.hidden = hidden;
    done.clicked = words.slice(0, 5);
    done.only_closed = words.length > 0 && words.every((text) => CLOSING.test(text));
    tell({ done });
  },

  answered(id, value) {
    engine.receiveMessageCallback({ type: "evalResp", id, result: value });
    return "";
  },

  /** Everything said since it was asked last, as JSON. */
  take() {
    const all = JSON.stringify(told);
    told = [];
    return all;
  },
};
