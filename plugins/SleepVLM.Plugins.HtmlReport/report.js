"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const data = id => { const block = byId(id); return block ? JSON.parse(block.textContent) : null; };
  const epochs = data("index").epochs;
  if (epochs.length === 0) return;

  const STAGES = ["W", "R", "N1", "N2", "N3"];
  const EPOCH_VERDICTS = { sound: ["✓", "sound"], doubtful: ["?", "doubtful"], contradicted: ["✕", "contradicted"], not_assessable: ["–", "not assessable"] };
  const VERDICTS = { supported: ["✓", "supported"], contradicted: ["✕", "contradicted"], not_assessable: ["–", "not assessable"] };
  const FILTERS = {
    queue: e => e.q,
    all: () => true,
    doubtful: e => e.v === "doubtful",
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
    if (name === "queue") shown.sort((a, b) => b.q - a.q || a.n - b.n);
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
    const verdict = make("span", epoch.v, EPOCH_VERDICTS[epoch.v][0]);
    verdict.title = EPOCH_VERDICTS[epoch.v][1];
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
    byId("announcer").textContent = `Epoch ${epoch.n}, ${epoch.s ?? "not staged"}, rule check ${EPOCH_VERDICTS[epoch.v][1]}`;
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
    if (epoch.s !== null) badges.push(make("span", `badge ${epoch.v}`, `${EPOCH_VERDICTS[epoch.v][0]} ${EPOCH_VERDICTS[epoch.v][1]}`));
    if (epoch.t) badges.push(make("span", "badge warned", "rationale truncated"));
    if (epoch.u) badges.push(make("span", "badge warned", `low confidence, ${percent(epoch.p)}`));
    byId("epoch-badges").replaceChildren(...badges);
    fillPicture(epoch, detail);
    byId("rules").replaceChildren(...detail.applicable_rules.map(rule => make("span", "badge", rule)));
    const findings = detail.rule_check.findings;
    byId("said").textContent = "";
    if (epoch.s === null) byId("rationale").textContent = `Not staged: ${detail.explanation}`;
    else if (detail.reasoning_text === "") byId("rationale").textContent = "No rationale was asked for.";
    else byId("rationale").replaceChildren(...highlight(detail.reasoning_text, findings), epoch.t ? " …" : "");
    byId("cut").hidden = !epoch.t;
    fillProbabilities(detail.hypnodensity);
    fillReview(detail);
    byId("findings").replaceChildren(...(findings.length > 0 ? findings.map(finding) : [make("li", "", "Nothing in this rationale could be checked.")]));
    byId("notes").textContent = detail.provenance.notes.join(". ");
    byId("provenance").replaceChildren(...Object.entries(detail.provenance).filter(([name]) => name !== "notes")
      .flatMap(([name, value]) => [make("dt", "", name.replaceAll("_", " ")), make("dd", "", value === "" ? "none" : value)]));
  }

  // Worst first: what a reader must not miss shows where several findings judge the same words.
  const CLASSES = ["contradicted", "doubtful", "remarked", "not_assessable", "supported"];
  const classOf = found => found.verdict !== "contradicted" ? found.verdict
    : found.strength === "strong" ? "contradicted" : found.strength === "soft" ? "doubtful" : "remarked";

  function highlight(text, findings) {
    const judged = findings.filter(found => found.span);
    const edges = [...new Set([0, text.length, ...judged.flatMap(found => [found.span.start, found.span.start + found.span.length])])]
      .filter(edge => edge <= text.length).sort((a, b) => a - b);
    return edges.slice(1).map((end, i) => {
      const start = edges[i], piece = text.slice(start, end);
      const over = judged.filter(found => found.span.start <= start && found.span.start + found.span.length >= end);
      if (over.length === 0) return document.createTextNode(piece);
      over.sort((a, b) => CLASSES.indexOf(classOf(a)) - CLASSES.indexOf(classOf(b)));
      const mark = make("mark", classOf(over[0]), piece);
      mark.tabIndex = 0;
      mark.title = over.map(spoken).join("\n");
      return mark;
    });
  }

  const spoken = found => `${VERDICTS[found.verdict][0]} ${found.explanation}${found.operating_point ? ` (${found.check}, ${found.strength}: ${found.operating_point})` : ""}`;

  function fillReview(detail) {
    const reasons = detail.review ? detail.review.reasons : [];
    byId("review-box").hidden = reasons.length === 0;
    byId("reasons").replaceChildren(...reasons.map(reason => make("li", "", reason.explanation)));
    const faulty = detail.signal_quality.filter(channel => !channel.assessable || channel.faults.length > 0);
    byId("quality").textContent = faulty.map(channel => `${channel.derivation}: ${channel.faults.map(fault => fault.replaceAll("_", " ")).join(", ") || "poor"}`
      + (channel.assessable ? "" : ", cannot be judged")).join("; ");
  }

  const SHORT = { spindle: "SP", k_complex: "KC", slow_wave: "", alpha_rhythm: "α", rapid_eye_movement: "REM", slow_eye_movement: "SEM", blink: "BL",
    vertex_wave: "V", sawtooth_waves: "ST", arousal: "AR", body_movement: "MOV" };

  function fillMarks(detail) {
    const rows = byId("channels").children.length;
    byId("marks").hidden = !byId("show-marks").checked;
    byId("marks").replaceChildren(...detail.marks.map(([kind, onset, length, row, score, hertz, microvolts]) => {
      const bar = make("i", `k-${kind}`), from = Math.max(0, onset), to = Math.min(30, onset + length);
      bar.style.left = `${from / 0.3}%`;
      bar.style.width = `max(3px, ${(to - from) / 0.3}%)`;
      bar.style.top = `calc(${100 * row / rows}% + ${kind === "slow_wave" ? 1 : 6}px)`;
      bar.dataset.label = SHORT[kind];
      bar.title = `${kind.replaceAll("_", " ")}, ${figure(onset)} to ${figure(onset + length)} s`
        + (hertz > 0 ? `, ${hertz} Hz` : "") + (microvolts > 0 ? `, ${microvolts} uV` : "") + `, score ${score}`;
      return bar;
    }));
    byId("legend").replaceChildren(...[...new Set(detail.marks.map(([kind]) => kind))].map(kind => make("span", `k-${kind}`, kind.replaceAll("_", " "))));
  }

  function fillPicture(epoch, detail) {
    fillMarks(detail);
    const picture = byId("picture"), block = byId(`p${epoch.n}`);
    byId("frame").hidden = !block;
    if (block) picture.src = `data:image/png;base64,${block.textContent}`;
    else picture.removeAttribute("src");
    const traces = byId("frame").dataset.traces;
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
    const mark = event.target.closest("mark");
    if (mark) byId("said").textContent = mark.title;
    const button = event.target.closest("button");
    if (button?.dataset.filter) filter(button.dataset.filter);
    else if (button?.dataset.n) show(epochs[positions.get(Number(button.dataset.n))]);
    else if (button?.id === "previous") step(-1);
    else if (button?.id === "next") step(1);
  });
  byId("rationale").addEventListener("focusin", event => { if (event.target.tagName === "MARK") byId("said").textContent = event.target.title; });
  byId("show-marks").addEventListener("change", event => { byId("marks").hidden = !event.target.checked; });
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
  filter(epochs.some(FILTERS.queue) ? "queue" : "all");
  if (!fromAddress()) show(current);
})();
