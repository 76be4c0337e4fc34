"use strict";
// Sorts and filters the table of the front page. The state stands in the address behind `#`.
(() => {
  const table = document.querySelector("table.sortable");
  const form = document.querySelector("form.filters");
  const status = document.querySelector(".shown-count");
  if (!table || !form || !status) return;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const sortable = heads.map((head) => head.dataset.sorts !== "no");
  const definitions = table.dataset.order.split(" ");
  const words = (text) => (text ? text.split(" ") : []);
  const rows = [...body.rows].map((row, place) => ({
    row,
    place,
    text: `${row.cells[0].textContent} ${row.cells[3].textContent}`.toLowerCase(),
    codes: row.dataset.codes,
    license: words(row.dataset.license),
    conflict: words(row.dataset.conflict),
    keys: [...row.cells].map((cell) => cell.dataset.sort ?? cell.textContent.trim()),
  }));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  let sort = { column: 0, down: false };

  const state = () => Object.fromEntries(new FormData(form));

  const matches = (one, wanted) => {
    const text = wanted.text.trim().toLowerCase();
    if (text && !one.text.includes(text)) return false;
    if (wanted.license && !one.license.includes(wanted.license)) return false;
    if (wanted.conflict && !one.conflict.includes(wanted.conflict)) return false;
    if (!wanted.outcome) return true;
    return one.codes[definitions.indexOf(wanted.definition)] === wanted.outcome;
  };

  const filter = () => {
    const wanted = state();
    let shown = 0;
    for (const one of rows) {
      const is = matches(one, wanted);
      one.row.hidden = !is;
      if (is) shown += 1;
    }
    status.textContent = status.dataset.words
      .replace("{shown}", String(shown))
      .replace("{all}", String(rows.length));
  };

  const arrange = () => {
    const { column, down } = sort;
    const number = heads[column].dataset.sorts === "number";
    const compare = (a, b) =>
      number ? a.keys[column] - b.keys[column] : collator.compare(a.keys[column], b.keys[column]);
    rows.sort((a, b) => (down ? -1 : 1) * compare(a, b) || a.place - b.place);
    body.append(...rows.map((one) => one.row));
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  const remember = () => {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(state())) {
      if (value && (name !== "definition" || value !== definitions[0])) kept.set(name, value);
    }
    if (sort.column || sort.down) kept.set("sort", `${sort.down ? "-" : ""}${sort.column}`);
    const hash = kept.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };

  const recall = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return; // a place on the page
    const kept = new URLSearchParams(hash);
    form.reset();
    for (const field of form.elements) {
      const value = kept.get(field.name);
      if (!field.name || value === null) continue;
      field.value = value;
      if (field.value !== value) field.selectedIndex = 0; // it is not there any more
    }
    const told = /^(-?)(\d)$/.exec(kept.get("sort") ?? "");
    const column = told ? Number(told[2]) : 0;
    sort = sortable[column] ? { column, down: told?.[1] === "-" } : { column: 0, down: false };
    arrange();
    filter();
  };

  heads.forEach((head, column) => {
    if (!sortable[column]) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      sort = { column, down: sort.column === column && !sort.down };
      arrange();
      remember();
    });
  });
  form.addEventListener("input", () => {
    filter();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    if (!event.isTrusted) return;
    setTimeout(() => {
      filter();
      remember();
    });
  });
  addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
