// The search field: suggestions while typing, results on another address when it is sent.

import { ask } from "./client.js";
import { SUGGEST } from "./documents.js";

const PAUSE = 150; // milliseconds without a key, so that not every letter is a question
const form = document.querySelector("#search");
const suggestions = document.querySelector("#suggestions");
let waiting = 0;

async function suggest() {
  const query = form.query.value.trim();
  if (query.length < 2) return suggestions.replaceChildren();
  const { suggest } = await ask(SUGGEST, { query }).catch(() => ({ suggest: [] }));
  if (query === form.query.value.trim()) suggestions.replaceChildren(...suggest.map(({ text }) => new Option("", text)));
}

/** Listen to the search field. */
export function startSearch() {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = form.query.value.trim();
    location.hash = query ? `#/search/${encodeURIComponent(query)}` : "#/";
  });
}
