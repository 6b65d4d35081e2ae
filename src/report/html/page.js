'use strict';
(function () {
  var all = function (of, what) { return Array.prototype.slice.call(of.querySelectorAll(what)); };
  var controls = document.getElementById('controls');
  var tables = all(document, 'table.rank');
  if (!controls) { return; }

  // Search and filters.
  var find = document.getElementById('find');
  var kind = document.getElementById('kind');
  var thin = document.getElementById('thin');
  var found = document.getElementById('found');
  var plain = function (text) { return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase(); };
  var filter = function () {
    var wanted = plain(find.value.trim());
    var shown = 0, of = 0;
    tables.forEach(function (table, nth) {
      all(table, 'tbody').forEach(function (body) {
        if (body.className === 'sep') { body.hidden = thin.checked; return; }
        var fits = (!wanted || plain(body.rows[0].cells[1].textContent).indexOf(wanted) >= 0) &&
          (!kind.value || body.dataset.k === kind.value) && !(thin.checked && body.className === 'u');
        body.hidden = !fits;
        if (nth === 0) { of += 1; shown += fits ? 1 : 0; }
      });
    });
    found.textContent = shown === of ? '' : shown + ' of ' + of + ' speakers';
  };
  [find, kind, thin].forEach(function (field) { field.addEventListener('input', filter); });
  controls.addEventListener('submit', function (event) { event.preventDefault(); });
  controls.hidden = false;

  // Sorting: who is not ranked stays below who is.
  var value = function (body, column, text) {
    var cell = body.rows[0].cells[column];
    if (text) { return plain(cell.textContent); }
    return parseFloat((cell.querySelector('b') || cell).textContent.replace(/,/g, ''));
  };
  var sort = function (table, head, column) {
    var text = head.dataset.s === 't';
    var was = head.getAttribute('aria-sort');
    var up = was ? was === 'descending' : text;
    all(table, 'th[aria-sort]').forEach(function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    var groups = [[]], order = [];
    all(table, 'tbody').forEach(function (body) {
      if (body.className === 'sep') { groups.push([]); order.push(body); } else { groups[groups.length - 1].push(body); }
    });
    groups.forEach(function (group, nth) {
      if (nth) { table.appendChild(order[nth - 1]); }
      group.map(function (body, at) { return { body: body, at: at, v: value(body, column, text) }; })
        .sort(function (a, b) {
          var by = text ? a.v.localeCompare(b.v) : a.v - b.v;
          return (up ? by : -by) || a.at - b.at;
        })
        .forEach(function (one) { table.appendChild(one.body); });
    });
  };
  tables.forEach(function (table) {
    all(table, 'th[data-s]').forEach(function (head) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      button.addEventListener('click', function () { sort(table, head, head.cellIndex); });
      head.textContent = '';
      head.appendChild(button);
    });
  });

  // A number leads to its quotes: the category is chosen and the quotes unfold.
  var reveal = function () {
    var target = /^#e\d+-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    var choice = document.getElementById('k' + location.hash.split('-')[1]);
    if (choice) { choice.checked = true; }
    target.closest('tbody').hidden = false;
    target.open = true;
    target.querySelector('summary').focus({ preventScroll: true });
    target.closest('tbody').scrollIntoView({ block: 'center' });
  };
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#e"]');
    if (link && link.hash === location.hash) { event.preventDefault(); reveal(); }
  });
  window.addEventListener('hashchange', reveal);
  reveal();
}());
