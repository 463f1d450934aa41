// Filling the page's templates. Their words are already in the shopper's language.

/**
 * A copy of a template whose elements with `data-value` hold the values of these names: texts, elements or
 * lists of either. An element without a value is left out, and so is one whose `data-if` names no value.
 */
export function fill(name, values = {}) {
  const copy = document.getElementById(name).content.firstElementChild.cloneNode(true);
  for (const part of copy.querySelectorAll("[data-if]")) {
    if (!list(values[part.dataset.if]).length) part.remove();
  }
  for (const place of [copy, ...copy.querySelectorAll("*")].filter(({ dataset }) => dataset.value)) {
    const value = list(values[place.dataset.value]);
    if (value.length) place.replaceChildren(...before(place), ...value);
    else place.remove();
  }
  return copy;
}

function list(value) {
  return [value ?? []].flat();
}

/** The words that stand before a value. */
function before(place) {
  return place.dataset.before ? [`${place.dataset.before} `] : [];
}

/** A text of the API, marked with the language that it is written in. */
export function said({ value, language }) {
  const text = document.createElement("span");
  text.lang = language;
  text.textContent = value;
  return text;
}

/** What went wrong: the API's own words, which are translated, or that it can't be reached. */
export function trouble(error) {
  const message = error.graphQLErrors?.[0]?.message;
  return message ? fill("problem", { message }) : fill("trouble");
}

/** Show one thing on a stage in place of what was there. */
export function show(stage, thing) {
  stage.replaceChildren(thing);
  stage.removeAttribute("aria-busy");
}
