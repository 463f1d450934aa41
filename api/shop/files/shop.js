// Starts the page: what follows the # in its address says what is shown.

import { showBasket } from "./basket.js";
import { fill, show } from "./dom.js";
import { list, results } from "./list.js";
import { showPlaces } from "./places.js";
import { product } from "./product.js";
import { startSearch } from "./search.js";

const VIEWS = { "": list, product, search: results };
const stage = document.querySelector("#stage");
let turns = 0;

async function showView() {
  const turn = ++turns;
  const [, name = "", argument = ""] = location.hash.split("/");
  stage.setAttribute("aria-busy", "true");
  const view = await (VIEWS[name] ?? list)(decodeURIComponent(argument)).catch(() => fill("trouble"));
  if (turn !== turns) return; // the shopper has gone on meanwhile
  show(stage, view);
  if (turn > 1) view.querySelector("h2")?.focus();
}

addEventListener("hashchange", showView);
startSearch();
await Promise.all([showView(), showBasket(), showPlaces()]);
