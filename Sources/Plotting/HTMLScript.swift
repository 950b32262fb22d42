/// The script of a page: hover, isolate, hide and show, zoom. It reads attributes that the picture
/// carries and writes text only as text.
enum HTMLScript {
  /// The script, without anything that would end its element.
  static let text = #"""
    'use strict';
    document.querySelectorAll('figure.plot').forEach(function (figure) {
      var svg = figure.querySelector('svg'), tip = figure.querySelector('.tip');
      var reset = figure.querySelector('.reset'), view = svg.querySelector('.view');
      var frame = svg.querySelector('.window'), fixed = svg.querySelector('.ticks');
      var box = svg.dataset.plot.split(' ').map(Number);
      var items = Array.from(svg.querySelectorAll('[data-tags]'));
      var keys = Array.from(svg.querySelectorAll('[data-tag]'));
      var placed = Array.from(svg.querySelectorAll('[data-at]'));
      var hidden = {}, alone = null, zoom = {x: 0, y: 0, kx: 1, ky: 1}, drag = null, dragged = false;
      function axis(name) {
        var parts = svg.dataset[name].split(' '), low = Number(parts[1]), high = Number(parts[2]);
        var log = parts[0] === 'log';
        function to(v) { return log ? Math.log10(v) : v; }
        return {
          named: parts[0] === 'names', log: log, title: svg.dataset[name + 'Title'],
          unit: svg.dataset[name + 'Unit'],
          value: function (t) {
            var v = to(low) + (to(high) - to(low)) * t;
            return log ? Math.pow(10, v) : v;
          },
          share: function (v) { return (to(v) - to(low)) / (to(high) - to(low)); }
        };
      }
      var across = axis('x'), up = axis('y'), zooms = !across.named && !up.named;
      items.forEach(function (item) {
        var title = item.querySelector('title');
        if (!title) return;
        item.dataset.tip = title.textContent;
        item.setAttribute('aria-label', title.textContent);
        title.remove();
      });
      function tags(item) { return item.dataset.tags.split(' '); }
      function refresh() {
        items.forEach(function (item) {
          var own = tags(item);
          item.classList.toggle('off', own.some(function (tag) { return hidden[tag]; }));
          item.classList.toggle('dim', alone !== null && own.indexOf(alone) < 0);
        });
        keys.forEach(function (key) {
          key.setAttribute('aria-pressed', hidden[key.dataset.tag] ? 'false' : 'true');
        });
        var whole = zoom.kx === 1 && zoom.ky === 1;
        reset.hidden = whole && alone === null && !Object.values(hidden).some(Boolean);
      }
      function number(v) { return String(Number(v.toPrecision(4))); }
      function where(event) {
        var matrix = svg.getScreenCTM();
        if (!matrix) return null;
        var point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
        return point.x >= box[0] && point.x <= box[0] + box[2] && point.y >= box[1]
          && point.y <= box[1] + box[3] ? point : null;
      }
      function values(point) {
        var x = ((point.x - zoom.x) / zoom.kx - box[0]) / box[2];
        var y = 1 - ((point.y - zoom.y) / zoom.ky - box[1]) / box[3];
        return [[across, x], [up, y]].filter(function (pair) { return !pair[0].named; })
          .map(function (pair) {
            return pair[0].title + ' ' + number(pair[0].value(pair[1])) + ' ' + pair[0].unit;
          }).join(', ');
      }
      function near(event, point) {
        var hit = event.target.closest ? event.target.closest('[data-tip]') : null;
        if (hit || !point) return hit;
        var best = null, least = 14;
        items.forEach(function (item) {
          if (!item.dataset.tip || !item.dataset.at || item.classList.contains('off')) return;
          var at = item.dataset.at.split(' ').map(Number);
          var away = Math.hypot(at[0] * zoom.kx + zoom.x - point.x, at[1] * zoom.ky + zoom.y - point.y);
          if (away < least) { least = away; best = item; }
        });
        return best;
      }
      function show(event) {
        var point = where(event), item = near(event, point);
        var words = [item ? item.dataset.tip : '', point ? values(point) : ''].filter(Boolean);
        tip.hidden = words.length === 0;
        if (tip.hidden) return;
        tip.textContent = words.join(' — ');
        var edge = figure.getBoundingClientRect(), left = event.clientX - edge.left + 14;
        tip.style.left = Math.max(0, Math.min(left, edge.width - tip.offsetWidth - 4)) + 'px';
        tip.style.top = event.clientY - edge.top + 18 + 'px';
      }
      function element(name, attributes, text) {
        var made = document.createElementNS('http://www.w3.org/2000/svg', name);
        Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
        if (text) made.textContent = text;
        return made;
      }
      function ticks(axis, low, high) {
        var found = [], a, b, step;
        function decades(digits) {
          found = [];
          for (a = Math.floor(Math.log10(low)); a <= Math.log10(high); a++) {
            digits.forEach(function (digit) {
              var v = digit * Math.pow(10, a);
              if (v >= low && v <= high) found.push(v);
            });
          }
          return found.length > 2;
        }
        if (axis.log && (decades([1]) || decades([1, 2, 5]))) return found;
        found = [];
        step = Math.pow(10, Math.floor(Math.log10((high - low) / 5)));
        b = [1, 2, 5, 10].find(function (m) { return (high - low) / (m * step) <= 6; }) * step;
        for (a = Math.ceil(low / b); a * b <= high; a++) found.push(a * b);
        return found;
      }
      function redraw() {
        var whole = zoom.kx === 1 && zoom.ky === 1;
        var old = svg.querySelector('.moved');
        if (old) old.remove();
        svg.classList.toggle('zoomed', !whole);
        fixed.style.display = whole ? '' : 'none';
        frame.setAttribute('overflow', whole ? 'visible' : 'hidden');
        svg.querySelectorAll('.beside').forEach(function (label) {
          label.style.display = whole ? '' : 'none';
        });
        view.setAttribute('transform', 'translate(' + zoom.x + ' ' + zoom.y + ') scale(' + zoom.kx
          + ' ' + zoom.ky + ')');
        placed.forEach(function (item) {
          var at = item.dataset.at.split(' ');
          item.setAttribute('transform', whole ? '' : 'translate(' + at[0] + ' ' + at[1] + ') scale('
            + 1 / zoom.kx + ' ' + 1 / zoom.ky + ') translate(' + -at[0] + ' ' + -at[1] + ')');
        });
        if (!whole) drawTicks();
        refresh();
      }
      function drawTicks() {
        var group = element('g', {class: 'moved'}), right = box[0] + box[2], bottom = box[1] + box[3];
        function place(t, start, length, shift, factor) { return (start + t * length) * factor + shift; }
        function low(axis, from, shift, factor, start, length) {
          return axis.value(((from - shift) / factor - start) / length);
        }
        group.append(element('path', {class: 'axis cx', d: 'M' + box[0] + ' ' + box[1] + 'V' + bottom
          + 'H' + right}));
        ticks(across, low(across, box[0], zoom.x, zoom.kx, box[0], box[2]),
          low(across, right, zoom.x, zoom.kx, box[0], box[2])).forEach(function (v) {
          var x = place(across.share(v), box[0], box[2], zoom.x, zoom.kx);
          group.append(element('path', {class: 'rule grid', d: 'M' + x + ' ' + box[1] + 'V' + bottom}));
          group.append(element('text', {class: 'tx', 'text-anchor': 'middle', x: x, y: bottom + 23},
            number(v)));
        });
        ticks(up, up.value(1 - ((bottom - zoom.y) / zoom.ky - box[1]) / box[3]),
          up.value(1 - ((box[1] - zoom.y) / zoom.ky - box[1]) / box[3])).forEach(function (v) {
          var y = place(1 - up.share(v), box[1], box[3], zoom.y, zoom.ky);
          group.append(element('path', {class: 'rule grid', d: 'M' + box[0] + ' ' + y + 'H' + right}));
          group.append(element('text', {class: 'tx', 'text-anchor': 'end', x: box[0] - 9, y: y + 5},
            number(v)));
        });
        svg.insertBefore(group, frame);
      }
      function bounded() {
        zoom.kx = Math.min(Math.max(zoom.kx, 1), 200);
        zoom.ky = Math.min(Math.max(zoom.ky, 1), 200);
        zoom.x = Math.min(box[0] * (1 - zoom.kx), Math.max(zoom.x, (box[0] + box[2]) * (1 - zoom.kx)));
        zoom.y = Math.min(box[1] * (1 - zoom.ky), Math.max(zoom.y, (box[1] + box[3]) * (1 - zoom.ky)));
        redraw();
      }
      function home() { zoom = {x: 0, y: 0, kx: 1, ky: 1}; redraw(); }
      svg.addEventListener('pointermove', function (event) {
        if (drag && drag.rect) {
          var point = where(event);
          if (!point) return;
          dragged = dragged || Math.hypot(point.x - drag.x, point.y - drag.y) > 6;
          drag.end = point;
          drag.rect.setAttribute('x', Math.min(point.x, drag.x));
          drag.rect.setAttribute('y', Math.min(point.y, drag.y));
          drag.rect.setAttribute('width', Math.abs(point.x - drag.x));
          drag.rect.setAttribute('height', Math.abs(point.y - drag.y));
          return;
        }
        show(event);
      });
      svg.addEventListener('pointerleave', function () { tip.hidden = true; });
      svg.addEventListener('pointerdown', function (event) {
        var point = where(event);
        dragged = false;
        if (!zooms || !point || event.button !== 0) return;
        drag = {x: point.x, y: point.y, end: point, rect: element('rect', {class: 'choice'})};
        svg.append(drag.rect);
      });
      window.addEventListener('pointerup', function () {
        if (!drag) return;
        var from = drag, end = drag.end, width = Math.abs(end.x - from.x);
        var height = Math.abs(end.y - from.y);
        from.rect.remove();
        drag = null;
        if (width < 8 || height < 8) return;
        var kx = box[2] / width, ky = box[3] / height;
        zoom.x = box[0] - (Math.min(from.x, end.x) - zoom.x) * kx;
        zoom.y = box[1] - (Math.min(from.y, end.y) - zoom.y) * ky;
        zoom.kx *= kx;
        zoom.ky *= ky;
        bounded();
      });
      svg.addEventListener('wheel', function (event) {
        var point = where(event);
        if (!zooms || !point) return;
        event.preventDefault();
        var factor = Math.pow(1.0015, -event.deltaY);
        if (zoom.kx * factor < 1) return home();
        zoom.x = point.x - (point.x - zoom.x) * factor;
        zoom.y = point.y - (point.y - zoom.y) * factor;
        zoom.kx *= factor;
        zoom.ky *= factor;
        bounded();
      }, {passive: false});
      svg.addEventListener('dblclick', home);
      function toggle(key) { hidden[key.dataset.tag] = !hidden[key.dataset.tag]; refresh(); }
      svg.addEventListener('click', function (event) {
        var key = event.target.closest('[data-tag]'), item = event.target.closest('[data-tags]');
        if (key) return toggle(key);
        if (dragged) return;
        alone = item && tags(item)[0] !== alone ? tags(item)[0] : null;
        refresh();
      });
      svg.addEventListener('keydown', function (event) {
        var key = event.target.closest('[data-tag]');
        if (!key || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        toggle(key);
      });
      reset.addEventListener('click', function () { hidden = {}; alone = null; home(); });
    });
    """#
}
