// The pickers for region, language and destination: they write the X- headers that choose the context.

import { ask } from "./people.js";

const KEPT = "comptoir:context";
const REGIONS = `query PlaygroundPickers {
  localization {
    region { code }
    regions {
      code
      name
      defaultLanguage { tag }
      languages { tag name }
      countries { code name }
    }
  }
}`;

// Places whose law or tax differs within the country, as X-Deliver-To writes them.
const PLACES = {
  US: [
    ["US-NY;10001", "New York, 10001"],
    ["US-OR;97201", "Portland, Oregon, 97201"],
    ["US-TX;75001", "Texas, 75001"],
  ],
};

const selects = {
  region: document.querySelector("#region"),
  language: document.querySelector("#language"),
  destination: document.querySelector("#destination"),
};

/** Fill the pickers and restore what was picked last; call `changed()` at changes. */
export async function startPickers(changed) {
  const { region: usual, regions } = (await ask("shop", REGIONS)).localization;
  const kept = read();
  const codes = regions.map(({ code, name }) => [code, `${name} (${code})`]);
  fill(selects.region, codes, kept.region ?? usual.code);
  const current = () => regions.find(({ code }) => code === selects.region.value) ?? regions[0];
  fillPlaces(current(), kept);
  selects.region.addEventListener("change", () => fillPlaces(current(), {}));
  const tell = () => {
    keep();
    changed();
  };
  for (const select of Object.values(selects)) select.addEventListener("change", tell);
}

/** The headers that say what is picked; a choice left to the region has none. */
export function pickedHeaders() {
  return Object.fromEntries(
    [
      ["X-Region", selects.region.value],
      ["X-Language", selects.language.value],
      ["X-Deliver-To", selects.destination.value],
    ].filter(([, value]) => value),
  );
}

function fillPlaces(region, kept) {
  const languages = region.languages.map(({ tag, name }) => [tag, `${name} (${tag})`]);
  fill(selects.language, languages, kept.language ?? region.defaultLanguage.tag);
  const places = region.countries.flatMap(({ code, name }) => [[code, name], ...(PLACES[code] ?? [])]);
  fill(selects.destination, [["", "the region’s own country"], ...places], kept.destination);
}

function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

function keep() {
  const values = Object.entries(selects).map(([name, select]) => [name, select.value]);
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(values)));
  } catch {
    // A browser that keeps nothing picks anew at the next visit.
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}
