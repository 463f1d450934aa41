// Starts GraphiQL and connects it with our bar: examples, pickers and copies.

import { startPickers } from "./pickers.js";
import { forms } from "./snippets.js";

const { createElement: element } = window.React;
const GraphiQL = window.GraphiQL;
const url = new URL("/graphql", location.href).href;
const fetchPlainly = GraphiQL.createFetcher({ url });

/** GraphiQL learns an operation's name a moment after it was typed; until then it would send the last one. */
function fetcher(question, options) {
  const { query, operationName } = question;
  const isThere = new RegExp(`\\b(query|mutation|subscription)\\s+${operationName}\\b`).test(query);
  return fetchPlainly({ ...question, operationName: isThere ? operationName : undefined }, options);
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

function showDesk() {
  return new Promise((ready) => {
    const settings = { fetcher, defaultQuery: "", defaultEditorToolsVisibility: "headers", isHeadersEditorEnabled: true };
    const tree = element(GraphiQL, settings, element(GraphiQL.Logo, null, element(Desk, { ready })));
    window.ReactDOM.createRoot(document.querySelector("#graphiql")).render(tree);
  });
}

/** Run what is in the editor. GraphiQL's own run only stops an operation that is under way. */
async function runAnew() {
  desk.stop();
  await new Promise(requestAnimationFrame);
  desk.run();
}

async function ask(query) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

function readObject(editor) {
  try {
    return JSON.parse(editor.getValue() || "{}");
  } catch {
    return {};
  }
}

const CONTEXT = ["X-Region", "X-Language", "X-Deliver-To"];

function writeHeaders(picked) {
  const others = Object.entries(readObject(desk.headers)).filter(([name]) => !CONTEXT.includes(name));
  desk.headers.setValue(JSON.stringify({ ...picked, ...Object.fromEntries(others) }, null, 2));
}

function changeContext(picked) {
  writeHeaders(picked);
  runAnew();
}

async function startExamples() {
  const examples = await (await fetch("./playground/examples.json")).json();
  const select = document.querySelector("#example");
  select.replaceChildren(...examples.map(({ title, name }) => new Option(title, name)));
  const show = () => {
    const example = examples.find(({ name }) => name === select.value);
    document.querySelector("#sentence").textContent = example.sentence;
    desk.query.setValue(example.document);
    desk.variables.setValue("");
    runAnew();
  };
  select.addEventListener("change", show);
  return show;
}

function startCopies() {
  const dialog = document.querySelector("#snippet");
  for (const button of document.querySelectorAll("[data-form]")) {
    button.addEventListener("click", async () => {
      const { title, write } = forms[button.dataset.form];
      const text = write({
        url,
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

await showDesk();
startCopies();
const [showExample, picked] = await Promise.all([startExamples(), startPickers(ask, changeContext)]);
writeHeaders(picked);
const wanted = new URLSearchParams(location.search).get("query");
if (wanted) desk.query.setValue(wanted);
else showExample();
