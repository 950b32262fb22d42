import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of an XML document.
package struct XMLTree: Sendable {
  /// The name of its tag.
  package let name: String
  /// Its attributes.
  package let attributes: [String: String]
  /// The line of the document, from 1.
  package let line: Int
  /// The elements in it, in the order of the document.
  package fileprivate(set) var children: [XMLTree] = []
  /// The characters directly in it, without white space at the ends.
  package fileprivate(set) var text = ""

  /// The children with a name.
  package func elements(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

  /// The first child at a path of names.
  package func first(_ path: String...) -> XMLTree? {
    var element: XMLTree? = self
    for name in path { element = element?.children.first { $0.name == name } }
    return element
  }
}

extension XMLTree {
  /// What is wrong with a document.
  package struct Problem: Error {
    /// The line, from 1; `nil` where none is meant.
    package var line: Int?
    /// What was found and what was expected.
    package var message: String
  }

  /// Elements within elements that are followed; documents of the tools have about ten.
  private static let deepest = 200
  /// Elements of a document that are read.
  private static let most = 1_000_000

  /// Reads a document. Entities from elsewhere are never fetched, document types are refused.
  ///
  /// - Parameter bytes: UTF-8; NULs at the end are ignored.
  /// - Returns: The root.
  /// - Throws: ``Problem`` with the line.
  package static func read(_ bytes: [UInt8]) throws(Problem) -> XMLTree {
    let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    let text = bytes[..<end]
    try check(text)
    let builder = Builder()
    let parser = XMLParser(data: Data(text))
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let isWhole = parser.parse()
    if let problem = builder.problem { throw problem }
    guard isWhole, let root = builder.root else {
      // The error has no text of its own; its number is libxml2's (`xmlParserErrors`).
      let reason = parser.parserError.map { "libxml2 reports error \(($0 as NSError).code)" }
      throw Problem(
        line: parser.lineNumber > 0 ? parser.lineNumber : nil,
        message: "is no XML: \(reason ?? "no element")")
    }
    return root
  }

  /// Refuses what could be read in two ways, or make more of itself.
  private static func check(_ bytes: ArraySlice<UInt8>) throws(Problem) {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw Problem(line: nil, message: "found bytes that are no UTF-8, expected XML in UTF-8")
    }
    // Another encoding could hide a document type from the search below.
    let declaration = text.prefix { $0 != ">" }.lowercased()
    let isForeign =
      declaration.contains("encoding")
      && !["utf-8", "us-ascii", "iso-8859-1"].contains { declaration.contains($0) }
    guard !isForeign else {
      throw Problem(line: 1, message: "found another encoding, expected XML in UTF-8")
    }
    guard let place = text.range(of: "<!DOCTYPE", options: .caseInsensitive) else { return }
    let line = text[..<place.lowerBound].utf8.count { $0 == 0x0A } + 1
    throw Problem(
      line: line, message: "found a document type (<!DOCTYPE), expected none; not read")
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLTree?
    var problem: Problem?
    private var open: [XMLTree] = []
    private var characters: [String] = []
    private var count = 0

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      count += 1
      guard open.count < XMLTree.deepest, count <= XMLTree.most else {
        let found = count > XMLTree.most ? "\(count) elements" : "elements \(open.count + 1) deep"
        problem = Problem(
          line: parser.lineNumber,
          message: "found \(found), expected at most \(XMLTree.most), \(XMLTree.deepest) deep")
        return parser.abortParsing()
      }
      open.append(XMLTree(name: name, attributes: attributes, line: parser.lineNumber))
      characters.append("")
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      guard !characters.isEmpty else { return }
      characters[characters.count - 1] += string
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      guard var element = open.popLast(), let text = characters.popLast() else { return }
      element.text = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if open.isEmpty {
        root = element
      } else {
        open[open.count - 1].children.append(element)
      }
    }
  }
}
