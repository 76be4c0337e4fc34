"use strict";
// Sorts and filters the table of the front page. The state stands in the address behind `#`.
(() => {
  const table = document.querySelector("table.sortable");
  const form = document.querySelector("form.filters");
  const status = document.querySelector(".shown-count");
  if (!table || !form || !status) return;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    codes: row.dataset.codes,
    license: row.dataset.license.split(" "),
    conflict: row.dataset.conflict.split(" "),
    keys: [...row.cells].map((cell) => cell.dataset.sort ?? cell.textContent.trim()),
  }));
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  let sort = [0, false];

  const matches = (one, wanted) => {
    if (wanted.text && !one.text.includes(wanted.text.toLowerCase())) return false;
    if (wanted.license && !one.license.includes(wanted.license)) return false;
    if (wanted.conflict && !one.conflict.includes(wanted.conflict)) return false;
    if (!wanted.outcome) return true;
    return one.codes[Number(wanted.definition || 0)] === wanted.outcome;
  };

  const state = () => Object.fromEntries(new FormData(form));

  const apply = () => {
    const wanted = state();
    let shown = 0;
    for (const one of rows) {
      one.row.hidden = !matches(one, wanted);
      if (!one.row.hidden) shown += 1;
    }
    status.textContent = status.dataset.words
      .replace("{shown}", String(shown))
      .replace("{all}", String(rows.length));
  };

  const arrange = () => {
    const [column, down] = sort;
    const sign = down ? -1 : 1;
    rows.sort((a, b) => sign * order.compare(a.keys[column], b.keys[column]));
    body.append(...rows.map((one) => one.row));
    heads.forEach((head, number) => {
      if (number === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const remember = () => {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(state())) if (value) kept.set(name, value);
    if (sort[0] || sort[1]) kept.set("sort", `${sort[1] ? "-" : ""}${sort[0]}`);
    const words = kept.toString();
    history.replaceState(null, "", words ? `#${words}` : location.pathname + location.search);
  };

  const recall = () => {
    const words = location.hash.slice(1);
    if (words && !words.includes("=")) return;
    const kept = new URLSearchParams(words);
    for (const field of form.elements) if (field.name) field.value = kept.get(field.name) ?? "";
    const told = /^(-?)(\d)$/.exec(kept.get("sort") ?? "");
    sort = told && heads[Number(told[2])] ? [Number(told[2]), told[1] === "-"] : [0, false];
    arrange();
    apply();
  };

  heads.forEach((head, number) => {
    if (number === 2) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      sort = [number, sort[0] === number && !sort[1]];
      arrange();
      remember();
    });
  });
  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
  addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
