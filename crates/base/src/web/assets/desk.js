// Enhancement only: every list, decision and way back works by links and forms without this file. What the script shows
// of comments comes as finished HTML from the server; text that it writes itself goes through textContent and comes
// from the page, in the language of the member.
(() => {
  'use strict';

  // ---- Words: texts with gaps, or one for each plural form, as the page has them.

  const texts = JSON.parse(document.getElementById('texts')?.textContent || '{}');
  const plurals = new Intl.PluralRules(document.documentElement.lang || 'en');
  const digits = (number) => String(number).replace(/[0-9]/g, (digit) => texts.digits[digit]);
  const phrase = (name, given = {}) => {
    const form = typeof texts[name] === 'object' ? texts[name][plurals.select(given.count)] || texts[name].other : texts[name];
    return form.replace(/\{(\w+)\}/g, (gap, key) => (key === 'count' ? digits(given.count) : given[key] ?? gap));
  };
  // A name is isolated, so that one that is written from right to left leaves the sentence in its order.
  const isolated = (name) => `\u2068${name}\u2069`;

  // ---- Keys: which one does what, in this browser.

  const STORE = 'rejoinder-keys';
  const settings = (() => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || {};
    } catch {
      return {};
    }
  })();
  const byKey = new Map();
  document.documentElement.classList.add('alive');
  document.documentElement.classList.toggle('script', !settings.off);
  for (const kbd of document.querySelectorAll('#keys kbd[data-does]')) {
    const key = (settings.keys || {})[kbd.dataset.does] || kbd.textContent;
    kbd.textContent = key;
    byKey.set(key, kbd.dataset.does);
  }
  const keyOf = (does) => [...byKey].find(([, what]) => what === does)?.[0] || '';

  const form = document.getElementById('keys-form');
  if (form) {
    const on = document.getElementById('keys-on');
    const said = document.getElementById('keys-said');
    const inputs = [...form.querySelectorAll('input[data-does]')];
    on.checked = !settings.off;
    for (const input of inputs) input.value = (settings.keys || {})[input.dataset.does] || input.value;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      event.stopPropagation();
      const keys = {};
      for (const input of inputs) keys[input.dataset.does] = input.value.trim() || input.defaultValue;
      const twice = inputs.find((input) => inputs.some((other) => other !== input && keys[other.dataset.does] === keys[input.dataset.does]));
      if (twice) {
        said.textContent = phrase('keyTwice', { key: keys[twice.dataset.does] });
        twice.focus();
        return;
      }
      localStorage.setItem(STORE, JSON.stringify({ off: !on.checked, keys }));
      said.textContent = phrase(on.checked ? 'keysSaved' : 'keysOff');
    });
    form.addEventListener('reset', () => {
      localStorage.removeItem(STORE);
      said.textContent = phrase('keysReset');
    });
  }

  // ---- A batch: looked at again until it has ended.

  const progress = document.getElementById('progress');
  const watch = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      const now = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('progress');
      progress.replaceChildren(...now.childNodes);
      if ('running' in now.dataset) setTimeout(watch, 1000);
    } catch {
      setTimeout(watch, 5000);
    }
  };
  if (progress && 'running' in progress.dataset) setTimeout(watch, 500);

  // ---- What every page of lists has: keys, words for those who do not see, and counts that follow the queue.

  const said = document.getElementById('said');
  const say = (words) => { said.textContent = words; };

  // The keys on the buttons.
  const label = (part) => {
    for (const kbd of part.querySelectorAll('kbd[data-does]')) kbd.textContent = keyOf(kbd.dataset.does);
    for (const kbd of part.querySelectorAll('kbd[data-does]:empty')) kbd.remove();
  };

  const typing = (target) => target.closest('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])');

  // What a key means, if it means anything at the moment.
  const meant = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
    if (settings.off || typing(event.target) || document.querySelector('dialog[open]')) return null;
    const does = byKey.get(event.key) || byKey.get(event.key.toLowerCase());
    return does && event.repeat && does !== 'next' && does !== 'previous' ? null : does;
  };

  const counted = (counts) => {
    for (const [key, count] of Object.entries(counts)) {
      for (const badge of document.querySelectorAll(`[data-count="${key}"]`)) {
        badge.firstChild.data = String(count);
        // The menu shows a count only where something waits.
        if (badge.closest('.rail')) badge.hidden = !count;
      }
    }
    const waits = counts.waiting;
    if (waits !== undefined && document.getElementById('rows')) {
      document.title = document.title.replace(/^(.*?)(?: \(\d+\))? – /, (_, title) => (waits ? `${title} (${waits}) – ` : `${title} – `));
    }
  };

  // Only while the page is seen: a browser has few connections to one host, and a hidden page needs none.
  const listen = (hear) => {
    let stream = null;
    const attend = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
        return;
      }
      if (stream) return;
      stream = new EventSource('/desk/events');
      stream.addEventListener('queue', (event) => hear(JSON.parse(event.data)));
    };
    document.addEventListener('visibilitychange', attend);
    attend();
  };

  const page = async (address) => {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  // ---- What readers ask for: its lists, and one review.

  const asks = document.getElementById('asks');
  const resolution = document.getElementById('resolution');
  const beside = (rel) => document.querySelector(`.desk-head a[rel=${rel}]`);

  const lineOf = (target) => target.closest?.('.reviews > li');
  const walk = (by) => {
    if (!asks) {
      const link = beside(by > 0 ? 'next' : 'prev');
      if (link) link.click();
      else say(phrase(by > 0 ? 'last' : 'first'));
      return;
    }
    const lines = [...asks.querySelectorAll('.reviews > li')];
    const at = lines.indexOf(lineOf(document.activeElement));
    const line = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
    if (line) line.querySelector('a').focus();
    else if (by > 0 && asks.querySelector('.more-rows')) asks.querySelector('.more-rows').focus();
    else say(phrase(by > 0 ? 'last' : 'first'));
  };

  // The list as it is now, behind a button; what is being read never moves.
  const freshAsks = document.getElementById('fresh-asks');
  let asking = 0;
  let newer = null;
  const lookForAsks = () => {
    if (!asks || asking) return;
    asking = setTimeout(async () => {
      try {
        const found = (await page(location.href)).getElementById('asks');
        const known = new Set([...asks.querySelectorAll('[data-id]')].map((line) => line.dataset.id));
        const count = [...found.querySelectorAll('[data-id]')].filter((line) => !known.has(line.dataset.id)).length;
        newer = count ? found : null;
        freshAsks.hidden = !count;
        freshAsks.textContent = phrase('new', { count });
      } catch {
        // The next hint asks again.
      } finally {
        asking = 0;
      }
    }, newer ? 2000 : 0);
  };

  if (asks || document.querySelector('.reviewed')) {
    label(document.querySelector('main'));
    const does = {
      next: () => walk(1),
      previous: () => walk(-1),
      approve: () => resolution?.querySelectorAll('button')[0].click(),
      reject: () => resolution?.querySelectorAll('button')[1].click(),
      undo: () => {
        const form = document.querySelector('.said form');
        if (form) form.requestSubmit();
        else say(phrase('nothingToUndo'));
      },
      help: () => document.getElementById('keys').showModal(),
    };
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && typing(event.target)) event.target.blur();
      const act = does[meant(event)];
      if (!act) return;
      event.preventDefault();
      act();
    });
    freshAsks?.addEventListener('click', () => {
      asks.replaceChildren(...newer.childNodes);
      say(freshAsks.textContent);
      newer = null;
      freshAsks.hidden = true;
    });
    let seen = asks && Number(document.querySelector(`.tabs [data-count="${asks.dataset.kind}"]`).firstChild.data);
    listen((told) => {
      counted(told.counts);
      if (!asks) return;
      const open = told.counts[asks.dataset.kind];
      if (open > seen) lookForAsks();
      seen = open;
    });
    return;
  }

  // ---- One's own decisions of today, on a second screen: they follow the queue.

  const mine = document.getElementById('mine');
  if (mine) {
    listen(async (told) => {
      counted(told.counts);
      if (mine.contains(document.activeElement)) return;
      try {
        mine.replaceChildren(...(await page(location.href)).getElementById('mine').childNodes);
      } catch {
        // The next event asks again.
      }
    });
    return;
  }

  // ---- The screen.

  const rows = document.getElementById('rows');
  const pane = document.getElementById('item');
  if (!rows || !pane) return;
  const outcome = document.getElementById('outcome');
  const troubles = document.getElementById('troubles');
  const bulk = document.getElementById('bulk');
  const nothing = document.getElementById('nothing');
  const fresh = document.getElementById('fresh');
  const csrf = () => document.querySelector('input[name=csrf]').value;
  const query = rows.dataset.query;
  const all = () => [...rows.children];
  const rowOf = (id) => rows.querySelector(`[data-id="${id}"]`);
  const opened = () => pane.querySelector('.case');
  const current = () => rows.querySelector('.row.current');
  const nameOf = (row) => row?.querySelector('.open')?.textContent || phrase('thisReader');
  const narrow = matchMedia('(max-width: 52rem)');

  const parsed = (html) => new DOMParser().parseFromString(html, 'text/html').body;

  // Finished panes of the comments that come next: as text once they are there, and the promise until then.
  const panes = new Map();

  const paneOf = (id) => {
    let known = panes.get(id);
    if (!known) {
      known = { html: null };
      known.promise = fetch(`/desk/comments/${id}?fragment=1&${query}`, { headers: { accept: 'text/html' } })
        .then(async (answer) => {
          if (answer.redirected || !answer.ok) throw new Error(answer.redirected ? phrase('causeSignedOut') : String(answer.status));
          known.html = await answer.text();
          return known.html;
        })
        .catch((cause) => {
          panes.delete(id);
          throw cause;
        });
      known.promise.catch(() => {});
      panes.set(id, known);
    }
    return known;
  };

  const AHEAD = 3;
  const lookAhead = () => {
    const list = all();
    const at = list.indexOf(current());
    for (const row of list.slice(at + 1, at + 1 + AHEAD)) paneOf(row.dataset.id);
    if (list.length - at <= 10) moreRows();
  };

  let turn = 0;

  // Shows a comment. What has the focus keeps it if it is still there under the same name.
  const open = (id, { push = false, focus = true } = {}) => {
    const mine = ++turn;
    const row = rowOf(id);
    current()?.querySelector('.open').removeAttribute('aria-current');
    current()?.classList.remove('current');
    row?.classList.add('current');
    row?.querySelector('.open').setAttribute('aria-current', 'true');
    row?.scrollIntoView({ block: 'nearest' });
    document.body.classList.add('reading');
    const address = `/desk?${query ? `${query}&` : ''}open=${id}`;
    history[push && narrow.matches ? 'pushState' : 'replaceState']({ open: id }, '', address);
    const known = paneOf(id);
    const show = (html) => {
      if (mine !== turn) return;
      const held = document.activeElement;
      const button = pane.contains(held) && held.closest('.bar') ? held.value || held.parentElement.dataset.key : null;
      fill(html);
      if (!focus) return;
      const same = button && [...pane.querySelectorAll('.bar button')].find((other) => other.value === button && other.checkVisibility());
      (same || pane).focus({ preventScroll: true });
    };
    if (known.html) {
      show(known.html);
    } else {
      pane.setAttribute('aria-busy', 'true');
      known.promise.then(show, (cause) => {
        if (mine === turn) trouble(phrase('notShown', { cause: cause.message }), { open: id });
      });
    }
    lookAhead();
    claim(id);
  };

  // Colleagues see who looks at what. A courtesy: whatever comes of it, the comment can be decided about.
  let claiming = 0;
  const claim = (id) => {
    clearTimeout(claiming);
    claiming = setTimeout(() => {
      fetch(`/api/v1/comments/${id}/claim`, { method: 'POST', headers: { 'x-csrf-token': csrf() } }).catch(() => {});
    }, 1500);
  };

  const fill = (html) => {
    pane.replaceChildren(...parsed(html).childNodes);
    pane.removeAttribute('aria-busy');
    pane.scrollTop = 0;
    label(pane);
    for (const [field, text] of kept.get(opened()?.dataset.id) || []) {
      const input = pane.querySelector(`.bar [name="${field}"]`);
      if (input) input.value = text;
    }
  };

  const showNothing = () => {
    turn += 1;
    nothing.hidden = all().length > 0;
    const blank = document.createElement('div');
    blank.className = 'blank';
    const words = document.createElement('p');
    words.textContent = phrase('allClear');
    blank.append(words);
    pane.replaceChildren(blank);
    history.replaceState({}, '', query ? `/desk?${query}` : '/desk');
    if (narrow.matches) document.body.classList.remove('reading');
  };

  // ---- More of the list, and what arrives.

  let moreAt = rows.dataset.more || '';
  let fetchingMore = null;
  const moreLink = document.querySelector('.more-rows');

  const moreRows = () => {
    if (!moreAt || fetchingMore) return fetchingMore;
    fetchingMore = fetch(`${moreAt}&part=rows`, { headers: { accept: 'text/html' } })
      .then(async (answer) => {
        if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
        moreAt = answer.headers.get('x-more') || '';
        append(await answer.text());
        if (moreLink) {
          moreLink.hidden = !moreAt;
          moreLink.href = moreAt || moreLink.href;
        }
      })
      // The link "More" is still there.
      .catch(() => {})
      .finally(() => { fetchingMore = null; });
    return fetchingMore;
  };

  const append = (html, first = false) => {
    const found = [...parsed(`<ol>${html}</ol>`).querySelectorAll('.row')].filter((row) => !rowOf(row.dataset.id));
    if (first) rows.prepend(...found);
    else rows.append(...found);
    nothing.hidden = all().length > 0;
    return found;
  };

  let newest = Number(rows.dataset.newest);
  let arrived = '';
  let looking = 0;
  const newestFirst = rows.dataset.order === 'newest';

  // What is new is counted with the list's own filters, so it is asked for; at most every other second.
  const lookForNew = () => {
    if (looking) return;
    looking = setTimeout(async () => {
      try {
        const answer = await fetch(`/desk?${query ? `${query}&` : ''}part=rows&beyond=${newest}`, { headers: { accept: 'text/html' } });
        if (!answer.ok || answer.redirected) return;
        const html = await answer.text();
        const count = parsed(`<ol>${html}</ol>`).querySelectorAll('.row').length;
        arrived = count ? html : '';
        fresh.hidden = !count;
        fresh.textContent = phrase(answer.headers.get('x-more') ? 'newOrMore' : 'new', { count });
      } catch {
        // The next hint asks again.
      } finally {
        looking = 0;
      }
    }, arrived ? 2000 : 0);
  };

  fresh.addEventListener('click', () => {
    if (moreAt && !newestFirst) {
      const next = new URLSearchParams(query);
      next.set('order', 'newest');
      next.delete('after');
      location.assign(`/desk?${next}`);
      return;
    }
    const found = append(arrived, newestFirst);
    newest = Math.max(newest, ...found.map((row) => Number(row.dataset.id)));
    arrived = '';
    fresh.hidden = true;
    say(phrase('arrived', { count: found.length }));
    if (found.length && !opened()) open(found[0].dataset.id);
    else lookAhead();
  });

  // ---- Deciding. The next comment is shown at once, the decision is sent meanwhile, and a failure comes back.

  const underway = new Set();
  const done = [];
  // What was written with decisions that were not done; it comes back with the comment.
  const kept = new Map();

  const send = async (address, fields) => {
    const answer = await fetch(address, {
      method: 'POST', body: fields, keepalive: true, redirect: 'manual', headers: { accept: 'application/json' },
    });
    if (answer.type === 'opaqueredirect') throw { detail: phrase('signedOut'), signIn: true };
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw { status: answer.status, detail: told.errors?.[0]?.detail || told.detail || phrase('badAnswer'), present: told.present };
    return told;
  };

  // The texts about each decision.
  const WHAT = {
    approve: { done: 'approved', failed: 'notApproved' },
    reject: { done: 'rejected', failed: 'notRejected' },
    spam: { done: 'spam', failed: 'notSpam' },
    delete: { done: 'deleted', failed: 'notDeleted' },
    hold: { done: 'held', failed: 'notHeld' },
    undo: { done: 'undone', failed: 'notUndone' },
  };
  const whose = (name, count = 0) => phrase(count ? 'commentAndAlike' : 'comment', { name: isolated(name), count });
  const left = () => {
    const count = all().length;
    if (moreAt) return phrase('leftMore', { count });
    return count ? phrase('left', { count }) : phrase('leftNone');
  };

  // What the last decision was, with its undo, beside the comment that is read now. It is shown and said once the server
  // has confirmed it, so that it is true.
  const confirmed = (act) => {
    act.confirmed = true;
    if (done.filter((each) => each.confirmed).pop() !== act) return;
    const words = phrase(WHAT[act.what].done, { comment: whose(act.name, act.alike) });
    const button = press(phrase('undo'), () => undo(act));
    const hint = document.createElement('kbd');
    hint.dataset.does = 'undo';
    hint.setAttribute('aria-hidden', 'true');
    button.append(hint);
    tell(words, button);
    say(`${words} ${left()}`);
  };

  const tell = (words, button) => {
    const line = document.createElement('div');
    line.className = 'said';
    const text = document.createElement('p');
    text.textContent = words;
    line.append(text);
    if (button) line.append(button);
    outcome.replaceChildren(line);
    label(outcome);
  };

  const leaves = (row) => {
    const next = row.nextElementSibling;
    const before = row.previousElementSibling;
    row.remove();
    return { row, next, before };
  };

  const comesBack = ({ row, next, before }) => {
    if (row.isConnected) return;
    row.classList.remove('current');
    if (next?.isConnected) next.before(row);
    else if (before?.isConnected) before.after(row);
    else rows.prepend(row);
    nothing.hidden = true;
  };

  // The oldest one may have been decided. How long the next one waits is asked once the decisions pause.
  const oldest = document.getElementById('oldest');
  let askingOldest = 0;
  const lookForOldest = () => {
    if (!oldest) return;
    oldest.hidden = true;
    clearTimeout(askingOldest);
    askingOldest = setTimeout(async () => {
      try {
        await Promise.allSettled(underway);
        const found = (await page(query ? `/desk?${query}` : '/desk')).getElementById('oldest');
        if (!found) return;
        oldest.textContent = found.textContent;
        oldest.hidden = false;
      } catch {
        // The next decision asks again.
      }
    }, 2000);
  };

  const decide = (bar, button) => {
    const id = bar.dataset.id;
    const what = button.value.split(':')[0];
    if (what === 'reject') lastRejection = button.value;
    const fields = new URLSearchParams(new FormData(bar, button));
    const alike = fields.has('group') ? Number(bar.querySelector('.group').dataset.alike) : 0;
    const row = rowOf(id);
    const place = row && leaves(row);
    const name = opened()?.querySelector('#item-heading')?.firstChild.textContent.trim() || nameOf(row);
    const next = place?.next || place?.before || rows.firstElementChild;
    say('');
    lookForOldest();
    panes.delete(id);
    if (next) open(next.dataset.id);
    else showNothing();
    const written = [...fields].filter(([field, text]) => ['to_author', 'note'].includes(field) && text.trim());
    const act = { id, place, name, written, what, alike };
    kept.delete(id);
    act.sent = send(bar.action, fields).then(
      (told) => {
        act.version = told.version;
        confirmed(act);
        return true;
      },
      (cause) => {
        done.splice(done.indexOf(act), 1);
        failed(act, cause);
        return false;
      },
    );
    track(act.sent);
    done.push(act);
  };

  const track = (promise) => {
    underway.add(promise);
    promise.finally(() => underway.delete(promise));
  };

  // Somebody else's decision stands; anything else left the comment as it was, so its row comes back.
  const failed = ({ id, place, name, what, written = [] }, cause) => {
    const because = cause instanceof TypeError ? phrase('unreachable') : cause.detail;
    const not = phrase(WHAT[what].failed, { comment: whose(name) });
    say('');
    if (cause.status !== 409 && place) comesBack(place);
    if (cause.status === 409 && place && cause.present?.status === place.row.dataset.status) comesBack(place);
    panes.delete(id);
    if (written.length) kept.set(id, written);
    trouble(`${not} ${because}`, { written, ...(cause.signIn ? { signIn: true } : { open: id }) });
    if (!opened()) open(id, { focus: false });
  };

  const trouble = (words, { open: id, signIn, written = [] } = {}) => {
    const line = document.createElement('div');
    line.className = 'trouble';
    const text = document.createElement('p');
    text.textContent = words;
    line.append(text);
    for (const [, sentence] of written) {
      const quoted = document.createElement('p');
      quoted.textContent = phrase('hadWritten', { text: isolated(sentence) });
      quoted.dir = 'auto';
      line.append(quoted);
    }
    if (signIn) {
      const link = document.createElement('a');
      link.href = `/desk/login?next=${encodeURIComponent(location.pathname + location.search)}`;
      link.textContent = phrase('signInAgain');
      line.append(link);
    }
    if (id) line.append(press(phrase('look'), () => {
      line.remove();
      panes.delete(id);
      open(id, { push: true });
    }));
    line.append(press(phrase('dismiss'), () => line.remove()));
    troubles.append(line);
    line.scrollIntoView({ block: 'nearest' });
    pane.removeAttribute('aria-busy');
  };

  const press = (words, act) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words;
    button.addEventListener('click', act);
    return button;
  };

  // The button undoes the decision that stands beside it; the key, the last one.
  const undo = async (act = done[done.length - 1]) => {
    if (!act) {
      const form = document.querySelector('.said form');
      if (form) form.requestSubmit();
      else say(phrase('nothingToUndo'));
      return;
    }
    done.splice(done.indexOf(act), 1);
    if (!(await act.sent)) return;
    const fields = new URLSearchParams({ csrf: csrf(), version: act.version, back: query });
    try {
      await send(`/desk/comments/${act.id}/undo`, fields);
      panes.delete(act.id);
      if (act.place) comesBack(act.place);
      const words = phrase('undone', { comment: whose(act.name) });
      tell(words);
      say(words);
      open(act.id);
    } catch (cause) {
      outcome.replaceChildren();
      failed({ ...act, place: null, what: 'undo' }, cause);
    }
  };

  addEventListener('submit', (event) => {
    const bar = event.target;
    if (!bar.matches('#item .bar') || !event.submitter?.value) return;
    event.preventDefault();
    event.stopPropagation();
    decide(bar, event.submitter);
  }, true);

  addEventListener('beforeunload', (event) => {
    if (underway.size) event.preventDefault();
  });

  // The conversation opens beside the comment, and is fetched when it is wanted.
  pane.addEventListener('toggle', async (event) => {
    const place = event.target.open && event.target.querySelector?.('[data-part]');
    if (!place) return;
    const address = place.dataset.part;
    delete place.dataset.part;
    try {
      const part = await page(address);
      if (!place.isConnected) return;
      place.replaceChildren(...part.body.childNodes);
      place.querySelector('.current')?.scrollIntoView({ block: 'nearest' });
    } catch {
      // The link to its page is still there.
      place.dataset.part = address;
    }
  }, true);

  // ---- Moving about.

  document.addEventListener('click', (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('.row .open');
    if (link) {
      event.preventDefault();
      open(link.closest('.row').dataset.id, { push: true });
      return;
    }
    if (event.target.closest('.back a') && narrow.matches) {
      event.preventDefault();
      document.body.classList.remove('reading');
      history.replaceState({}, '', query ? `/desk?${query}` : '/desk');
      current()?.querySelector('.open').focus();
      return;
    }
    // A click beside an open panel closes it.
    for (const pop of document.querySelectorAll('.pop[open]')) if (!pop.contains(event.target)) pop.open = false;
  });

  addEventListener('popstate', (event) => {
    if (event.state?.open) open(event.state.open);
    else document.body.classList.remove('reading');
  });

  const step = (by) => {
    const list = all();
    const at = list.indexOf(current());
    const row = list[at < 0 ? 0 : at + by];
    if (row) open(row.dataset.id);
    else if (by > 0 && moreAt) moreRows()?.then(() => rowOf(row) || all()[at + 1]?.dataset.id && open(all()[at + 1].dataset.id));
    else say(phrase(by > 0 ? 'last' : 'first'));
  };

  // ---- Several at once.

  let lastTick = null;
  let spanning = false;
  const ticks = () => [...rows.querySelectorAll('.tick-row')];
  const picked = document.getElementById('picked');
  const selected = () => ticks().filter((box) => box.checked);
  const count = () => {
    const some = selected().length;
    if (!some) for (const panel of bulk.querySelectorAll('.pop[open]')) panel.open = false;
    picked.textContent = phrase('selected', { count: some });
  };
  rows.addEventListener('click', (event) => { spanning = event.shiftKey; }, true);
  rows.addEventListener('change', (event) => {
    const box = event.target.closest('.tick-row');
    if (!box) return;
    const list = ticks();
    const [from, to] = [list.indexOf(lastTick), list.indexOf(box)];
    if (spanning && from >= 0) {
      for (const between of list.slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = box.checked;
    }
    lastTick = box;
    count();
  });
  const select = () => {
    current()?.querySelector('.tick-row').click();
  };
  const clearSelection = () => {
    for (const box of selected()) box.checked = false;
    count();
    say(phrase('unselected'));
  };

  // ---- Keys.

  // Where comments are selected, the keys decide about those, and otherwise about the open one.
  const target = () => (selected().length ? bulk : pane.querySelector('.bar'));
  const decideBy = (value) => {
    const button = target()?.querySelector(`button[value="${value}"]`);
    if (button) button.click();
    else say(phrase('noChange'));
  };

  // An open panel has the focus and the keys until it is answered or closed: its own key or Enter confirms, a digit
  // chooses a reason, Escape closes it, and every other key rests. So no key does the opposite of the one before.
  let lastRejection = 'reject';
  const openPanel = () => document.querySelector('#bulk .pop[open]') || pane.querySelector('.bar .pop[open]');
  const confirmation = (panel) => {
    const buttons = [...panel.querySelectorAll('button')];
    return buttons.find((each) => each.value === lastRejection) || buttons.find((each) => each.value === panel.dataset.key);
  };
  const ask = (key) => {
    const panel = target()?.querySelector(`.pop[data-key="${key}"]`);
    if (!panel) {
      say(phrase('noChange'));
      return;
    }
    panel.open = true;
    confirmation(panel).focus();
  };
  const act = {
    next: () => step(1),
    previous: () => step(-1),
    approve: () => decideBy('approve'),
    spam: () => decideBy('spam'),
    reject: () => ask('reject'),
    delete: () => ask('delete'),
    undo: () => undo(),
    edit: () => {
      const edit = pane.querySelector('details.edit');
      if (!edit) return;
      edit.open = true;
      edit.querySelector('textarea').focus();
    },
    reader: () => pane.querySelector('.case-head a.reader')?.click(),
    select,
    search: () => {
      document.querySelector('.filters').open = true;
      document.body.classList.remove('reading');
      document.getElementById('by-q').focus();
    },
    help: () => document.getElementById('keys').showModal(),
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') {
      const panels = [...document.querySelectorAll('.pop[open]')];
      for (const panel of panels) {
        panel.open = false;
        panel.querySelector('summary').focus();
      }
      if (typing(event.target)) event.target.blur();
      else if (!panels.length && selected().length && !document.querySelector('dialog[open]')) clearSelection();
      return;
    }
    if (settings.off || typing(event.target) || document.querySelector('dialog[open]')) return;
    const does = meant(event);
    const panel = openPanel();
    if (panel) {
      const chosen = [...panel.querySelectorAll('.reasons button')].find((each) => each.querySelector('kbd').textContent === event.key);
      const pressed = chosen || (does === panel.dataset.key ? confirmation(panel) : null);
      if (pressed || does) event.preventDefault();
      if (pressed) pressed.click();
      else if (does) say(phrase('panelOpen'));
      return;
    }
    if (!does) return;
    event.preventDefault();
    act[does]();
  });

  label(pane);
  label(bulk);
  if (selected().length) count();
  if (opened()) {
    claim(opened().dataset.id);
    // What was said about the last action is said once.
    if (!pane.querySelector('.summary')) panes.set(opened().dataset.id, { html: pane.innerHTML });
    lookAhead();
  }
  listen((told) => {
    counted(told.counts);
    if ('waiting' in rows.dataset && told.newest > newest) lookForNew();
  });
})();
