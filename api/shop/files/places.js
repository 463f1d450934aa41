// Where the shopper stands: languages, destinations and the other shops, as the API tells them.

import { ask, region as here } from "./client.js";
import { PLACES } from "./documents.js";

const STATES_DECIDE_TAX = ["US", "CA"];
const form = document.querySelector("#choices");

/** Fill the choices of language and destination, and the links to the other shops. */
export async function showPlaces() {
  const { language, languages, deliverTo, region, regions } = (await ask(PLACES)).localization;
  const { country, state } = form.elements;
  offer(form.elements.language, languages.map(({ tag, nativeName }) => [tag, nativeName]), language.tag);
  offer(country, region.countries.map(({ code, name }) => [code, name]), deliverTo.country.code);
  state.value = deliverTo.subdivision?.split("-")[1] ?? "";
  const showState = () => {
    state.disabled = !STATES_DECIDE_TAX.includes(country.value);
    state.closest("label").hidden = state.disabled;
  };
  country.addEventListener("change", showState);
  showState();
  const others = regions.filter(({ code }) => code !== here);
  document.querySelector("#shops").replaceChildren(...others.map(link));
}

function offer(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  select.value = chosen;
}

function link({ code, name }) {
  const link = document.createElement("a");
  link.href = `/shop/${code.toLowerCase()}`;
  link.textContent = name;
  return link;
}
