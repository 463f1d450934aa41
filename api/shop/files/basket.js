// The basket: numbers and quantities, kept in this browser. What it costs is asked anew at every change.

import { ask, language, region } from "./client.js";
import { QUOTE } from "./documents.js";
import { fill, show, trouble } from "./dom.js";

const KEPT = `comptoir:basket:${region}`;
const stage = document.querySelector("#basket");
const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 3 });
const basket = new Map(kept());
let asked = 0;

/** Put one more of a variant into the basket. */
export function add(sku) {
  put(sku, Math.min((basket.get(sku) ?? 0) + 1, 999));
}

/** Show the basket with what the API quotes for it. */
export async function showBasket() {
  if (!basket.size) return show(stage, fill("empty"));
  const turn = ++asked;
  stage.setAttribute("aria-busy", "true");
  const lines = [...basket].map(([sku, quantity]) => ({ sku, quantity }));
  const answer = await ask(QUOTE, { lines }).then(({ quote }) => view(quote), trouble);
  if (turn === asked) show(stage, answer);
}

function put(sku, quantity) {
  if (quantity) basket.set(sku, quantity);
  else basket.delete(sku);
  localStorage.setItem(KEPT, JSON.stringify([...basket]));
  showBasket();
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function view(quote) {
  const { lines, shipping, freeShipping: free, taxes, payable, notices, problems } = quote;
  const filled = fill("quote", {
    lines: lines.map(line),
    problems: problems.map(({ message }) => fill("problem", { message })),
    threshold: free?.threshold.formatted,
    missing: free && !free.qualified ? free.remaining.formatted : null,
    floor: free?.floor && `${free.floor.explanation} ${free.floor.legalBasis}`,
    delivery: shipping.fee.formatted,
    total: payable.formatted,
    taxes: taxes.map(taxOf),
    notices: [...new Set(notices.map(({ text }) => text))].map((text) => fill("notice", { text })),
  });
  const progress = filled.querySelector("progress");
  if (progress) {
    progress.max = free.threshold.amount;
    progress.value = Math.min(free.counted.amount, free.threshold.amount);
  }
  return filled;
}

function line({ sku, quantity, total, product, variant }) {
  const title = [product?.title, variant?.title].filter(Boolean).join(" · ") || sku;
  const item = fill("line", { title, total: total.formatted });
  const [field, button] = item.querySelectorAll("input, button");
  field.value = quantity;
  field.addEventListener("change", () => field.reportValidity() && put(sku, Number(field.value)));
  button.setAttribute("aria-label", `${button.textContent}: ${title}`);
  button.addEventListener("click", () => put(sku, 0));
  return item;
}

function taxOf({ rate, tax }) {
  return fill("tax", { rate: percent.format(rate), amount: tax.formatted });
}
