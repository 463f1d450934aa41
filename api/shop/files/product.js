// A product: its texts, and each variant with its price and the reasons for it.

import { add } from "./basket.js";
import { ask, language } from "./client.js";
import { PRODUCT } from "./documents.js";
import { fill, said } from "./dom.js";

const languages = new Intl.DisplayNames([language], { type: "language" });

/** The product with this slug, or that it isn't sold here. */
export async function product(slug) {
  const { product } = await ask(PRODUCT, { slug });
  if (!product) return fill("absent");
  const { titleText, descriptionText, contributors, notices, variants } = product;
  const view = fill("product", {
    title: said(titleText),
    people: contributors.map(({ name, roleName }) => `${name} (${roleName})`).join(", ") || null,
    description: descriptionText.value ? said(descriptionText) : null,
    untranslated: [titleText, descriptionText].find(({ isFallback }) => isFallback) && untranslated(product),
    notices: notices.map(({ text }) => fill("notice", { text })),
    variants: variants.map((one) => variant(one, titleText.value)),
  });
  view.querySelector("details")?.setAttribute("open", "");
  return view;
}

/** Texts that another language stands in for, by that language's name. */
function untranslated({ titleText, descriptionText }) {
  const tags = [titleText, descriptionText].filter(({ isFallback }) => isFallback).map((text) => text.language);
  return [...new Set(tags)].map((tag) => languages.of(tag)).join(", ");
}

function variant({ sku, title, price, availability }, name) {
  const item = fill("variant", {
    title: title || name,
    price: price.current.formatted,
    before: price.priorPrice?.formatted,
    unit: price.unitPrice?.formatted,
    stock: availability.label,
    reasons: price.appliedRules.map(reason),
  });
  const button = item.querySelector("button");
  button.setAttribute("aria-label", `${button.textContent}: ${name}, ${title}`);
  button.addEventListener("click", () => add(sku));
  return item;
}

function reason({ explanation, legalBasis }) {
  return fill("reason", { explanation, basis: legalBasis });
}
