/* Keeps what is typed as a draft, and asks what is recognised in it: source, publication, shipments. Without this a
   button keeps the draft, and the review tells what is recognised. */
"use strict";

(() => {
  const form = document.getElementById("entry");
  if (!form) return;
  const SAVE_AFTER = 1200; // milliseconds after the last change
  const RECOGNISE_AFTER = 350;
  const status = document.getElementById("draft-status");
  const draft = form.elements.draft;
  const PARTS = ["recognised-publication", "recognised-shipments", "recognised-earlier"];
  const keptUnder = () => `report-draft-${draft.value || "new"}`;

  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || form.elements.csrfmiddlewaretoken.value;
  const post = (address) =>
    fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-CSRFToken": token() },
      credentials: "same-origin",
    });

  const typed = () =>
    [...new FormData(form).entries()].filter(([name, value]) => name.includes("-") && typeof value === "string");

  const keepHere = () => {
    try {
      localStorage.setItem(keptUnder(), JSON.stringify(typed()));
    } catch {
      // A browser that keeps nothing still has the page.
    }
  };

  const forgetHere = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // There was nothing to forget.
    }
  };

  let isSending = false;
  let isChanged = false;

  const save = async () => {
    isChanged = false;
    const key = keptUnder();
    try {
      const answer = await post(form.dataset.save);
      const told = await answer.json();
      if (!answer.ok) {
        keepHere();
        status.textContent = `${told.error} ${form.dataset.signedOut} `;
        if (told.login) {
          const link = document.createElement("a");
          link.href = told.login;
          link.target = "_blank";
          link.rel = "noopener";
          link.textContent = form.dataset.signIn;
          status.append(link);
        }
        return;
      }
      forgetHere(key);
      if (!draft.value) {
        draft.value = told.draft;
        history.replaceState(null, "", told.address);
      }
      status.textContent = told.saved;
    } catch {
      keepHere();
      status.textContent = form.dataset.notSaved;
    }
  };

  // One after the other, so that a first save has given the draft its name before the second.
  let saving = Promise.resolve();
  let saveTimer = 0;
  const saveSoon = () => {
    isChanged = true;
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => {
      saving = saving.then(save);
    }, SAVE_AFTER);
  };

  const fillIn = (name, value) => {
    const field = form.elements[name];
    // What a person wrote is never written over.
    if (!field || !value || (field.value && field.value !== field.dataset.filled)) return;
    field.value = value;
    field.dataset.filled = value;
  };

  let asked = 0;
  const recognise = async () => {
    const number = ++asked;
    let page;
    try {
      const answer = await post(form.dataset.recognise);
      if (!answer.ok || answer.redirected) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return;
    }
    if (number !== asked) return;
    for (const id of PARTS) {
      const old = document.getElementById(id);
      const fresh = page.getElementById(id);
      // What somebody is about to choose from must not change under the hand.
      if (!old || !fresh || old.contains(document.activeElement)) continue;
      const checked = old.querySelector("input[type=radio]:checked")?.value;
      old.replaceWith(document.adoptNode(fresh));
      for (const radio of fresh.querySelectorAll("input[type=radio]")) {
        if (checked && radio.value === checked) radio.checked = true;
      }
    }
    const known = document.getElementById("recognised-publication").dataset;
    fillIn("publication-source", known.source);
    fillIn("publication-language", known.language);
  };

  let recogniseTimer = 0;
  const recogniseSoon = (event) => {
    if (!/^(publication|shipment|lines|details)-/.test(event.target.name || "")) return;
    clearTimeout(recogniseTimer);
    recogniseTimer = setTimeout(recognise, RECOGNISE_AFTER);
  };

  const showSpeaker = () => {
    const isNamed = ["stated", "inferred", "guessed"].includes(form.elements["report-voice"].value);
    for (const field of form.querySelectorAll(".entry-speaker .field")) field.hidden = !isNamed;
  };

  form.addEventListener("input", (event) => {
    saveSoon();
    recogniseSoon(event);
  });
  form.addEventListener("change", (event) => {
    showSpeaker();
    recogniseSoon(event);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=review]"));
  });
  form.addEventListener("submit", () => {
    isSending = true;
    clearTimeout(saveTimer);
    // Signing in again in another tab gives a new token.
    form.elements.csrfmiddlewaretoken.value = token();
  });
  window.addEventListener("pagehide", () => {
    if (isChanged && !isSending) keepHere();
  });

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(keptUnder()) || "null");
    } catch {
      return;
    }
    const now = JSON.stringify(typed().filter(([, value]) => value));
    if (!kept || JSON.stringify(kept.filter(([, value]) => value)) === now || document.getElementById("problems")) {
      forgetHere(keptUnder());
      return;
    }
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = form.dataset.restoreButton;
    // The server lays the rows out again; it is sent what was typed as if it had never been gone.
    button.addEventListener("click", () => {
      const copy = document.createElement("form");
      copy.method = "post";
      copy.action = form.action;
      const own = [["csrfmiddlewaretoken", token()], ["draft", draft.value], ["action", "edit"]];
      for (const [name, value] of [...kept, ...own]) {
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        field.value = value;
        copy.append(field);
      }
      document.body.append(copy);
      forgetHere(keptUnder());
      isSending = true;
      HTMLFormElement.prototype.submit.call(copy);
    });
    notice.append(`${form.dataset.restore} `, button);
    form.before(notice);
  };

  showSpeaker();
  restore();
  document.querySelector("[data-focus]")?.focus();
})();
