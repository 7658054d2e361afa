"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const data = id => { const block = byId(id); return block ? JSON.parse(block.textContent) : null; };
  const epochs = data("index").epochs;
  if (epochs.length === 0) return;

  const STAGES = ["W", "R", "N1", "N2", "N3"];
  const VERDICTS = { supported: ["✓", "supported"], contradicted: ["✕", "contradicted"], not_assessable: ["–", "not assessable"] };
  const FILTERS = {
    all: () => true,
    contradicted: e => e.v === "contradicted",
    truncated: e => e.t,
    uncertain: e => e.u,
    unscored: e => e.s === null,
  };
  const night = byId("night"), list = byId("list"), number = byId("number");
  const positions = new Map(epochs.map((e, i) => [e.n, i]));
  let shown = [], current = epochs[0], pendingAddress;

  // Everything a model wrote enters the page as text, never as markup.
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  };
  const figure = value => value === null ? "not a number" : String(Math.round(value * 1000) / 1000);
  const percent = value => `${(100 * value).toFixed(1)} %`;

  function filter(name) {
    shown = epochs.filter(FILTERS[name]);
    if (name === "uncertain") shown.sort((a, b) => a.p - b.p);
    for (const button of document.querySelectorAll("[data-filter]"))
      button.setAttribute("aria-pressed", String(button.dataset.filter === name));
    list.replaceChildren(...shown.map(row));
    if (shown.length > 0 && !shown.includes(current)) show(shown[0]);
    else mark();
  }

  function row(epoch) {
    const button = make("button");
    button.type = "button";
    button.dataset.n = epoch.n;
    button.append(make("span", "", epoch.n), make("span", `stage ${epoch.s ?? ""}`, epoch.s ?? "?"), make("span", "at", epoch.at));
    const verdict = make("span", epoch.v, VERDICTS[epoch.v][0]);
    verdict.title = VERDICTS[epoch.v][1];
    button.append(verdict);
    if (epoch.why && shown.length < epochs.length) button.append(make("span", "why", epoch.why));
    return button;
  }

  function mark() {
    const at = shown.indexOf(current);
    byId("previous").disabled = at <= 0;
    byId("next").disabled = at < 0 || at === shown.length - 1;
    for (const button of list.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
    const button = list.querySelector(`[data-n="${current.n}"]`);
    if (!button) return;
    button.setAttribute("aria-current", "true");
    const top = button.offsetTop, bottom = top + button.offsetHeight;
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  }

  function show(epoch) {
    current = epoch;
    number.value = epoch.n;
    noteAddress();
    moveCursor(epoch);
    mark();
    fill(epoch, data(`e${epoch.n}`));
    byId("announcer").textContent = `Epoch ${epoch.n}, ${epoch.s ?? "not staged"}, rule check ${VERDICTS[epoch.v][1]}`;
  }

  // Browsers refuse a page that changes its address many times a second, as held arrow keys would.
  function noteAddress() {
    clearTimeout(pendingAddress);
    pendingAddress = setTimeout(() => history.replaceState(null, "", `#epoch=${current.n}`), 300);
  }

  function moveCursor(epoch) {
    const { first, count, left, right } = night.dataset;
    const width = (right - left) / count;
    byId("cursor").setAttribute("x", Number(left) + width * (epoch.n - first));
    night.setAttribute("aria-valuenow", epoch.n);
    night.setAttribute("aria-valuetext", `epoch ${epoch.n}, ${epoch.s ?? "not staged"}`);
  }

  function fill(epoch, detail) {
    byId("epoch-title").textContent = `Epoch ${epoch.n} at ${epoch.at}`;
    const badges = [make("span", `stage ${epoch.s ?? ""}`, epoch.s ?? "?")];
    if (epoch.s !== null) badges.push(make("span", `badge ${epoch.v}`, `${VERDICTS[epoch.v][0]} ${VERDICTS[epoch.v][1]}`));
    if (epoch.t) badges.push(make("span", "badge warned", "rationale truncated"));
    if (epoch.u) badges.push(make("span", "badge warned", `low confidence, ${percent(epoch.p)}`));
    byId("epoch-badges").replaceChildren(...badges);
    fillPicture(epoch);
    byId("rules").replaceChildren(...detail.applicable_rules.map(rule => make("span", "badge", rule)));
    byId("rationale").textContent = epoch.s === null ? `Not staged: ${detail.explanation}`
      : detail.reasoning_text === "" ? "No rationale was asked for." : detail.reasoning_text + (epoch.t ? " …" : "");
    byId("cut").hidden = !epoch.t;
    fillProbabilities(detail.hypnodensity);
    const findings = detail.rule_check.findings;
    byId("findings").replaceChildren(...(findings.length > 0 ? findings.map(finding) : [make("li", "", "Nothing in this rationale could be checked.")]));
    byId("notes").textContent = detail.provenance.notes.join(". ");
    byId("provenance").replaceChildren(...Object.entries(detail.provenance).filter(([name]) => name !== "notes")
      .flatMap(([name, value]) => [make("dt", "", name.replaceAll("_", " ")), make("dd", "", value === "" ? "none" : value)]));
  }

  function fillPicture(epoch) {
    const picture = byId("picture"), block = byId(`p${epoch.n}`);
    byId("frame").hidden = !block;
    if (block) picture.src = `data:image/png;base64,${block.textContent}`;
    else picture.removeAttribute("src");
    const traces = picture.parentElement.dataset.traces;
    picture.alt = `Signals of epoch ${epoch.n}: ${traces}`;
    byId("picture-caption").textContent = block ? `The 30 seconds, top to bottom: ${traces}.` : "No picture: the signal does not cover this epoch whole.";
  }

  function fillProbabilities(density) {
    const rows = STAGES.filter(stage => density && density[stage] !== null).flatMap(stage => {
      const track = make("dd", "track"), bar = make("i", `fill-${stage}`);
      bar.style.width = `${100 * density[stage]}%`;
      track.append(bar);
      return [make("dt", "", stage), track, make("dd", "", percent(density[stage]))];
    });
    byId("probabilities").replaceChildren(...rows);
    byId("probabilities").parentElement.hidden = rows.length === 0;
  }

  function finding(found) {
    const item = make("li", found.verdict);
    const rule = found.rule ? `${found.rule}, ` : "";
    item.append(make("p", "what", `${VERDICTS[found.verdict][0]} ${VERDICTS[found.verdict][1]} · ${rule}${found.check} (${found.strength})`), make("p", "", found.explanation));
    if (found.evidence.length > 0) {
      const evidence = make("ul");
      for (const m of found.evidence)
        evidence.append(make("li", "", `${m.name}: ${figure(m.value)} ${m.unit}, ${m.derivation}, ${figure(m.onset_s)} to ${figure(m.onset_s + m.duration_s)} s`));
      item.append(evidence);
    }
    return item;
  }

  function step(by) {
    const at = shown.indexOf(current);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next) show(next);
  }

  function goTo(n) {
    const at = positions.get(n);
    if (at === undefined) return false;
    if (!shown.includes(epochs[at])) { current = epochs[at]; filter("all"); }
    show(epochs[at]);
    return true;
  }

  function fromAddress() {
    const match = /^#epoch=(\d{1,9})$/.exec(location.hash);
    return match !== null && goTo(Number(match[1]));
  }

  document.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button?.dataset.filter) filter(button.dataset.filter);
    else if (button?.dataset.n) show(epochs[positions.get(Number(button.dataset.n))]);
    else if (button?.id === "previous") step(-1);
    else if (button?.id === "next") step(1);
  });
  number.addEventListener("change", () => { if (!goTo(Number(number.value))) number.value = current.n; });
  night.addEventListener("click", event => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(night.getScreenCTM().inverse());
    const { first, count, left, right } = night.dataset;
    const n = Number(first) + Math.min(count - 1, Math.max(0, Math.floor((place.x - left) / (right - left) * count)));
    const nearest = epochs.reduce((best, e) => Math.abs(e.n - n) < Math.abs(best.n - n) ? e : best);
    goTo(nearest.n);
    byId("review").scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, summary")) return;
    const moves = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -epochs.length, End: epochs.length };
    const onChart = event.target === night;
    if (!(event.key in moves) || (!onChart && !event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    step(moves[event.key]);
  });
  addEventListener("hashchange", () => { if (fromAddress()) byId("review").scrollIntoView(); });
  addEventListener("beforeprint", () => { for (const details of document.querySelectorAll("details:not(#raw)")) details.open = true; });

  number.min = epochs[0].n;
  number.max = epochs[epochs.length - 1].n;
  byId("review").hidden = false;
  filter("all");
  if (!fromAddress()) show(current);
})();
