// Enhancement only: writing, preview and every step work by plain forms without this file. It shows the preview while one
// writes, stores what is not saved yet, and warns before that is lost. Its sentences come with the page.
(() => {
  'use strict';

  const form = document.getElementById('article-form');
  if (!form) return;
  const body = form.elements.body;
  const preview = document.getElementById('preview');
  const length = document.getElementById('length');
  const kept = document.getElementById('kept');
  const words = form.dataset;
  document.documentElement.classList.add('writes');

  // Files are sent with a step, or at once where they are dropped or pasted.
  const fields = () => {
    const data = new FormData(form);
    for (const name of ['lead_file', 'text_file']) data.delete(name);
    return new URLSearchParams(data);
  };
  const send = (address) => fetch(address, { method: 'POST', body: fields(), headers: { accept: 'text/html, application/json' } });

  // ---- The preview: one request at a time, the latest text next.

  // The place of the cursor stays in sight, by its share of the text.
  const follow = () => {
    if (document.activeElement !== body) return;
    const pane = preview.parentElement;
    const place = pane.scrollHeight * body.selectionEnd / Math.max(body.value.length, 1);
    const bottom = pane.scrollTop + pane.clientHeight;
    if (place < pane.scrollTop || place > bottom) pane.scrollTop = place - pane.clientHeight / 2;
  };

  let shown = fields().toString();
  let rendering = false;
  let wanted = 0;
  const render = async () => {
    const now = fields().toString();
    if (rendering || now === shown) return;
    rendering = true;
    try {
      const answer = await send(words.preview);
      if (answer.ok && !answer.redirected) {
        const part = new DOMParser().parseFromString(await answer.text(), 'text/html').body;
        shown = now;
        const story = part.querySelector('.story');
        if (story) {
          length.textContent = story.dataset.length;
          const at = preview.parentElement.scrollTop;
          preview.replaceChildren(...part.childNodes);
          preview.parentElement.scrollTop = at;
          follow();
        }
      }
    } catch {
      // The next letter asks again.
    } finally {
      rendering = false;
      if (wanted && fields().toString() !== shown) later();
    }
  };
  const later = () => {
    clearTimeout(wanted);
    wanted = setTimeout(render, 40);
  };

  // ---- The quiet save. Only what the server has answered for counts as stored.

  const QUIET = 1500;
  const AGAIN = 8000;
  let stored = fields().toString();
  let timer = 0;
  let storing = false;
  let leaving = false;
  const isOpen = () => fields().toString() !== stored;

  // After signing in in another tab, the page's token is that of the session that ended. Only the same member's session
  // goes on: what one has written must not be stored as somebody else's.
  const member = (page) => page.querySelector('.me-name b')?.textContent;
  const renew = async () => {
    const answer = await fetch('/desk/account', { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const token = page.querySelector('[name=csrf]')?.value;
    if (!token || token === form.elements.csrf.value || member(page) !== member(document)) return false;
    for (const field of document.querySelectorAll('[name=csrf]')) field.value = token;
    return true;
  };

  const store = async () => {
    clearTimeout(timer);
    if (storing || !isOpen()) return;
    storing = true;
    const sent = fields().toString();
    kept.textContent = words.saving;
    let wait = QUIET;
    try {
      const answer = await send(`${form.action}/draft`);
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        kept.textContent = words.signedOut;
        wait = await renew() ? 0 : AGAIN;
      } else if (!answer.ok) {
        throw new Error(String(answer.status));
      } else {
        const told = await answer.json();
        stored = sent;
        kept.textContent = told.newer ? `${told.said}. ${told.newer}` : told.said;
        kept.classList.toggle('looks', Boolean(told.newer));
      }
    } catch {
      kept.textContent = words.failed;
      wait = AGAIN;
    } finally {
      storing = false;
      if (isOpen()) timer = setTimeout(store, wait);
    }
  };

  form.addEventListener('input', (event) => {
    if (event.target.type === 'file') return;
    later();
    if (!isOpen()) return;
    if (!storing) kept.textContent = words.unsaved;
    clearTimeout(timer);
    timer = setTimeout(store, QUIET);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && !leaving) store();
  });
  // What a step has saved must not come back as unsaved text.
  form.addEventListener('submit', () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', (event) => {
    if (!leaving && isOpen()) event.preventDefault();
  });

  // ---- The toolbar: one stop of the Tab key, the arrows move inside it.

  const bar = form.querySelector('.toolbar');
  bar.hidden = false;
  const tools = [...bar.querySelectorAll('button')];
  tools.forEach((tool, at) => { tool.tabIndex = at ? -1 : 0; });
  bar.addEventListener('keydown', (event) => {
    const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const at = tools.indexOf(document.activeElement);
    const to = { [forward]: at + 1, [forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft']: at - 1, Home: 0, End: tools.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = tools[(to + tools.length) % tools.length];
    tools.forEach((tool) => { tool.tabIndex = tool === next ? 0 : -1; });
    next.focus();
  });

  // Replaces a part of the text in a way that the browser can undo.
  const put = (text, from, to, select = [from + text.length, from + text.length]) => {
    body.focus();
    body.setSelectionRange(from, to);
    if (!document.execCommand('insertText', false, text)) {
      body.setRangeText(text, from, to);
      body.dispatchEvent(new Event('input', { bubbles: true }));
    }
    body.setSelectionRange(...select);
  };

  const use = (tool) => {
    const { wrap, line, link } = tool.dataset;
    const [from, to] = [body.selectionStart, body.selectionEnd];
    const chosen = body.value.slice(from, to);
    if (wrap) {
      const before = body.value.slice(0, from).endsWith(wrap) && body.value.slice(to).startsWith(wrap);
      if (before) put(chosen, from - wrap.length, to + wrap.length, [from - wrap.length, to - wrap.length]);
      else put(wrap + chosen + wrap, from, to, [from + wrap.length, to + wrap.length]);
    } else if (line) {
      const start = body.value.lastIndexOf('\n', from - 1) + 1;
      const rows = body.value.slice(start, to).split('\n');
      const all = rows.every((row) => row.startsWith(line));
      const changed = rows.map((row, at) => (all ? row.slice(line.length) : (line === '1. ' ? `${at + 1}. ` : line) + row)).join('\n');
      put(changed, start, to, [start, start + changed.length]);
      if (rows.length === 1) body.setSelectionRange(start + changed.length, start + changed.length);
    } else if (link) {
      const open = link.indexOf('[') + 1;
      const text = link.slice(0, open) + chosen + link.slice(open);
      const address = from + text.indexOf('https://');
      if (chosen) put(text, from, to, [address, address + 8]);
      else put(text, from, to, [from + open, from + open]);
    }
  };
  // ---- Pictures: dropped on the text or pasted into it, and those of the library.

  const insert = (markdown, at) => {
    const before = body.value.slice(0, at).replace(/\n*$/, '');
    const after = body.value.slice(at).replace(/^\n*/, '');
    const text = (before && '\n\n') + markdown + (after && '\n\n');
    const start = before.length + text.indexOf('![') + 2;
    const end = start + Math.max(0, markdown.indexOf('](') - 2);
    // What the picture shows is selected, to be written next.
    put(text, before.length, body.value.length - after.length, [start, end]);
  };
  const upload = async (files, at) => {
    for (const file of files) {
      kept.textContent = words.uploading;
      const data = new FormData();
      data.append('csrf', form.elements.csrf.value);
      data.append('file', file);
      try {
        const answer = await fetch('/api/v1/media', { method: 'POST', body: data, headers: { accept: 'application/json' } });
        const told = await answer.json();
        if (!answer.ok) {
          kept.textContent = `${file.name}: ${told.errors?.[0]?.detail ?? told.detail}`;
          return;
        }
        insert(`![${told.alt.replace(/[[\]\\*_`<&!~]/g, '\\$&')}](${told.path})`, at ?? body.selectionEnd);
        at = body.value.indexOf(told.path, at ?? 0) + told.path.length + 1;
        kept.textContent = words.unsaved;
      } catch {
        kept.textContent = words.failed;
        return;
      }
    }
  };
  const pictures = (transfer) => [...(transfer?.files ?? [])].filter((file) => file.type.startsWith('image/'));
  body.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  body.addEventListener('drop', (event) => {
    const files = pictures(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    upload(files, body.selectionEnd);
  });
  body.addEventListener('paste', (event) => {
    const files = pictures(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    upload(files, body.selectionEnd);
  });
  for (const list of form.querySelectorAll('.insertable')) {
    list.hidden = false;
    list.addEventListener('click', (event) => {
      const picture = event.target.closest('[data-insert]');
      if (picture) insert(picture.dataset.insert, body.selectionEnd);
    });
  }
  // The Enter key in a field of one line stores; only a button leads to another page.
  form.addEventListener('keydown', (event) => {
    const inLine = event.target.matches('input:not([type=checkbox], [type=radio], [type=file])');
    if (event.key !== 'Enter' || !inLine || event.isComposing) return;
    event.preventDefault();
    store();
  });

  bar.addEventListener('click', (event) => {
    const tool = event.target.closest('button');
    if (tool) use(tool);
  });
  body.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const tool = tools.find((each) => each.dataset.key === event.key.toLowerCase());
    if (!tool) return;
    event.preventDefault();
    use(tool);
  });
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    store();
  });
})();
