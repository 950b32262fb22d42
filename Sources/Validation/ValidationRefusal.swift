/// Why a fact cannot be compared with the model.
enum ValidationRefusal: Error, Hashable {
  /// The model, the kernels or the boards cannot express the row yet.
  case unsupported(String)
  /// The row contradicts itself or its board, or the model failed on it.
  case failed(String)
}
