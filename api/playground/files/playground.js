// Starts GraphiQL and connects it with our bar: examples, pickers and copies.

import { prepare } from "./journey.js";
import { apiOf, ask, authorize, fetchPeople, urlOf } from "./people.js";
import { pickedHeaders, startPickers } from "./pickers.js";
import { forms } from "./snippets.js";

const { createElement: element } = window.React;
const GraphiQL = window.GraphiQL;
/** One fetcher for each API: GraphiQL reads the schema anew when it gets another one. */
const fetchers = { shop: makeFetcher("shop"), staff: makeFetcher("staff") };

/** GraphiQL learns an operation's name a moment after it was typed; until then it would send the last one. */
function makeFetcher(api) {
  const fetchPlainly = GraphiQL.createFetcher({ url: urlOf(api) });
  return (question, options) => {
    const { query, operationName } = question;
    const isThere = new RegExp(`\\b(query|mutation|subscription)\\s+${operationName}\\b`).test(query);
    return fetchPlainly({ ...question, operationName: isThere ? operationName : undefined }, options);
  };
}

/** GraphiQL's editors and its functions to run and stop, set as soon as it has made them. */
const desk = { query: null, variables: null, headers: null, run: null, stop: null };

function Desk({ ready }) {
  const editors = GraphiQL.React.useEditorContext({ nonNull: true });
  const { run, stop } = GraphiQL.React.useExecutionContext({ nonNull: true });
  const { queryEditor, variableEditor, headerEditor, responseEditor } = editors;
  Object.assign(desk, { query: queryEditor, variables: variableEditor, headers: headerEditor, run, stop });
  const made = Boolean(queryEditor && variableEditor && headerEditor && responseEditor);
  window.React.useEffect(() => {
    if (!made) return;
    name(queryEditor, "Operation");
    name(variableEditor, "Variables");
    name(headerEditor, "Headers");
    name(responseEditor, "Answer");
    ready();
  }, [made]);
  return null;
}

/** CodeMirror's text fields have no label of their own, and its scrolling boxes can't be reached by keys. */
function name(editor, label) {
  editor.getInputField().setAttribute("aria-label", label);
  const box = editor.getScrollerElement();
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `${label}, scrolling`);
}

let announceDesk;
const deskIsReady = new Promise((ready) => {
  announceDesk = ready;
});
const root = window.ReactDOM.createRoot(document.querySelector("#graphiql"));
const apis = document.querySelector("#api");

/** Show GraphiQL before an API, whose schema its documentation is of. */
function showDesk(api) {
  const settings = { defaultQuery: "", defaultEditorToolsVisibility: "headers", isHeadersEditorEnabled: true };
  const inside = element(GraphiQL.Logo, null, element(Desk, { ready: announceDesk }));
  const tree = element(GraphiQL, { ...settings, fetcher: fetchers[api] }, inside);
  window.ReactDOM.flushSync(() => root.render(tree));
  apis.value = api;
}

/** Run what is in the editor. GraphiQL's own run only stops an operation that is under way. */
async function runAnew() {
  desk.stop();
  await new Promise(requestAnimationFrame);
  desk.run();
}

function readObject(editor) {
  try {
    return JSON.parse(editor.getValue() || "{}");
  } catch {
    return {};
  }
}

const CONTEXT = ["X-Region", "X-Language", "X-Deliver-To"];

/** The picked context and whose token it is go into the headers; others that stand there stay. */
function writeHeaders(token) {
  const ours = token ? [...CONTEXT, "Authorization"] : CONTEXT;
  const others = Object.entries(readObject(desk.headers)).filter(([name, value]) => !ours.includes(name) && value !== lent);
  lent = token;
  const signed = token ? { Authorization: token } : {};
  const context = pickedHeaders();
  linkShop(context);
  desk.headers.setValue(JSON.stringify({ ...context, ...signed, ...Object.fromEntries(others) }, null, 2));
}

/** How often something was picked. What is still being prepared for an earlier choice is dropped. */
let picked = 0;

async function changeContext() {
  const choice = ++picked;
  tell(shown?.sentence ?? "");
  try {
    const token = await authorize(asking, people);
    if (choice !== picked) return;
    writeHeaders(token);
    const variables = await prepareVariables();
    if (choice !== picked) return;
    if (variables) desk.variables.setValue(JSON.stringify(variables, null, 2));
    await runAnew();
  } catch (error) {
    if (choice === picked) tell(error.message);
  }
}

/** The variables of the example that stands in the editor, by running those that it goes on from. */
async function prepareVariables() {
  if (!shown?.after || desk.query.getValue() !== shown.document) return undefined;
  const headers = readObject(desk.headers);
  const askHere = (query, variables) => ask(apiOf(asking), query, variables, headers);
  return prepare(shown, examples, headers["X-Region"], askHere);
}

/** The sample shop of the picked region, in the picked language. */
function linkShop({ "X-Region": region, "X-Language": language }) {
  document.querySelector("#shop").href = `/shop/${region.toLowerCase()}?language=${language}`;
}

function tell(sentence) {
  document.querySelector("#sentence").textContent = sentence;
}

/** Who asks what is in the editor, and the token that was put into the headers for them. */
let asking = "anybody";
let lent;
let people = {};
let examples = [];
let shown;

async function startExamples() {
  examples = await (await fetch("./playground/examples.json")).json();
  const select = document.querySelector("#example");
  select.replaceChildren(...examples.map(({ title, name }) => new Option(title, name)));
  const show = async () => {
    shown = examples.find(({ name }) => name === select.value);
    asking = shown.who;
    showDesk(apiOf(asking));
    desk.query.setValue(shown.document);
    desk.variables.setValue("");
    await changeContext();
  };
  select.addEventListener("change", show);
  apis.addEventListener("change", () => {
    select.value = examples.find(({ who }) => apiOf(who) === apis.value).name;
    show();
  });
  apis.closest("label").hidden = examples.every(({ who }) => apiOf(who) === "shop");
  return show;
}

function startCopies() {
  const dialog = document.querySelector("#snippet");
  for (const button of document.querySelectorAll("[data-form]")) {
    button.addEventListener("click", async () => {
      const { title, write } = forms[button.dataset.form];
      const text = write({
        url: urlOf(apis.value),
        query: desk.query.getValue(),
        variables: readObject(desk.variables),
        headers: readObject(desk.headers),
      });
      const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      dialog.querySelector("h2").textContent = copied ? `${title}: copied` : title;
      dialog.querySelector("code").textContent = text;
      dialog.showModal();
    });
  }
}

showDesk("shop");
await deskIsReady;
startCopies();
people = await fetchPeople();
const [showExample] = await Promise.all([startExamples(), startPickers(changeContext)]);
const wanted = new URLSearchParams(location.search).get("query");
if (wanted) {
  writeHeaders();
  desk.query.setValue(wanted);
} else {
  await showExample();
}
