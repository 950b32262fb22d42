import Foundation
import RooflineModel
import Testing

@testable import Plotting

@Suite(
  "Pages in a browser",
  .enabled(
    if: Browser.path != nil, "chromium is not installed: apt-get install chromium-headless-shell"))
struct HTMLScriptTests {
  private func page() throws -> String {
    HTMLPlot(style: try Sample.style()).render(
      RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels()).scene)
  }

  /// Words for the driver: sends events to elements as a pointer would.
  private let tools = """
    var svg = document.querySelector('figure.plot > svg');
    function send(target, type, x, y, more) {
      var kind = type === 'wheel' ? WheelEvent : type.startsWith('pointer') ? PointerEvent
        : MouseEvent;
      target.dispatchEvent(new kind(type, Object.assign(
        {bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0}, more || {})));
    }
    function middle(e) {
      var r = e.getBoundingClientRect();
      return [r.left + r.width / 2, r.top + r.height / 2];
    }
    function shown(selector) {
      return Array.from(svg.querySelectorAll(selector)).filter(function (e) {
        return getComputedStyle(e).display !== 'none'; }).length;
    }
    """

  @Test("Pointing at a sign shows its values, leaving hides them")
  func hover() throws {
    let result = try Browser.result(
      of: page(),
      script: tools + """
        var mark = svg.querySelector('g[data-tip^="roofline fma ×1,"]'), at = middle(mark);
        var tip = document.querySelector('.tip');
        send(mark.lastElementChild, 'pointermove', at[0], at[1]);
        var words = tip.textContent, seen = !tip.hidden;
        send(svg, 'pointermove', at[0] + 10, at[1] + 1);
        var near = tip.textContent;
        svg.dispatchEvent(new PointerEvent('pointerleave'));
        return {words: words, seen: seen, near: near, gone: tip.hidden};
        """)
    let words = try #require(result["words"] as? String)
    #expect(words.hasPrefix("roofline fma ×1, modelled, 0.0625 OP/B, 25.7 GOP/s"))
    #expect(words.contains("operational intensity 0.062"))
    #expect(result["seen"] as? Bool == true)
    #expect((result["near"] as? String)?.hasPrefix("roofline fma ×1,") == true)
    #expect(result["gone"] as? Bool == true)
  }

  @Test("The legend hides and shows a group; a click isolates one line; the button shows all")
  func groups() throws {
    let result = try Browser.result(
      of: page(),
      script: tools + """
        var all = shown('[data-tags]'), reset = document.querySelector('.reset');
        var key = Array.from(svg.querySelectorAll('[data-tag]')).find(function (k) {
          return k.textContent.trim() === 'theoretical peak'; });
        key.dispatchEvent(new MouseEvent('click', {bubbles: true}));
        var fewer = shown('[data-tags]'), pressed = key.getAttribute('aria-pressed');
        key.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, key: 'Enter'}));
        var again = shown('[data-tags]');
        svg.querySelector('g[data-tip^="hbm 424"] path').dispatchEvent(
          new MouseEvent('click', {bubbles: true}));
        var bright = svg.querySelectorAll('[data-tags]:not(.dim)').length;
        var label = Array.from(svg.querySelectorAll('[data-tags]:not(.dim) text')).map(
          function (t) { return t.textContent; }).join();
        var wasHidden = reset.hidden;
        reset.click();
        return {all: all, fewer: fewer, pressed: pressed, again: again, bright: bright,
          label: label, button: !wasHidden && reset.hidden,
          dim: svg.querySelectorAll('.dim').length};
        """)
    let all = try #require(result["all"] as? Int)
    // Three theoretical lines with a label each are hidden.
    #expect(result["fewer"] as? Int == all - 6)
    #expect(result["pressed"] as? String == "false")
    #expect(result["again"] as? Int == all)
    #expect(result["bright"] as? Int == 2)
    #expect((result["label"] as? String)?.hasPrefix("hbm 424") == true)
    #expect(result["button"] as? Bool == true)
    #expect(result["dim"] as? Int == 0)
  }

  @Test("Wheel and drag zoom about the pointer with new numbers; a double click goes back")
  func zoom() throws {
    let result = try Browser.result(
      of: page(),
      script: tools + """
        var mark = svg.querySelector('g[data-tip^="roofline fma ×8,"]'), at = middle(mark);
        var view = svg.querySelector('.view'), size = mark.getBoundingClientRect().width;
        var before = shown('.ticks text');
        at = middle(mark.querySelector('circle'));
        send(svg, 'wheel', at[0], at[1], {deltaY: -600});
        var wheel = middle(mark.querySelector('circle')), moved = shown('.moved text'), after = shown('.ticks');
        var same = mark.getBoundingClientRect().width;
        send(svg, 'dblclick', at[0], at[1]);
        var home = view.getAttribute('transform'), still = shown('.moved');
        send(svg, 'pointerdown', at[0] - 40, at[1] - 40);
        send(svg, 'pointermove', at[0] + 40, at[1] + 40);
        send(svg, 'pointerup', at[0] + 40, at[1] + 40);
        var plot = svg.dataset.plot.split(' ').map(Number), scale = svg.clientWidth / 800;
        var edge = svg.getBoundingClientRect(), centre = middle(mark.querySelector('circle'));
        return {away: Math.hypot(wheel[0] - at[0], wheel[1] - at[1]), moved: moved, before: before,
          after: after, ratio: same / size, home: home, still: still,
          off: Math.hypot(centre[0] - edge.left - (plot[0] + plot[2] / 2) * scale,
            centre[1] - edge.top - (plot[1] + plot[3] / 2) * scale),
          drag: shown('.moved text')};
        """)
    // Events carry whole pixels; the error of one grows with the picture.
    #expect((result["away"] as? Double ?? 99) < 3)
    #expect((result["moved"] as? Int ?? 0) >= 4)
    #expect((result["before"] as? Int ?? 0) >= 4)
    #expect(result["after"] as? Int == 0)
    #expect(abs((result["ratio"] as? Double ?? 0) - 1) < 0.01)
    #expect(result["home"] as? String == "translate(0 0) scale(1 1)")
    #expect(result["still"] as? Int == 0)
    #expect((result["off"] as? Double ?? 99) < 2)
    #expect((result["drag"] as? Int ?? 0) >= 4)
  }

  @Test("Names from files run nothing and arrive as they are", arguments: HostileNames.all)
  func hostile(name: String) throws {
    let axis = PlotAxis(title: name, unit: name, scale: .linear, from: 0, to: 1)
    let scene = PlotScene(
      title: "title", horizontal: axis, vertical: axis,
      marks: [
        PlotMark(
          point: PlotPoint(0.5, 0.5), glyph: .dot(outlined: false), color: .faint, label: name,
          detail: name, tags: [name])
      ], legend: [.init(sample: .mark(.small, .faint), text: name, tag: name)],
      footnotes: [name])
    let result = try Browser.result(
      of: HTMLPlot(style: try Sample.style()).render(scene),
      script: tools + """
        var mark = svg.querySelector('[data-tip]'), at = middle(mark);
        send(mark, 'pointermove', at[0], at[1]);
        send(mark, 'click', at[0], at[1]);
        return {title: document.title, scripts: document.scripts.length, tip: mark.dataset.tip,
          images: document.images.length};
        """)
    #expect(result["title"] as? String == "title")
    #expect(result["scripts"] as? Int == 2)
    #expect(result["images"] as? Int == 0)
    let clean = PrintableText.cleaned(name, .braille)
    #expect(result["tip"] as? String == "\(clean): \(clean)")
  }
}
