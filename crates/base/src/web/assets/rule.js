// Enhancement only: rows are added, tried and saved by the buttons of the form without this file. It offers only the tests
// that fit a field, and tries the rule on past decisions while one writes.
(() => {
  'use strict';

  const form = document.getElementById('rule-form');
  const trial = document.getElementById('trial');
  if (!form || !trial) return;

  // ---- A field offers the tests that fit it.

  const fit = (row) => {
    const operator = row.querySelector('select.is');
    const tests = row.querySelector('select.of').selectedOptions[0].dataset.tests.split(' ');
    for (const option of operator.options) option.hidden = option.disabled = !tests.includes(option.value);
    for (const group of operator.querySelectorAll('optgroup')) group.hidden = !group.querySelector('option:not([hidden])');
    if (operator.selectedOptions[0]?.disabled) operator.value = tests[0];
  };
  for (const row of form.querySelectorAll('.test-row')) fit(row);
  form.addEventListener('change', (event) => {
    if (event.target.matches('select.of')) fit(event.target.closest('.test-row'));
  });

  // ---- The trial: one request at a time, the latest condition next. A condition with a fault changes nothing.

  const condition = () => {
    const fields = new URLSearchParams(new FormData(form));
    for (const name of ['name', 'reason', 'action', 'enabled']) fields.delete(name);
    return fields.toString();
  };
  let tried = condition();
  let trying = false;
  let timer = 0;
  const attempt = async () => {
    const now = condition();
    if (trying || now === tried) return;
    trying = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'try');
      // Not `form.action`: that is the field of this name.
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { accept: 'text/html' } });
      tried = now;
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        trial.replaceChildren(...page.getElementById('trial').childNodes);
        for (const row of form.querySelectorAll('.test-row')) {
          const matches = document.getElementById(`${row.id}-matches`);
          matches.textContent = page.getElementById(`${row.id}-matches`)?.textContent || '';
        }
      }
    } catch {
      // The next change tries again.
    } finally {
      trying = false;
      if (condition() !== tried) later();
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(attempt, 400);
  };
  form.addEventListener('input', later);
})();
