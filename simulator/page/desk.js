// The desk in the browser. The server says what changed; whoever is looked at is asked for again and drawn anew.
// Texts of people become text nodes, never markup; the HTML of a letter lives in a frame where no script runs.

const $ = (selector, within = document) => within.querySelector(selector);
const here = { facts: { seats: [], phones: [], mailboxes: [], bot: "", write_to: "" }, words: {}, seats: [], news: new Set(), language: "de" };

// Words ---------------------------------------------------------------------------------------------------------------

const say = (key, args = {}) => (here.words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => args[name] ?? "");

async function speak(language) {
  here.language = language;
  here.words = await (await fetch(`/words/${language}.json`)).json();
  document.documentElement.lang = language;
  document.querySelectorAll("[data-word], [data-label], [data-title], [data-placeholder]").forEach(translate);
  here.seats.forEach((seat) => seat.named());
  drawTour();
}

function translate(element) {
  const { word, label, title, placeholder } = element.dataset;
  if (word) element.textContent = say(word, here.facts);
  if (label) element.setAttribute("aria-label", say(label, here.facts));
  if (title) element.title = say(title, here.facts);
  if (placeholder) element.placeholder = say(placeholder, here.facts);
}

const locale = () => navigator.languages.find((tag) => tag.startsWith(here.language)) ?? here.language;
const time = (date) => new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(date);
const moment = (date) => new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short" }).format(date);
const size = (bytes) => {
  const [amount, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
};

function drawTour() {
  $("#tour").hidden = !here.facts.tour;
  const steps = Object.keys(here.words).filter((key) => key.startsWith("tour-step-"));
  $("#tour ol").replaceChildren(...steps.map((key) => made("li", {}, emphasised(say(key, here.facts.tour)))));
}

const emphasised = (text) => text.split("*").map((part, number) => (number % 2 ? made("b", {}, part) : part));

// Pieces --------------------------------------------------------------------------------------------------------------

function made(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat());
  return element;
}

function copy(id) {
  const element = $(`#${id}`).content.firstElementChild.cloneNode(true);
  element.querySelectorAll("[data-word], [data-label], [data-title], [data-placeholder]").forEach(translate);
  return element;
}

async function post(path, fields) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(key, one);
  }
  try {
    const answer = await fetch(path, { method: "POST", body: form });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  } catch {
    toast("desk-refused");
    return null;
  }
}

function toast(key) {
  $("#toast").textContent = say(key, here.facts);
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => ($("#toast").textContent = ""), 6000);
}

function asked(dialog) {
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    const done = () => resolve(dialog.returnValue === "yes" ? Object.fromEntries(new FormData($("form", dialog))) : null);
    dialog.addEventListener("close", done, { once: true });
  });
}

// A link of a text: a letter to write, a chat to open, or a page beside this one.
async function open(link, seat) {
  const url = new URL(link, location.href);
  if (url.protocol === "mailto:") return toMail(url, seat);
  if (/^(t|telegram)\.me$/.test(url.hostname) && url.pathname.slice(1).toLowerCase() === here.facts.bot.toLowerCase()) {
    return openChat(url.searchParams.get("start") ?? "", seat);
  }
  if (/^https?:$/.test(url.protocol)) window.open(url, "_blank", "noopener");
}

// Whoever got the letter opens it on their own phone, unless somebody else's is chosen; who has none gets one.
async function openChat(payload, seat) {
  const dialog = $("#open-link");
  const reader = seat.seen?.name ?? "";
  const own = here.facts.phones.find(({ name, id }) => (seat.kind === "phone" ? id === seat.who : name === reader));
  const phones = here.facts.phones.map(({ id, name }) => made("option", { value: id, selected: id === own?.id }, name));
  const fresh = made("option", { value: "+", selected: true }, say("link-new-phone", { name: reader }));
  $("select", dialog).replaceChildren(...(own || !reader ? phones : [...phones, fresh]));
  const answer = await asked(dialog);
  if (!answer) return;
  const who = answer.who === "+" ? (await post("/phones", { name: reader, language: here.language }))?.id : answer.who;
  await post(`/phones/${who}/say`, { text: `/start ${payload}`.trim() });
  await lookAround();
  here.seats.find(({ kind }) => kind === "phone")?.turnTo(who);
}

// An address that a chat names is shown, if its mailbox is here; anything else is written to.
function toMail(url, seat) {
  const address = decodeURIComponent(url.pathname);
  const box = seat.kind === "mailbox" ? seat : here.seats.find(({ kind }) => kind === "mailbox");
  const part = (name) => url.searchParams.get(name) ?? "";
  if (seat.kind === "phone" && mailboxes().some(([known]) => known === address)) box?.turnTo(address);
  else box?.write({ to: address, subject: part("subject"), text: part("body") });
}

const linked = (text, seat) =>
  text.split(/((?:https?:\/\/|mailto:)[^\s<>"]*[^\s<>".,;:!?)'])/).map((part, number) => (number % 2 ? anchor(part, seat) : part));

function anchor(url, seat, children = [url]) {
  const opens = (event) => (event.preventDefault(), open(url, seat));
  return made("a", { href: url, onclick: opens }, children);
}

// A place on the desk -------------------------------------------------------------------------------------------------

class Place {
  constructor({ title, kind, who }) {
    Object.assign(this, { title, kind, who, element: copy(kind) });
    this.element.dataset.title = title;
    $(".whose", this.element).addEventListener("change", (event) => this.choose(event.target.value));
    this.tab = made("button", { type: "button", onclick: () => this.show() });
    $("#desk").append(this.element);
    $("#tabs").append(this.tab);
  }

  part(selector) {
    return $(selector, this.element);
  }

  get key() {
    return `${this.kind}:${this.who}`;
  }

  named() {
    this.part("h2").textContent = say(this.title);
    this.element.setAttribute("aria-label", say(this.title));
    this.listed();
    this.draw?.();
  }

  // Who may lie here: everybody, whoever has news with a mark, and somebody new.
  listed() {
    const known = this.kind === "phone" ? here.facts.phones.map(({ id, name }) => [id, name]) : mailboxes();
    const options = known.map(([who, name]) => {
      const fresh = who !== this.who && here.news.has(`${this.kind}:${who}`);
      return made("option", { value: who, selected: who === this.who }, fresh ? `● ${name}` : name);
    });
    const others = known.filter(([who]) => who !== this.who && here.news.has(`${this.kind}:${who}`)).length;
    this.part(".place label").dataset.news = others || "";
    const more = made("option", { value: "+" }, say(this.kind === "phone" ? "phone-new" : "mail-new-box"));
    this.part(".whose").replaceChildren(...options, more);
    this.tab.textContent = say(this.title);
    this.tab.classList.toggle("news", here.news.has(this.key));
  }

  async choose(who) {
    if (who === "+") who = await this.somebodyNew();
    if (who) await this.turnTo(who);
    this.listed();
  }

  async somebodyNew() {
    const [dialog, path] = this.kind === "phone" ? ["#new-phone", "/phones"] : ["#new-mailbox", "/mailboxes"];
    $(`${dialog} form`).reset();
    const answer = await asked($(dialog));
    const added = answer && (await post(path, answer));
    if (added) await lookAround();
    return added?.id ?? added?.address;
  }

  async turnTo(who) {
    this.who = who;
    this.forget();
    await this.look();
    this.show();
  }

  show() {
    here.seats.forEach((seat) => {
      seat.element.classList.toggle("shown", seat === this);
      seat.tab.setAttribute("aria-pressed", seat === this);
    });
    here.news.delete(this.key);
    here.seats.forEach((seat) => seat.listed());
  }

  // Several news at once are one look, and a look that is overtaken is not drawn.
  look() {
    this.looking ??= new Promise((resolve) => requestAnimationFrame(resolve)).then(async () => {
      this.looking = null;
      const who = this.who;
      const answer = await fetch(`/${this.kind === "phone" ? "phones" : "mailboxes"}/${encodeURIComponent(who)}`);
      if (!answer.ok || who !== this.who) return;
      this.seen = await answer.json();
      this.draw();
    });
    return this.looking;
  }
}

const mailboxes = () =>
  here.facts.mailboxes
    .map(({ address, name }) => [address, name || address])
    .sort(([, one], [, other]) => one.localeCompare(other, here.language));

// A phone -------------------------------------------------------------------------------------------------------------

class Phone extends Place {
  constructor(seat) {
    super(seat);
    this.forget();
    const text = this.part("textarea");
    const says = (words) => post(`/phones/${this.who}/say`, { text: words });
    this.part("form").addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), this.send());
    });
    text.addEventListener("input", () => grow(text));
    this.part(".start").addEventListener("click", () => says("/start"));
    this.part(".unblock").addEventListener("click", () => this.block("no"));
    this.part(".block").addEventListener("click", () => this.block(this.seen?.blocked ? "no" : "yes"));
    this.part(".menu").addEventListener("click", () => this.toggleCommands());
    this.part(".attach").addEventListener("click", () => this.part("input[type=file]").click());
    this.part("input[type=file]").addEventListener("change", (event) => this.stage([...event.target.files]));
    this.part(".voice").addEventListener("click", () => (this.recorder ? this.recorder.stop() : this.record()));
    this.says = says;
  }

  forget() {
    this.drawn = new Map();
    this.part(".chat ol").replaceChildren();
    this.stage([]);
    this.toggleCommands(false);
  }

  draw() {
    if (!this.seen) return;
    const { name, started, blocked, commands, keyboard } = this.seen;
    this.part(".partner strong").textContent = say("phone-partner", here.facts);
    this.part(".avatar").textContent = initials(name);
    this.part(".block").setAttribute("aria-pressed", blocked);
    this.part(".start").hidden = started || blocked;
    this.part(".unblock").hidden = !blocked;
    this.part(".say").hidden = !started || blocked;
    this.part(".menu").hidden = !Object.keys(commands).length;
    this.drawAction();
    this.drawMessages();
    this.part(".keys").replaceChildren(...keyboard.flat().map((label) =>
      made("button", { type: "button", onclick: () => post(`/phones/${this.who}/tap`, { label }) }, label)));
    this.part(".commands").replaceChildren(...Object.entries(commands).map(([command, description]) =>
      made("button", { type: "button", onclick: () => (this.toggleCommands(false), this.says(`/${command}`)) },
        made("b", {}, `/${command}`), made("span", {}, description))));
  }

  // The messenger shows what a bot does for five seconds, unless it writes sooner.
  drawAction() {
    const { action, blocked } = this.seen;
    const status = this.part(".partner small");
    status.textContent = blocked ? say("phone-blocked") : action ? say(action === "typing" ? "phone-typing" : "phone-uploading") : say("phone-owner", this.seen);
    clearTimeout(this.acting);
    if (action) this.acting = setTimeout(() => (status.textContent = say("phone-owner", this.seen)), 5000);
  }

  drawMessages() {
    const list = this.part(".chat ol");
    const fresh = new Map();
    for (const message of this.seen.messages) {
      const looks = JSON.stringify([message, here.language]);
      const old = this.drawn.get(message.id);
      fresh.set(message.id, old?.looks === looks ? old : { looks, element: this.message(message) });
      if (old && old.looks !== looks) old.element.replaceWith(fresh.get(message.id).element);
    }
    this.drawn.forEach(({ element }, id) => fresh.has(id) || element.remove());
    fresh.forEach(({ element }) => element.isConnected || list.append(element));
    this.drawn = fresh;
  }

  message(message) {
    const { id, mine, text, entities, files, rows, answers, contact, album, edited, date } = message;
    const bubble = made("div", { class: "bubble", dir: "auto" });
    if (answers) bubble.append(made("blockquote", { class: "answers" }, answers));
    bubble.append(...files.map((file) => this.file(file)));
    if (contact) bubble.append(made("span", {}, `☎ ${contact}`));
    if (text) bubble.append(made("div", { class: "words" }, formatted(text, entities, this)));
    const when = `${edited ? `${say("phone-edited")} ` : ""}${time(date * 1000)}`;
    bubble.append(made("time", { datetime: new Date(date * 1000).toISOString() }, when));
    if (!mine) bubble.append(made("button", { type: "button", class: "answer quiet", title: say("phone-answer"), "aria-label": say("phone-answer"), onclick: () => this.answer(message) }, icon("reply")));
    const buttons = rows.map((row) => made("div", { class: "row" }, row.map((button) => this.button(id, button))));
    return made("li", { class: `${mine ? "mine" : "theirs"}${album ? " album" : ""}` },
      made("span", { class: "unseen" }, say(mine ? "phone-i-said" : "phone-it-said")), bubble, buttons);
  }

  button(message, { label, data, url }) {
    if (url) return anchor(url, this, [`${label} ↗`]);
    return made("button", { type: "button", onclick: () => post(`/phones/${this.who}/press`, { message, data }) }, label);
  }

  file({ kind, name, size: bytes, url }) {
    if (kind === "photo") return made("a", { href: url, target: "_blank" }, made("img", { src: url, alt: say("phone-photo") }));
    if (kind === "voice" || kind === "audio") return made("audio", { controls: true, src: url, "aria-label": say("phone-sound") });
    if (kind === "video") return made("video", { controls: true, src: url, "aria-label": name });
    return made("a", { class: "file", href: url, download: name }, made("b", {}, name), made("small", {}, size(bytes)));
  }

  // What is chosen, or answered, waits above the text field until it is sent.
  stage(files, answered = null) {
    this.files = files;
    this.answered = answered;
    const what = answered ? `↩ ${answered.text.slice(0, 60)}` : files.map((file) => file.name).join(", ");
    const away = made("button", { type: "button", class: "quiet", "aria-label": say("phone-unstage"), onclick: () => this.stage([]) }, "✕");
    this.part(".staged").replaceChildren(what, away);
    this.part(".staged").hidden = !what;
    this.part("input[type=file]").value = "";
  }

  answer(message) {
    this.stage([], message);
    this.part("textarea").focus();
  }

  async send() {
    const field = this.part("textarea");
    const [text, files, answered] = [field.value, this.files, this.answered];
    if (!text.trim() && !files.length) return;
    field.value = "";
    grow(field);
    this.stage([]);
    this.part(".chat").scrollTop = 0;
    if (!files.length) await post(`/phones/${this.who}/say`, { text, ...(answered && { reply_to: answered.id }) });
    else await this.sendFiles(files, text);
  }

  sendFiles(files, caption, more = {}) {
    const pictures = files.every((file) => /^image\/(jpeg|png)$/.test(file.type));
    return post(`/phones/${this.who}/send`, { files, caption, kind: pictures ? "photo" : "document", ...more });
  }

  async record() {
    const button = this.part(".voice");
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      const kind = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"].find((type) => MediaRecorder.isTypeSupported(type));
      const [begun, who] = [Date.now(), this.who];
      this.recorder = new MediaRecorder(sound, kind ? { mimeType: kind } : {});
      this.recorder.addEventListener("dataavailable", ({ data }) =>
        post(`/phones/${who}/send`, { files: new File([data], "voice.ogg"), kind: "voice", seconds: Math.ceil((Date.now() - begun) / 1000) }));
      this.recorder.addEventListener("stop", () => {
        sound.getTracks().forEach((track) => track.stop());
        this.recorder = null;
        button.setAttribute("aria-pressed", false);
      });
      this.recorder.start();
      button.setAttribute("aria-pressed", true);
      toast("phone-recording");
    } catch {
      toast("phone-no-microphone");
    }
  }

  block(blocked) {
    return post(`/phones/${this.who}/block`, { blocked });
  }

  toggleCommands(shown = this.part(".commands").hidden) {
    this.part(".commands").hidden = !shown;
    this.part(".menu").setAttribute("aria-expanded", shown);
  }
}

const initials = (name) => name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  use.setAttribute("href", `#i-${name}`);
  return svg;
}

// Telegram's formatting: entities lie inside one another or beside one another; offsets are UTF-16 units, as here.
function formatted(text, entities, seat, start = 0, end = text.length) {
  const nodes = [];
  let [at, rest] = [start, entities];
  while (rest.length) {
    const [outer, ...others] = rest;
    const close = outer.offset + outer.length;
    const inside = others.filter((entity) => entity.offset < close);
    nodes.push(text.slice(at, outer.offset), wrapped(outer, text.slice(outer.offset, close), formatted(text, inside, seat, outer.offset, close), seat));
    [at, rest] = [close, others.filter((entity) => entity.offset >= close)];
  }
  return [...nodes, text.slice(at, end)];
}

const ELEMENTS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

function wrapped({ type, url }, text, children, seat) {
  if (type in ELEMENTS) return made(ELEMENTS[type], {}, children);
  if (type === "spoiler") return made("span", { class: "spoiler", tabindex: "0" }, children);
  if (type === "text_link") return anchor(url, seat, children);
  if (type === "url") return anchor(/^https?:/.test(text) ? text : `https://${text}`, seat, children);
  if (type === "email") return anchor(`mailto:${text}`, seat, children);
  if (type === "bot_command") return made("button", { type: "button", class: "command", onclick: () => seat.says(text) }, children);
  return made("span", {}, children);
}

// A mailbox -----------------------------------------------------------------------------------------------------------

class Mailbox extends Place {
  constructor(seat) {
    super(seat);
    this.read = new Set();
    this.part(".write").addEventListener("click", () => this.write({ to: here.facts.write_to }));
    this.part(".back").addEventListener("click", () => this.close());
    this.part(".discard").addEventListener("click", () => this.close());
    this.part(".reply").addEventListener("click", () => this.reply());
    this.part(".as-text").addEventListener("click", () => this.showBody(this.part("pre").hidden));
    this.part(".sheet").addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    this.part("iframe").addEventListener("load", () => this.catchLinks());
  }

  forget() {
    this.turn("list");
  }

  turn(page) {
    this.page = page;
    for (const name of ["list", "letter", "sheet"]) this.part(`.${name}`).hidden = name !== page;
  }

  draw() {
    if (!this.seen) return;
    const { name, address, letters } = this.seen;
    const unread = letters.filter((letter) => this.isNew(letter)).length;
    this.part(".partner strong").textContent = name || address;
    this.part(".partner small").textContent = unread ? say("mail-unread", { count: unread }) : address;
    this.part(".empty").hidden = letters.length > 0;
    this.part(".letters").replaceChildren(...letters.map((letter) => this.line(letter)));
  }

  isNew(letter) {
    return !letter.sent && !this.read.has(`${this.who} ${letter.number}`);
  }

  line(letter) {
    const { number, sent, from, to, subject, date, begins } = letter;
    const who = sent ? `${say("mail-to")} ${person(to)}` : person(from);
    return made("li", { class: `${this.isNew(letter) ? "new" : ""}${sent ? " sent" : ""}` },
      made("button", { type: "button", onclick: () => this.open(number) },
        made("b", {}, who), made("time", { datetime: date }, time(new Date(date))),
        made("span", { dir: "auto" }, subject || say("mail-no-subject")), made("small", { dir: "auto" }, begins)));
  }

  async open(number) {
    const path = `/mailboxes/${encodeURIComponent(this.who)}/${number}`;
    const letter = await (await fetch(path)).json();
    this.letter = { ...letter, path };
    this.read.add(`${this.who} ${number}`);
    here.news.delete(this.key);
    this.turn("letter");
    this.part("h3").textContent = letter.subject || say("mail-no-subject");
    this.part(".about").textContent = `${letter.from} → ${letter.to}\n${moment(new Date(letter.date))}`;
    this.part(".reply").hidden = letter.sent;
    this.part(".files").replaceChildren(...letter.files.map((file) => made("li", {},
      made("a", { href: `${path}/files/${file.number}`, download: file.name }, file.name || "?", " ", made("small", {}, size(file.size))))));
    this.part("pre").replaceChildren(...linked(letter.text, this));
    this.part(".as-text").hidden = !letter.html || !letter.text;
    this.showBody(!letter.html);
    this.draw();
    this.listed();
    this.part("h3").focus({ preventScroll: true });
  }

  showBody(asText) {
    const frame = this.part("iframe");
    this.part(".as-text").setAttribute("aria-pressed", asText);
    this.part("pre").hidden = !asText;
    frame.hidden = asText;
    if (!asText) frame.src = `${this.letter.path}/html`;
  }

  // Like most mail programs, this one makes links of web addresses.
  catchLinks() {
    const letter = this.part("iframe").contentDocument;
    for (const text of letter ? textsOf(letter) : []) text.replaceWith(...linked(text.data, this));
    letter?.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link) (event.preventDefault(), open(link.href, this));
    });
  }

  close() {
    this.turn("list");
    this.part(".write").focus();
  }

  reply() {
    const { answer_to: to, answer_subject: subject, number } = this.letter;
    this.write({ to, subject, answers: number });
  }

  write({ to = "", subject = "", text = "", answers = "" }) {
    const sheet = this.part(".sheet");
    sheet.reset();
    Object.assign(sheet.elements.to, { value: to });
    Object.assign(sheet.elements.subject, { value: subject });
    Object.assign(sheet.elements.text, { value: text });
    this.answers = answers;
    this.part(".quoted").hidden = !answers;
    this.turn("sheet");
    this.show();
    (answers || text ? sheet.elements.text : to ? sheet.elements.subject : sheet.elements.to).focus();
  }

  async send() {
    const { to, subject, text, files, program } = this.part(".sheet").elements;
    const fields = { to: to.value, subject: subject.value, text: text.value, program: program.value, answers: this.answers };
    if (await post(`/mailboxes/${encodeURIComponent(this.who)}/write`, { ...fields, files: [...files.files] })) this.close();
  }
}

function textsOf(letter) {
  const [walker, found] = [letter.createTreeWalker(letter.body, NodeFilter.SHOW_TEXT), []];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a, style")) found.push(walker.currentNode);
  return found;
}

const person = (header) => header.replace(/\s*<[^>]*>$/, "").replace(/^"(.*)"$/, "$1") || header;

// The desk ------------------------------------------------------------------------------------------------------------

async function lookAround() {
  const { phones, mailboxes: boxes } = await (await fetch("/desk")).json();
  Object.assign(here.facts, { phones, mailboxes: boxes });
  here.seats.forEach((seat) => seat.listed());
}

async function changed(kind, who) {
  const known = here.facts.phones.some(({ id }) => id === who) || here.facts.mailboxes.some(({ address }) => address === who);
  const looked = here.seats.filter((seat) => seat.kind === kind && seat.who === who);
  const inView = looked.some((seat) => seat.tab.offsetParent === null || seat.element.classList.contains("shown"));
  if (!inView && who !== here.facts.write_to) here.news.add(`${kind}:${who}`);
  looked.forEach((seat) => seat.look());
  if (known) here.seats.forEach((seat) => seat.listed());
  else await lookAround();
}

function listen() {
  const events = new EventSource("/events");
  for (const kind of ["phone", "mailbox"]) events.addEventListener(kind, ({ data }) => changed(kind, JSON.parse(data)));
  events.addEventListener("here", () => {
    $("#over").hidden = true;
    here.seats.forEach((seat) => seat.look());
  });
  events.addEventListener("error", () => ($("#over").hidden = false));
}

function preferredLanguage() {
  const chosen = localStorage.getItem("language") ?? navigator.language.slice(0, 2);
  return chosen === "de" ? "de" : "en";
}

async function begin() {
  here.facts = await (await fetch("/desk")).json();
  await speak(preferredLanguage());
  here.seats = here.facts.seats.map((seat) => (seat.kind === "phone" ? new Phone(seat) : new Mailbox(seat)));
  here.seats.forEach((seat) => seat.named());
  here.seats[0]?.show();
  $("#language select").value = here.language;
  $("#language select").addEventListener("change", ({ target }) => {
    localStorage.setItem("language", target.value);
    speak(target.value);
  });
  $("#tour").open = (localStorage.getItem("tour") ?? (Math.min(innerHeight, innerWidth * 1.1) < 800 ? "closed" : "open")) === "open";
  $("#tour").addEventListener("toggle", () => localStorage.setItem("tour", $("#tour").open ? "open" : "closed"));
  listen();
}

begin();
