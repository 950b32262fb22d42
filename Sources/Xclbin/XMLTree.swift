import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of an XML document.
struct XMLTree {
  let name: String
  let attributes: [String: String]
  /// The line of the document, from 1.
  let line: Int
  var children: [XMLTree] = []

  /// The children with a name.
  func elements(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

  /// The first child at a path of names.
  func first(_ path: String...) -> XMLTree? {
    var element: XMLTree? = self
    for name in path { element = element?.children.first { $0.name == name } }
    return element
  }
}

extension XMLTree {
  /// What is wrong with a document.
  struct Problem: Error {
    var line: Int?
    var message: String
  }

  /// Reads a document. Entities from elsewhere are never fetched, document types are refused.
  ///
  /// - Parameter bytes: UTF-8; NULs at the end are ignored.
  /// - Returns: The root.
  /// - Throws: ``Problem`` with the line.
  static func read(_ bytes: [UInt8]) throws(Problem) -> XMLTree {
    let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    guard let text = String(validating: bytes[..<end], as: UTF8.self) else {
      throw Problem(line: nil, message: "found bytes that are no UTF-8, expected XML in UTF-8")
    }
    guard !text.contains("<!DOCTYPE") else {
      throw Problem(
        line: nil, message: "found a document type (<!DOCTYPE), expected none; not read")
    }
    let builder = Builder()
    let parser = XMLParser(data: Data(text.utf8))
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    guard parser.parse(), let root = builder.root else {
      // The error has no text of its own; its number is libxml2's (`xmlParserErrors`).
      let reason = parser.parserError.map { "libxml2 reports error \(($0 as NSError).code)" }
      throw Problem(
        line: parser.lineNumber > 0 ? parser.lineNumber : nil,
        message: "is no XML: \(reason ?? "no element")")
    }
    return root
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLTree?
    private var open: [XMLTree] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append(XMLTree(name: name, attributes: attributes, line: parser.lineNumber))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      guard let element = open.popLast() else { return }
      if open.isEmpty {
        root = element
      } else {
        open[open.count - 1].children.append(element)
      }
    }
  }
}
