// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import VectorIndex

extension ShoeboxError {
  /// Any error of this library as one of the few kinds that a program acts upon, with its sentence.
  ///
  /// - Parameter error: What was thrown.
  public init(describing error: any Error) {
    switch error {
    case let error as ShoeboxError: self = error
    case let error as ModelError:
      self.init(error.code == .missingFile ? .noInput : .badInput, error.message)
    case let error as QueryError: self.init(.usage, error.message)
    case let error as CatalogError:
      self.init(error.code.isDamage ? .badInput : .inputOutput, error.message)
    case let error as VectorFileError: self.init(.inputOutput, error.message)
    default: self.init(.inputOutput, "\(error)")
    }
  }
}

extension CatalogError.Code {
  /// Whether the file is there and readable but not what it should be.
  fileprivate var isDamage: Bool {
    [CatalogError.Code.corrupt, .newerSchema, .notACatalogue].contains(self)
  }
}
