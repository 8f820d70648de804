/// A page of HTML that needs nothing beside itself: no network, no script.
struct Page {
  private var body: [String] = []
  private var figures = 0
  private let title: String

  init(title: String, subtitle: String) {
    self.title = title
    body.append("<h1>\(escaped(title))</h1>\n<p class=\"subtitle\">\(escaped(subtitle))</p>")
  }

  mutating func heading(_ text: String) { body.append("<h2>\(escaped(text))</h2>") }

  mutating func paragraph(_ text: String) { body.append("<p>\(escaped(text))</p>") }

  /// Paragraphs that a reader in a hurry reads, and the first of them first of all.
  mutating func summary(_ paragraphs: [String]) {
    body.append(
      "<div class=\"summary\">\n\(paragraphs.map { "<p>\(escaped($0))</p>" }.joined(separator: "\n"))\n</div>")
  }

  mutating func command(_ text: String) { body.append("<pre>\(escaped(text))</pre>") }

  mutating func table(_ table: FigureTable, caption: String) {
    body.append("<p class=\"caption\">\(escaped(caption))</p>\n\(table.html)")
  }

  mutating func figure(_ svg: String, caption: String) {
    figures += 1
    body.append(
      "<figure>\n\(svg)<figcaption><b>Figure \(figures).</b> \(escaped(caption))</figcaption>\n</figure>")
  }

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    \(Page.style)
    </style>
    </head>
    <body>
    \(body.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private static let style = """
    body { max-width: 820px; margin: 2em auto; padding: 0 1em; color: #222; background: #fff;
      font: 15px/1.5 \(Lettering.fonts); }
    h1 { font-size: 1.6em; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.2em; margin: 2em 0 .5em; break-after: avoid; }
    .subtitle { color: #555; margin: .3em 0 1.2em; }
    .summary { border-left: 4px solid #0072b2; padding: .1em 1em; background: #f4f7fa; }
    .caption { margin: 1.2em 0 .3em; break-after: avoid; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .9em; font-variant-numeric: tabular-nums;
      border-top: 1.5px solid #222; border-bottom: 1.5px solid #222; }
    th { border-bottom: 1px solid #222; font-weight: 600; }
    th, td { padding: .2em .8em; text-align: right; white-space: nowrap; }
    .name { text-align: left; white-space: normal; max-width: 15em; overflow-wrap: anywhere; }
    .name:last-child { max-width: none; }
    .group td { border-top: 1px solid #ddd; }
    tr { break-inside: avoid; }
    pre { background: #f4f4f4; padding: .7em 1em; font-size: .85em; white-space: pre-wrap; overflow-wrap: anywhere; }
    figure { margin: 1.5em 0; break-inside: avoid; }
    svg { display: block; max-width: 100%; height: auto; margin: auto; }
    figcaption { color: #333; font-size: .9em; margin-top: .5em; }
    @media print {
      body { margin: 0; max-width: none; font-size: 11px; }
      .scroll { overflow: visible; }
      th, td { padding: .15em .5em; }
    }
    """
}
