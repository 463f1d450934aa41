// Starts the page: what follows the # in its address says what is shown.

import { showBasket } from "./basket.js";
import { show, trouble } from "./dom.js";
import { list, results } from "./list.js";
import { showPlaces } from "./places.js";
import { product } from "./product.js";
import { startSearch } from "./search.js";

const VIEWS = new Map([["product", product], ["search", results]]);
const stage = document.querySelector("#stage");
const shop = document.title;
let turns = 0;

async function open() {
  const [, name, argument = ""] = location.hash.split("/");
  return (VIEWS.get(name) ?? list)(decodeURIComponent(argument));
}

async function showView() {
  const turn = ++turns;
  stage.setAttribute("aria-busy", "true");
  const view = await open().catch(trouble);
  if (turn !== turns) return; // the shopper has gone on meanwhile
  show(stage, view);
  const heading = view.querySelector("h2");
  document.title = heading ? `${heading.textContent} · ${shop}` : shop;
  if (turn > 1) heading?.focus();
}

addEventListener("hashchange", showView);
startSearch();
await Promise.allSettled([showView(), showBasket(), showPlaces()]);
