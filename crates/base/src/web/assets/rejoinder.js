// Enhancement only: every page works without this file.
(() => {
  'use strict';

  // An error summary takes the focus. `autofocus` has done it by now where the browser knows it on any element.
  addEventListener('load', () => requestAnimationFrame(() => {
    const summary = document.getElementById('form-errors');
    if (summary && document.activeElement === document.body) summary.focus();
  }));

  // The first press counts. The button is not disabled, because its own name and value are part of some
  // forms; a page that comes back from the history starts afresh.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    const button = event.submitter;
    if (!button) return;
    button.setAttribute('aria-disabled', 'true');
    if (button.dataset.busy) {
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.busy;
    }
  });
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
    for (const button of document.querySelectorAll('button[aria-disabled]')) {
      button.removeAttribute('aria-disabled');
      if (button.dataset.idle) button.textContent = button.dataset.idle;
    }
  });

  // Dark or light pages by choice, kept in this browser. The script in the head applies it to the next page.
  const theme = document.getElementById('theme');
  if (theme) {
    const root = document.documentElement.dataset;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const isDark = () => (root.theme ? root.theme === 'dark' : system.matches);
    const words = theme.textContent;
    const show = () => { theme.textContent = isDark() ? theme.dataset.off : words; };
    show();
    theme.hidden = false;
    system.addEventListener('change', show);
    theme.addEventListener('click', () => {
      const dark = !isDark();
      root.theme = dark === system.matches ? '' : dark ? 'dark' : 'light';
      try { localStorage.setItem('theme', root.theme); } catch { /* It holds for this page. */ }
      show();
    });
  }

  // The link of a story, to be passed on.
  const copy = document.querySelector('a[data-copy]');
  if (copy && navigator.clipboard) {
    copy.textContent = copy.dataset.copy;
    copy.setAttribute('role', 'button');
    copy.addEventListener('click', async (event) => {
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(copy.href);
        copy.textContent = copy.dataset.copied;
      } catch {
        location.assign(copy.href);
      }
    });
  }

  // A story with its thread, opened to be printed. Folded parts are printed, also by browsers that cannot style them.
  addEventListener('beforeprint', () => {
    for (const fold of document.querySelectorAll('details.fold')) fold.open = true;
  });
  if (document.body.classList.contains('whole')) addEventListener('load', () => print());

  // "Reply" brings the form to the comment instead of the reader to the form; what was typed comes along.
  const respond = document.getElementById('respond');
  const parent = respond && respond.querySelector('input[name=parent_id]');
  const cancel = document.getElementById('cancel-reply');
  if (!parent || !cancel) return;
  const heading = document.getElementById('respond-heading');
  const home = document.createComment('');
  respond.before(home);
  let opener = null;

  document.addEventListener('click', (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('a.reply');
    if (link) {
      event.preventDefault();
      opener = link;
      parent.value = new URL(link.href).searchParams.get('reply');
      heading.textContent = link.getAttribute('aria-label');
      cancel.hidden = false;
      link.closest('article').after(respond);
      document.getElementById('text').focus({ preventScroll: true });
      respond.scrollIntoView({ block: 'nearest' });
    } else if (event.target === cancel) {
      event.preventDefault();
      parent.value = '';
      heading.textContent = heading.dataset.idle;
      cancel.hidden = true;
      home.after(respond);
      (opener || document.getElementById('text')).focus();
      opener = null;
    }
  });
})();
